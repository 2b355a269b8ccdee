package panoptic.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Folder;
import panoptic.model.ImageMap;
import panoptic.model.Property;
import panoptic.model.PropertyGroup;
import panoptic.model.Result;
import panoptic.model.Root;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.model.VectorType;

/// Sums up the changes of the commits of a step as deeds. Names are those of today where the thing is still there. For one thread.
final class Deeds {
  private static final int MOST = 30;
  private static final int LONGEST_VALUE = 200;

  private record Key(Deed.Kind kind, int propertyId, int tagId) {
  }

  private final ProjectState state;
  private final Map<Key, Deed> deeds = new LinkedHashMap<>();

  /// `state` is one at or after the commits.
  Deeds(ProjectState state) {
    this.state = state;
  }

  static List<Deed> of(ProjectState state, List<Change> changes) {
    var deeds = new Deeds(state);
    deeds.add(changes);
    return deeds.all();
  }

  /// Adds what one commit did.
  void add(List<Change> changes) {
    int fresh = Integer.MAX_VALUE;
    for (Change change : changes) {
      switch (change) {
        case Change.Rows r -> fresh = r.table() == Table.INSTANCES ? r.first() : fresh;
        case Change.AddTexts _ -> {
          // told by the cells that mean them
        }
        case Change.SetCells c when c.key() > 0 -> cells(c);
        case Change.SetCells _ -> {
          // facts come with their files
        }
        case Change.SetBits b when b.key() == Change.VISIBLE -> {
          int back = fresh == Integer.MAX_VALUE ? b.added().getCardinality() : (int) b.added().rangeCardinality(0, fresh);
          count(Deed.Kind.IMPORTED, b.added().getCardinality() - back);
          count(Deed.Kind.FOUND, back);
          count(Deed.Kind.REMOVED, b.removed().getCardinality());
        }
        case Change.SetBits b when b.key() == Change.MISSING -> {
          count(Deed.Kind.MISSING, b.added().getCardinality());
          count(Deed.Kind.FOUND, b.removed().getCardinality());
        }
        case Change.SetBits b when Change.isOfVectors(b.key()) -> vectors(b);
        case Change.SetBits b -> uses(b);
        case Change.SetEntry e -> entry(e);
      }
    }
  }

  /// Returns what was done, at most [#MOST]; the rest is summed up as one.
  List<Deed> all() {
    if (deeds.keySet().stream().anyMatch(k -> k.kind() == Deed.Kind.IMPORTED)) { // folders come with their pictures
      deeds.keySet().removeIf(k -> k.kind() == Deed.Kind.FOLDER_CHANGED || k.kind() == Deed.Kind.ROOT_CHANGED);
    }
    if (deeds.keySet().stream().anyMatch(k -> k.kind() == Deed.Kind.FOLDER_DELETED)) { // so does a root with its folder
      deeds.keySet().removeIf(k -> k.kind() == Deed.Kind.ROOT_CHANGED);
    }
    List<Deed> all = List.copyOf(deeds.values());
    if (all.size() <= MOST) {
      return all;
    }
    var out = new java.util.ArrayList<>(all.subList(0, MOST - 1));
    out.add(new Deed(Deed.Kind.OTHER, all.size() - out.size(), 0, 0, "", "", -1));
    return out;
  }

  private void add(Deed deed) {
    if (deed.count() > 0) {
      boolean ofValues = deed.kind().compareTo(Deed.Kind.CLEARED) <= 0;
      deeds.merge(new Key(deed.kind(), ofValues ? deed.propertyId() : 0, ofValues ? deed.tagId() : 0), deed, (a, b) -> ofValues
          ? new Deed(a.kind(), a.count() + b.count(), a.propertyId(), a.tagId(), a.name(), a.value().equals(b.value()) ? a.value() : "",
              a.color())
          : new Deed(a.kind(), a.count() + b.count(), 0, 0,
              a.kind() == Deed.Kind.FOLDER_DELETED || isOfVectors(a.kind()) && a.name().equals(b.name()) ? a.name() : "", "", -1));
    }
  }

  private static boolean isOfVectors(Deed.Kind kind) {
    return kind == Deed.Kind.VECTORS_ADDED || kind == Deed.Kind.VECTORS_REMOVED;
  }

  private void count(Deed.Kind kind, int count) {
    add(new Deed(kind, count, 0, 0, "", "", -1));
  }

  private void uses(Change.SetBits b) {
    if (thing(Kind.TAG, b.key()) instanceof Tag t) {
      add(new Deed(Deed.Kind.TAGGED, b.added().getCardinality(), t.propertyId(), t.id(), t.name(), "", t.color()));
      add(new Deed(Deed.Kind.UNTAGGED, b.removed().getCardinality(), t.propertyId(), t.id(), t.name(), "", t.color()));
    }
  }

  private void vectors(Change.SetBits b) {
    if (thing(Kind.VECTOR_TYPE, Change.vectorType(b.key())) instanceof VectorType t) {
      add(new Deed(Deed.Kind.VECTORS_ADDED, b.added().getCardinality(), 0, 0, t.source(), "", -1));
      add(new Deed(Deed.Kind.VECTORS_REMOVED, b.removed().getCardinality(), 0, 0, t.source(), "", -1));
    }
  }

