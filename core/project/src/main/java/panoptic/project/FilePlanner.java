package panoptic.project;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Commit;
import panoptic.model.ErrorCode;
import panoptic.model.Folder;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Root;
import panoptic.model.Sha1;
import panoptic.model.Tag;

/// The part of a commit that comes from files: roots, folders, instances and their images.
final class FilePlanner {
  private final Plan plan;
  private final CommitPlanner commit;
  private final Map<Integer, Integer> newInstances = new HashMap<>();
  private final List<Integer> instanceIds = new ArrayList<>();

  FilePlanner(Plan plan, CommitPlanner commit) {
    this.plan = plan;
    this.commit = commit;
  }

  /// Returns the ids of the files' instances, in their order.
  List<Integer> instanceIds() {
    return instanceIds;
  }

  /// Returns the row of a visible instance, or of one that this commit makes; refuses another.
  int instanceRow(int id, String place) {
    Integer row = id < 0 ? newInstances.get(id) : Integer.valueOf(plan.state().instanceRow(id));
    if (row == null || row < 0 || !plan.state().instances().contains(row)) {
      throw CommitPlanner.refuse(ErrorCode.UNKNOWN, place, "there is no instance " + id);
    }
    return row;
  }

  void roots(List<AdmittedRoot> roots) {
    for (int i = 0; i < roots.size(); i++) {
      AdmittedRoot r = roots.get(i);
      String place = "roots[" + i + "]";
      int known = plan.state().parts.lookup.find(Kind.ROOT, 0, r.path(), id -> {
        Entry e = plan.state().entry(Kind.ROOT, id);
        return e != null && ((Root) e.thing()).path().equals(r.path());
      });
      int id = r.id() > 0 ? commit.id(Kind.ROOT, r.id(), "root", place) : known != 0 ? known : plan.newId(Kind.ROOT);
      if (r.id() > 0 && known != 0 && known != id) {
        throw CommitPlanner.refuse(ErrorCode.NAME_TAKEN, place, "there is a root " + r.path() + " already (id " + known + ")");
      }
      plan.put(Kind.ROOT, id, new Root(id, r.path()));
      commit.map(Kind.ROOT, r.id(), id);
    }
  }

  /// Makes folders; one that is there, or was deleted, under the same name is that one.
  void folders(List<Commit.FolderChange> changes) {
    for (int i = 0; i < changes.size(); i++) {
      Commit.FolderChange c = changes.get(i);
      String place = "folders[" + i + "]";
      if (c.id() >= 0) {
        throw CommitPlanner.refuse(ErrorCode.INVALID, place, "a folder is what the disk says; only new ones (a negative id) are made");
      }
      String name = CommitPlanner.at(place, () -> Names.folder(c.name()));
      int parent = c.parentId() == 0 ? 0 : commit.id(Kind.FOLDER, c.parentId(), "folder", place);
      int root = parent != 0 ? ((Folder) commit.thing(Kind.FOLDER, parent)).rootId() : commit.id(Kind.ROOT, c.rootId(), "root", place);
      int known = plan.state().parts.lookup.find(Kind.FOLDER, parent, name, id -> {
        Entry e = plan.state().entry(Kind.FOLDER, id);
        return e != null && e.thing() instanceof Folder f && f.parentId() == parent && f.rootId() == root && f.name().equals(name);
      });
      int id = known != 0 ? known : plan.newId(Kind.FOLDER);
      plan.put(Kind.FOLDER, id, new Folder(id, root, parent, name));
      commit.map(Kind.FOLDER, c.id(), id);
    }
  }

