package panoptic.project;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Folder;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Tag;

/// What holds of every state of a project, whatever was committed.
final class Invariants {
  private Invariants() {}

  /// Returns a sentence per invariant that does not hold.
  static List<String> problems(ProjectState s) {
    var out = new ArrayList<String>();
    for (Kind kind : List.of(Kind.PROPERTY, Kind.PROPERTY_GROUP, Kind.TAG, Kind.FOLDER, Kind.VECTOR_TYPE, Kind.MAP, Kind.RESULT)) {
      for (int id = 1; id < s.shelf(kind).size(); id++) {
        Entry e = s.entry(kind, id);
        if (e == null) {
          out.add("there is nothing under the id " + id + " of " + Plan.plural(kind));
        } else if (kind.isNamed() && e.isVisible() && CommitPlanner.homonym(s, kind, id) != 0) {
          out.add("two of " + Plan.plural(kind) + " are called \"" + CommitPlanner.name(e.thing()) + "\"");
        }
      }
    }
    for (Folder f : s.folders()) {
      if (f.parentId() != 0 && s.folder(f.parentId()).isEmpty() || s.root(f.rootId()).isEmpty()) {
        out.add("the folder " + f.id() + " lies in one that is deleted");
      }
    }
    rows(s, out);
    vectors(s, out);
    for (Property p : s.properties()) {
      property(s, p, out);
    }
    return out;
  }

  private static void rows(ProjectState s, List<String> out) {
    var folders = new RoaringBitmap();
    s.folders().forEach(f -> folders.add(f.id()));
    var images = new RoaringBitmap();
    s.instances().rows().forEach((IntConsumer) row -> {
      long image = s.cell(Fact.IMAGE, row);
      if (row >= s.instanceRows() || image < 0 || image >= s.imageRows()) {
        out.add("instance row " + row + " shows image row " + image + " of " + s.imageRows());
        return;
      }
      images.add((int) image);
      if (!folders.contains(s.folderOf(row))) {
        out.add("the instance " + s.instanceId(row) + " lies in a folder that is deleted");
      }
    });
    if (!images.equals(s.images().rows())) {
      out.add("the images in sight are not those of the instances in sight");
    }
    for (int row = 1; row < s.instanceRows(); row++) {
      if (s.instanceId(row) <= s.instanceId(row - 1)) {
        out.add("the ids of instances do not rise at row " + row);
        break;
      }
    }
  }

  private static void vectors(ProjectState s, List<String> out) {
    for (int type = 0; type < s.parts.vectors.size(); type++) {
      RoaringBitmap rows = s.vectors(type).rows();
      if (!rows.isEmpty() && (rows.last() >= s.imageRows() || s.entry(Kind.VECTOR_TYPE, type) == null)) {
        out.add("the vector type " + type + " says of image row " + rows.last() + " of " + s.imageRows());
      }
    }
  }

  private static void property(ProjectState s, Property p, List<String> out) {
    int rows = p.mode() == PropertyMode.IMAGE ? s.imageRows() : s.instanceRows();
    var seen = new RoaringBitmap();
    for (Tag t : s.tags(p.id())) {
      RoaringBitmap uses = s.uses(t.id()).rows();
      if (!uses.isEmpty() && uses.last() >= rows) {
        out.add("the tag " + t.id() + " is on row " + uses.last() + " of " + rows);
      }
      if (p.type() == PropertyType.TAG && RoaringBitmap.intersects(seen, uses)) {
        out.add("the property \"" + p.name() + "\" has more than one tag somewhere");
      }
      seen.or(uses);
      if (!CommitPlanner.cycle(s, t.id()).isEmpty()) {
        out.add("the tag " + t.id() + " is its own ancestor");
      }
    }
    if (p.type().isText()) {
      int texts = s.texts(p.id()).size();
      s.column(p.id()).rows().forEach((IntConsumer) row -> {
        if (s.column(p.id()).get(row) >= texts) {
          out.add("the property \"" + p.name() + "\" names an unknown text at row " + row);
        }
      });
    }
  }

  /// Returns a sentence per part in which two states differ; none where they are the same.
  static List<String> differences(ProjectState a, ProjectState b) {
    if (a.sequence() != b.sequence()) {
      return List.of("one state is at commit " + a.sequence() + ", the other at " + b.sequence());
    }
    var out = new ArrayList<String>();
    Map<StatePages.PageKey, byte[]> pagesOfB = new java.util.HashMap<>();
    StatePages.pages(b, null, java.util.Set.of()).forEach((k, page) -> pagesOfB.put(k, java.util.Objects.requireNonNull(page)));
    StatePages.pages(a, null, java.util.Set.of()).forEach((k, page) -> {
      byte[] other = pagesOfB.remove(k);
      if (other == null || !Arrays.equals(page, other)) {
        out.add("the replayed log and the state differ in " + k);
      }
    });
    pagesOfB.keySet().forEach(k -> out.add("the replayed log lacks " + k));
    return out;
  }
}