  private void cells(Change.SetCells c) {
    if (!(thing(Kind.PROPERTY, c.key()) instanceof Property p)) {
      return;
    }
    int rows = c.rows().getCardinality();
    int cleared = 0;
    String value = "";
    switch (c.after()) {
      case Longs.Same same when same.cell() == Column.NONE -> cleared = rows;
      case Longs.Same same -> value = text(p, same.cell());
      case Longs.Each each -> {
        for (long cell : each.cells()) {
          cleared += cell == Column.NONE ? 1 : 0;
        }
      }
    }
    int color = p.type() == panoptic.model.PropertyType.COLOR && !value.isEmpty() ? Integer.parseInt(value) : -1;
    add(new Deed(Deed.Kind.SET, rows - cleared, p.id(), 0, p.name(), value, color));
    add(new Deed(Deed.Kind.CLEARED, cleared, p.id(), 0, p.name(), "", -1));
  }

  private String text(Property p, long cell) {
    Value v = Cells.made(p.type(), cell, state.texts(p.id()));
    String text = v == null ? "" : ValueFormat.text(v);
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
  }

  private void entry(Change.SetEntry e) {
    boolean wasThere = e.before() != null && e.before().isVisible();
    boolean isThere = e.after().isVisible();
    if (!wasThere && !isThere) {
      return;
    }
    switch (e.after().thing()) {
      case Property p ->
        add(new Deed(which(wasThere, isThere, Deed.Kind.PROPERTY_MADE, Deed.Kind.PROPERTY_CHANGED, Deed.Kind.PROPERTY_DELETED), 1,
            p.id(), 0, p.name(), "", -1));
      case Tag t ->
        add(new Deed(which(wasThere, isThere, Deed.Kind.TAG_MADE, Deed.Kind.TAG_CHANGED, Deed.Kind.TAG_DELETED), 1, t.propertyId(),
            t.id(), t.name(), "", t.color()));
      case PropertyGroup g ->
        add(new Deed(which(wasThere, isThere, Deed.Kind.GROUP_MADE, Deed.Kind.GROUP_CHANGED, Deed.Kind.GROUP_DELETED), 1, 0,
            0, g.name(), "", -1));
      case Folder f -> add(
          new Deed(which(wasThere, isThere, Deed.Kind.FOLDER_CHANGED, Deed.Kind.FOLDER_CHANGED, Deed.Kind.FOLDER_DELETED), 1, 0, 0,
              f.name(), "", -1));
      case Root r -> add(new Deed(Deed.Kind.ROOT_CHANGED, 1, 0, 0, r.path(), "", -1));
      case VectorType v -> added(isThere ? Deed.Kind.VECTOR_TYPE_MADE : Deed.Kind.VECTOR_TYPE_DELETED, v.source());
      case ImageMap m -> added(isThere ? Deed.Kind.MAP_STORED : Deed.Kind.MAP_DELETED, m.name());
      case Result r -> added(isThere ? Deed.Kind.RESULT_STORED : Deed.Kind.RESULT_DELETED, r.label());
      default -> {
        // people come with what they do
      }
    }
  }

  private void added(Deed.Kind kind, String name) {
    add(new Deed(kind, 1, 0, 0, name, "", -1));
  }

  private static Deed.Kind which(boolean wasThere, boolean isThere, Deed.Kind made, Deed.Kind changed, Deed.Kind deleted) {
    return wasThere && isThere ? changed : isThere ? made : deleted;
  }

  private @Nullable Object thing(Kind kind, int id) {
    Entry e = state.entry(kind, id);
    return e == null ? null : e.thing();
  }

  /// Returns the rows of instances that a commit is about, as far as it tells, to show some of them.
  static RoaringBitmap instances(ProjectState state, List<Change> changes) {
    var out = new RoaringBitmap();
    for (Change change : changes) {
      switch (change) {
        case Change.SetCells c when c.key() > 0 -> out.or(some(state, c.key(), c.rows()));
        case Change.SetBits b when b.key() > 0 -> {
          RoaringBitmap rows = b.added().isEmpty() ? b.removed() : b.added();
          state.anyTag(b.key()).ifPresent(t -> out.or(some(state, t.propertyId(), rows)));
        }
        case Change.SetBits b when Change.isOfVectors(b.key()) ->
          out.or(state.instancesOf((b.added().isEmpty() ? b.removed() : b.added()).limit(PREVIEW)));
        case Change.SetBits b -> out.or(b.added().isEmpty() ? b.removed() : b.added());
        case Change.Rows _, Change.SetCells _, Change.SetEntry _, Change.AddTexts _ -> {
          // of no picture, or told by the bits
        }
      }
    }
    return out;
  }

  /* A few are enough, and those of images are told apart from instances by the caller's looking at images only. */
  private static RoaringBitmap some(ProjectState state, int propertyId, RoaringBitmap rows) {
    var few = rows.limit(PREVIEW);
    Entry e = state.entry(Kind.PROPERTY, propertyId);
    boolean ofImages = e != null && e.thing() instanceof Property p && p.mode() == panoptic.model.PropertyMode.IMAGE;
    return ofImages ? state.instancesOf(few) : few;
  }

  /// How many pictures of a step are shown.
  static final int PREVIEW = 5;
}