  void files(Admission admission) {
    List<AdmittedFile> files = admission.files();
    int[] folders = new int[files.size()];
    for (int i = 0; i < folders.length; i++) {
      folders[i] = commit.id(Kind.FOLDER, files.get(i).folderId(), "folder", "instances[" + i + "]");
    }
    int[] images = images(files);
    int fresh = (int) files.stream().filter(f -> f.id() < 0).count();
    int next = plan.addRows(Table.INSTANCES, fresh);
    int[] rows = new int[files.size()];
    var shown = new RoaringBitmap();
    for (int i = 0; i < rows.length; i++) {
      int id = files.get(i).id();
      rows[i] = id < 0 ? next++ : plan.state().instanceRow(id);
      if (rows[i] < 0 || id == 0 || !shown.checkedAdd(rows[i]) || id < 0 && newInstances.put(id, rows[i]) != null) {
        throw CommitPlanner.refuse(ErrorCode.UNKNOWN, "instances[" + i + "]", rows[i] < 0 || id == 0
            ? "there is no instance " + id
            : "the instance " + id + " is given twice");
      }
    }
    int[] order = sortedBy(rows);
    var sorted = RoaringBitmap.bitmapOf(rows);
    plan.setCells(Fact.ID.key, sorted, cells(order, i -> rows[i] + 1));
    plan.setCells(Fact.FOLDER.key, sorted, cells(order, i -> folders[i]));
    plan.setCells(Fact.NAME.key, sorted, texts(Fact.NAME, order, i -> files.get(i).name()));
    carryValues(files, rows, images);
    plan.setCells(Fact.IMAGE.key, sorted, cells(order, i -> images[i]));
    plan.setCells(Fact.FILE_TIME.key, sorted, cells(order, i -> files.get(i).fileTimeMillis()));
    plan.setCells(Fact.FILE_ID.key, sorted, cells(order, i -> files.get(i).fileId()));
    plan.setBits(Change.VISIBLE, sorted, new RoaringBitmap());
    var found = sorted.clone();
    admission.found().forEach(id -> found.add(instanceRow(id, "found")));
    var missing = new RoaringBitmap();
    admission.missing().forEach(id -> missing.add(instanceRow(id, "missing")));
    plan.setBits(Change.MISSING, missing, found);
    for (int row : rows) {
      instanceIds.add(plan.state().instanceId(row));
    }
  }

  /// Returns the image rows of files, with new images appended.
  private int[] images(List<AdmittedFile> files) {
    int[] rows = new int[files.size()];
    var fresh = new HashMap<Sha1, Integer>();
    var first = new ArrayList<AdmittedFile>();
    int end = plan.state().imageRows();
    for (int i = 0; i < rows.length; i++) {
      AdmittedFile f = files.get(i);
      int known = plan.state().imageRow(f.sha1());
      if (known < 0) {
        Integer seen = fresh.putIfAbsent(f.sha1(), end + fresh.size());
        known = seen != null ? seen : end + fresh.size() - 1;
        if (seen == null) {
          first.add(f);
        }
      }
      rows[i] = known;
    }
    if (first.isEmpty()) {
      return rows;
    }
    plan.addRows(Table.IMAGES, first.size());
    var added = RoaringBitmap.bitmapOfRange(end, (long) end + first.size());
    int[] order = sortedBy(added.toArray());
    plan.setCells(Fact.WIDTH.key, added, cells(order, i -> first.get(i).facts().width()));
    plan.setCells(Fact.HEIGHT.key, added, cells(order, i -> first.get(i).facts().height()));
    plan.setCells(Fact.SIZE.key, added, cells(order, i -> first.get(i).facts().bytes()));
    plan.setCells(Fact.AVERAGE_HASH.key, added, cells(order, i -> first.get(i).facts().averageHash()));
    plan.setCells(Fact.COLOUR.key, added, cells(order, i -> first.get(i).facts().colour()));
    plan.setCells(Fact.FORMAT.key, added, texts(Fact.FORMAT, order, i -> first.get(i).facts().format()));
    plan.setCells(Fact.CAMERA.key, added, texts(Fact.CAMERA, order, i -> first.get(i).facts().camera()));
    plan.setCells(Fact.CAPTION.key, added, texts(Fact.CAPTION, order, i -> first.get(i).facts().words().caption()));
    plan.setCells(Fact.KEYWORDS.key, added, texts(Fact.KEYWORDS, order, i -> first.get(i).facts().words().keywords()));
    plan.setCells(Fact.AUTHOR_OF_PICTURE.key, added, texts(Fact.AUTHOR_OF_PICTURE, order, i -> first.get(i).facts().words().author()));
    plan.setCells(Fact.RIGHTS.key, added, texts(Fact.RIGHTS, order, i -> first.get(i).facts().words().rights()));
    plan.setCells(Fact.LENS.key, added, texts(Fact.LENS, order, i -> first.get(i).facts().words().lens()));
    plan.setCells(Fact.TAKEN.key, added, cells(order, i -> date(first.get(i).facts().taken())));
    plan.setCells(Fact.LATITUDE.key, added, cells(order, i -> degrees(first.get(i).facts().latitude())));
    plan.setCells(Fact.LONGITUDE.key, added, cells(order, i -> degrees(first.get(i).facts().longitude())));
    plan.setCells(Fact.SHA1_HIGH.key, added, cells(order, i -> first.get(i).sha1().high()));
    plan.setCells(Fact.SHA1_MIDDLE.key, added, cells(order, i -> first.get(i).sha1().middle()));
    plan.setCells(Fact.SHA1_LOW.key, added, cells(order, i -> first.get(i).sha1().low()));
    return rows;
  }

