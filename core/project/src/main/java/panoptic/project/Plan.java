package panoptic.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Property;
import panoptic.model.PropertyMode;

/// The changes of one commit as they are found, each applied at once to a state of its own: what comes later in the commit sees what came before.
///
/// Only what really changes is added. A plan that is given up leaves no trace.
final class Plan {
  private final StateEdit edit;
  private final List<Change> changes = new ArrayList<>();
  private final Map<Integer, Map<String, Integer>> newTexts = new HashMap<>();

  Plan(ProjectState base, long sequence) {
    edit = new StateEdit(base, sequence);
  }

  ProjectState state() {
    return edit.state();
  }

  StateEdit edit() {
    return edit;
  }

  List<Change> changes() {
    return changes;
  }

  boolean isEmpty() {
    return changes.isEmpty();
  }

  private void add(Change change) {
    edit.apply(change);
    changes.add(change);
  }

  /// Puts a thing into the catalog, visible; nothing happens where it stands there like that.
  void put(Kind kind, int id, Object thing) {
    put(kind, id, new Entry(thing, 0));
  }

  void put(Kind kind, int id, Entry after) {
    Entry before = state().entry(kind, id);
    if (!after.equals(before)) {
      add(new Change.SetEntry(kind, id, before, after));
    }
  }

  void hide(Kind kind, int id) {
    put(kind, id, Objects.requireNonNull(state().entry(kind, id)).hidden(edit.sequence()));
  }

  /// Returns the next free id of a kind.
  int newId(Kind kind) {
    return Math.max(1, state().shelf(kind).size());
  }

  int addRows(Table table, int count) {
    int first = table == Table.INSTANCES ? state().instanceRows() : state().imageRows();
    if (count > 0) {
      add(new Change.Rows(table, first, count));
    }
    return first;
  }

  /// Sets cells in ascending order of rows.
  void setCells(int key, RoaringBitmap rows, Longs after) {
    Column column = key > 0 ? state().column(key) : state().fact(Fact.of(key));
    int n = rows.getCardinality();
    var before = new long[n];
    var changed = new int[n];
    int found = 0;
    var i = rows.getIntIterator();
    for (int k = 0; k < n; k++) {
      before[k] = column.get(i.next());
      if (before[k] != after.get(k)) {
        changed[found++] = k;
      }
    }
    if (found == 0) {
      return;
    }
    if (found == n) {
      add(new Change.SetCells(key, rows, after, Longs.of(before)));
      return;
    }
    int[] places = java.util.Arrays.copyOf(changed, found);
    int[] all = rows.toArray();
    var fewer = new RoaringBitmap();
    for (int p : places) {
      fewer.add(all[p]);
    }
    add(new Change.SetCells(key, fewer, after.pick(places), new Longs.Each(before).pick(places)));
  }

  void setBits(int key, RoaringBitmap add, RoaringBitmap remove) {
    RoaringBitmap now = state().set(key).rows();
    RoaringBitmap added = RoaringBitmap.andNot(add, now);
    RoaringBitmap removed = RoaringBitmap.and(remove, now);
    if (!added.isEmpty() || !removed.isEmpty()) {
      added.runOptimize();
      removed.runOptimize();
      add(new Change.SetBits(key, added, removed));
    }
  }

  /// Returns the code of a text in a dictionary, new or known. New texts are in the dictionary after [#flushTexts].
  int code(int key, String text) {
    Dictionary d = dictionary(key);
    int code = d.find(text);
    if (code >= 0) {
      return code;
    }
    Map<String, Integer> fresh = newTexts.computeIfAbsent(key, _ -> new LinkedHashMap<>());
    return fresh.computeIfAbsent(text, _ -> d.size() + fresh.size());
  }

  void flushTexts(int key) {
    Map<String, Integer> texts = newTexts.remove(key);
    if (texts != null) {
      add(new Change.AddTexts(key, dictionary(key).size(), List.copyOf(texts.keySet())));
    }
  }

  private Dictionary dictionary(int key) {
    return key > 0 ? state().texts(key) : state().texts(Fact.of(key));
  }

  /// Returns how many objects of each kind the changes touch, by the names of the commit's fields.
  Map<String, Long> counts() {
    var out = new java.util.TreeMap<String, Long>();
    for (Change c : changes) {
      switch (c) {
        case Change.Rows _, Change.AddTexts _ -> {
          // told by the cells and bits that go with them
        }
        case Change.SetCells s when s.key() > 0 -> count(out, values(s.key()), s.rows().getLongCardinality());
        case Change.SetCells s -> count(out, s.key() == Fact.FOLDER.key ? "files" : "", s.rows().getLongCardinality());
        case Change.SetBits b when b.key() == Change.VISIBLE ->
          count(out, "instances", b.added().getLongCardinality() + b.removed().getLongCardinality());
        case Change.SetBits b when b.key() == Change.MISSING ->
          count(out, "missing", b.added().getLongCardinality() + b.removed().getLongCardinality());
        case Change.SetBits b when Change.isOfVectors(b.key()) ->
          count(out, "vectors", b.added().getLongCardinality() + b.removed().getLongCardinality());
        case Change.SetBits b ->
          count(out, values(tagProperty(b.key())), b.added().getLongCardinality() + b.removed().getLongCardinality());
        case Change.SetEntry e -> count(out, plural(e.kind()), 1);
      }
    }
    return out;
  }

  private int tagProperty(int tagId) {
    return ((panoptic.model.Tag) Objects.requireNonNull(state().entry(Kind.TAG, tagId)).thing()).propertyId();
  }

  private String values(int propertyId) {
    Property p = (Property) Objects.requireNonNull(state().entry(Kind.PROPERTY, propertyId)).thing();
    return p.mode() == PropertyMode.IMAGE ? "imageValues" : "instanceValues";
  }

  private static void count(Map<String, Long> counts, String name, long n) {
    if (!name.isEmpty()) {
      counts.merge(name, n, Long::sum);
    }
  }

  /// Returns the name of the commit's field for a kind.
  static String plural(Kind kind) {
    return switch (kind) {
      case PERSON -> "people";
      case ROOT -> "roots";
      case FOLDER -> "folders";
      case PROPERTY_GROUP -> "propertyGroups";
      case PROPERTY -> "properties";
      case TAG -> "tags";
      case VECTOR_TYPE -> "vectorTypes";
      case MAP -> "maps";
      case RESULT -> "results";
    };
  }
}