  /// Copies what image properties say of the old content of a changed file to its new content, unless that has values of its own.
  private void carryValues(List<AdmittedFile> files, int[] rows, int[] images) {
    var seen = new HashSet<Integer>();
    var moves = new java.util.TreeMap<Integer, Integer>();
    for (int i = 0; i < rows.length; i++) {
      if (files.get(i).id() > 0 && plan.state().imageOf(rows[i]) != images[i] && seen.add(images[i])) {
        moves.put(images[i], plan.state().imageOf(rows[i]));
      }
    }
    if (moves.isEmpty()) {
      return;
    }
    for (Property p : plan.state().properties()) {
      if (p.mode() == PropertyMode.IMAGE) {
        carry(p, moves);
      }
    }
  }

  private void carry(Property p, Map<Integer, Integer> moves) {
    ProjectState state = plan.state();
    if (!p.type().isTags()) {
      var rows = new RoaringBitmap();
      var cells = new ArrayList<Long>();
      moves.forEach((to, from) -> {
        if (state.column(p.id()).get(to) == Column.NONE && state.column(p.id()).get(from) != Column.NONE) {
          rows.add(to);
          cells.add(state.column(p.id()).get(from));
        }
      });
      plan.setCells(p.id(), rows, Longs.of(cells.stream().mapToLong(Long::longValue).toArray()));
      return;
    }
    List<Tag> tags = state.tags(p.id());
    var bare = new HashMap<>(moves);
    bare.keySet().removeIf(to -> tags.stream().anyMatch(t -> state.uses(t.id()).contains(to)));
    for (Tag t : tags) {
      var rows = new RoaringBitmap();
      bare.forEach((to, from) -> {
        if (state.uses(t.id()).contains(from)) {
          rows.add(to);
        }
      });
      plan.setBits(t.id(), rows, new RoaringBitmap());
    }
  }

  private interface CellOf {
    long cell(int i);
  }

  private interface TextOf {
    @Nullable String text(int i);
  }

  private static Longs cells(int[] order, CellOf of) {
    return Longs.of(Arrays.stream(order).mapToLong(of::cell).toArray());
  }

  private Longs texts(Fact fact, int[] order, TextOf of) {
    Longs codes = cells(order, i -> {
      String text = of.text(i);
      return text == null ? Column.NONE : plan.code(fact.key, text);
    });
    plan.flushTexts(fact.key);
    return codes;
  }

  private static long date(@Nullable PartialDate date) {
    return date == null ? Column.NONE : date.toBits();
  }

  private static long degrees(double d) {
    return Double.isNaN(d) ? Column.NONE : Double.doubleToRawLongBits(d + 0.0);
  }

  /// Returns the places of rows in ascending order of the rows.
  private static int[] sortedBy(int[] rows) {
    var packed = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      packed[i] = (long) rows[i] << 32 | i;
    }
    Arrays.sort(packed);
    return Arrays.stream(packed).mapToInt(p -> (int) p).toArray();
  }
}
