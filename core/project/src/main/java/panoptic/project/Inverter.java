package panoptic.project;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Conflict;
import panoptic.model.Committed;
import panoptic.model.Folder;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Root;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.model.VectorType;

/// Plans the inverse of a step: puts back what the step changed, and leaves alone, as conflicts, what was changed since.
///
/// A cell was changed since when it no longer holds what the step left there, or when somebody else has set it after the step, undo and redo apart.
/// New rows stay and go out of sight; texts stay. Within a commit of the step the order is: rows taken out of sets, the catalog, cells, folders that go,
/// rows put into sets, so that whatever comes back finds what it rests on.
final class Inverter {

  /// Roots before folders, a folder before those below it.
  private static final Comparator<Change.SetEntry> BY_ID = Comparator.comparing(Change.SetEntry::kind)
      .thenComparingInt(Change.SetEntry::id);

  /// One commit of the step, with its changes.
  record Done(long sequence, int author, List<Change> changes) {
  }

  private final Plan plan;
  private final ProjectState before;
  private final List<Conflict> conflicts = new ArrayList<>();
  private final Set<Object> seen = new HashSet<>();
  private final Map<Integer, Boolean> foreign = new HashMap<>();
  private @Nullable RoaringBitmap foldersInUse;
  private @Nullable Map<Integer, Integer> subfolders;
  private long count;
  private int last;
  private int author;

  Inverter(Plan plan, ProjectState before) {
    this.plan = plan;
    this.before = before;
  }

  List<Conflict> conflicts() {
    return conflicts;
  }

  long conflictCount() {
    return count;
  }

  /// Plans the inverse of the commits of one step, given in their order.
  void plan(List<Done> step) {
    if (step.isEmpty()) {
      return;
    }
    author = step.getFirst().author();
    for (Done done : step.reversed()) {
      invert(net(done.changes()), done.sequence());
    }
  }

  /// Returns what is left of a commit's changes when those of one thing are taken together: what was made and deleted again is nothing.
  private static List<Change> net(List<Change> changes) {
    var out = new java.util.LinkedHashMap<Object, Change>();
    for (Change c : changes) {
      switch (c) {
        case Change.SetEntry e -> out.merge(List.of(e.kind(), e.id()), e,
            (a, _) -> new Change.SetEntry(e.kind(), e.id(), ((Change.SetEntry) a).before(), e.after()));
        case Change.SetBits b -> out.merge(List.of("bits", b.key()), b, (a, _) -> both((Change.SetBits) a, b));
        case Change.SetCells s -> out.merge(List.of("cells", s.key()), s, (a, _) -> both((Change.SetCells) a, s));
        case Change.Rows r -> out.put(r, r);
        case Change.AddTexts t -> out.put(t, t);
      }
    }
    out.values()
        .removeIf(c -> c instanceof Change.SetEntry e && (e.after().equals(e.before()) || e.before() == null && !e.after().isVisible()));
    return List.copyOf(out.values());
  }

  private static Change.SetBits both(Change.SetBits first, Change.SetBits then) {
    return new Change.SetBits(then.key(),
        RoaringBitmap.or(RoaringBitmap.andNot(first.added(), then.removed()), RoaringBitmap.andNot(then.added(), first.removed())),
        RoaringBitmap.or(RoaringBitmap.andNot(first.removed(), then.added()), RoaringBitmap.andNot(then.removed(), first.added())));
  }

  private static Change.SetCells both(Change.SetCells first, Change.SetCells then) {
    RoaringBitmap all = RoaringBitmap.or(first.rows(), then.rows());
    var rows = new RoaringBitmap();
    var before = new long[all.getCardinality()];
    var after = new long[before.length];
    int n = 0;
    int f = 0;
    int t = 0;
    for (var i = all.getIntIterator(); i.hasNext();) {
      int row = i.next();
      boolean inFirst = first.rows().contains(row);
      boolean inThen = then.rows().contains(row);
      before[n] = inFirst ? first.before().get(f) : then.before().get(t);
      after[n] = inThen ? then.after().get(t) : first.after().get(f);
      f += inFirst ? 1 : 0;
      t += inThen ? 1 : 0;
      if (before[n] != after[n]) {
        rows.add(row);
        n++;
      }
    }
    return new Change.SetCells(then.key(), rows, Longs.of(java.util.Arrays.copyOf(after, n)), Longs.of(java.util.Arrays.copyOf(before, n)));
  }

  private void invert(List<Change> changes, long sequence) {
    last = Math.toIntExact(sequence);
    foldersInUse = null;
    subfolders = null;
    var newRows = new HashMap<Table, Integer>();
    for (Change c : changes) {
      if (c instanceof Change.Rows r) {
        newRows.put(r.table(), r.first());
      }
    }
    var backwards = changes.reversed();
    backwards.forEach(c -> {
      if (c instanceof Change.SetBits b) {
        takeOut(b);
      }
    });
    List<Change.SetEntry> entries = changes.stream().filter(Change.SetEntry.class::isInstance).map(Change.SetEntry.class::cast)
        .sorted(BY_ID).toList();
    List<Change.SetEntry> hiding = entries.reversed().stream().filter(Inverter::hides).toList();
    hiding.stream().filter(e -> !isPlace(e)).forEach(this::entry); // a name must be free before another takes it
    entries.stream().filter(e -> !hides(e)).forEach(this::entry);
    backwards.forEach(c -> {
      if (c instanceof Change.SetCells s) {
        cells(s, newRows);
      }
    });
    hiding.stream().filter(Inverter::isPlace).forEach(this::entry); // files that were moved there are back where they were
    backwards.forEach(c -> {
      if (c instanceof Change.SetBits b) {
        putBack(b);
      }
    });
  }

  private static boolean isPlace(Change.SetEntry e) {
    return e.kind() == Kind.FOLDER || e.kind() == Kind.ROOT;
  }

  // ---- sets of rows

  private void takeOut(Change.SetBits b) {
    Bits now = bits(b.key());
    RoaringBitmap rows = RoaringBitmap.and(b.added(), now.rows());
    RoaringBitmap theirs = setByOthers(before(b.key()).stamps(), rows);
    theirs.forEach((IntConsumer) row -> conflict(b.key(), row, true));
    rows.andNot(theirs);
    plan.setBits(b.key(), new RoaringBitmap(), rows);
  }

  private void putBack(Change.SetBits b) {
    RoaringBitmap rows = RoaringBitmap.andNot(b.removed(), bits(b.key()).rows());
    RoaringBitmap refused = setByOthers(before(b.key()).stamps(), rows);
    if (b.key() == Change.VISIBLE) {
      rows.forEach((IntConsumer) row -> {
        Entry folder = Objects.requireNonNull(plan.state().entry(Kind.FOLDER, plan.state().folderOf(row)));
        if (!folder.isVisible()) {
          refused.add(row);
        }
      });
    } else if (b.key() > 0) {
      refused.or(RoaringBitmap.and(rows, taken(b.key())));
    }
    refused.forEach((IntConsumer) row -> conflict(b.key(), row, false));
    rows.andNot(refused);
    plan.setBits(b.key(), rows, new RoaringBitmap());
  }

  /// Returns the rows that bear another tag already, for a property that takes one.
  private RoaringBitmap taken(int tagId) {
    Tag tag = tag(tagId);
    var out = new RoaringBitmap();
    if (property(tag.propertyId()).type() == PropertyType.TAG) {
      for (Tag other : plan.state().everyTag(tag.propertyId())) {
        if (other.id() != tagId) {
          out.or(plan.state().uses(other.id()).rows());
        }
      }
    }
    return out;
  }

  private Bits bits(int key) {
    return plan.state().set(key);
  }

  private Bits before(int key) {
    return before.set(key);
  }

  // ---- cells

  private void cells(Change.SetCells c, Map<Table, Integer> newRows) {
    int fresh = c.key() > 0 ? Integer.MAX_VALUE : newRows.getOrDefault(Fact.of(c.key()).table, Integer.MAX_VALUE);
    Column now = c.key() > 0 ? plan.state().column(c.key()) : plan.state().fact(Fact.of(c.key()));
    Stamps stamps = c.key() > 0 ? before.column(c.key()).stamps() : before.fact(Fact.of(c.key())).stamps();
    RoaringBitmap theirs = setByOthers(stamps, c.rows());
    int n = c.rows().getCardinality();
    var back = new RoaringBitmap();
    var places = new int[n];
    int found = 0;
    var i = c.rows().getIntIterator();
    for (int k = 0; k < n; k++) {
      int row = i.next();
      long cell = now.get(row);
      if (row >= fresh || cell == c.before().get(k)) {
        continue;
      }
      if (cell != c.after().get(k) || theirs.contains(row) || c.key() == Fact.FOLDER.key && isAstray(row, (int) c.before().get(k))) {
        conflict(c, row, cell, c.before().get(k));
      } else {
        back.add(row);
        places[found++] = k;
      }
    }
    plan.setCells(c.key(), back, c.before().pick(java.util.Arrays.copyOf(places, found)));
  }

  /// Tells whether an instance in sight would lie in a folder that was deleted.
  private boolean isAstray(int row, int folder) {
    return plan.state().instances().contains(row) && plan.state().folder(folder).isEmpty();
  }

  /// Returns the rows that somebody else than the step's author has set since, undo and redo apart.
  private RoaringBitmap setByOthers(Stamps stamps, RoaringBitmap rows) {
    RoaringBitmap later = stamps.after(last, rows);
    var out = new RoaringBitmap();
    later.forEach((IntConsumer) row -> {
      if (isForeign(stamps.get(row))) {
        out.add(row);
      }
    });
    return out;
  }

  private boolean isForeign(int sequence) {
    return foreign.computeIfAbsent(sequence, s -> before.authorOf(s) != author && !before.isInverse(s));
  }

  // ---- the catalog

  private static boolean hides(Change.SetEntry e) {
    return e.before() == null || !e.before().isVisible() && e.after().isVisible();
  }

  private void entry(Change.SetEntry e) {
    if (e.kind() == Kind.PERSON) {
      return;
    }
    Entry now = Objects.requireNonNull(plan.state().entry(e.kind(), e.id()));
    String use = hides(e) && now.isVisible() ? use(e) : "";
    if (!use.isEmpty()) {
      conflict(e, use);
      return;
    }
    if (e.before() == null) {
      if (now.isVisible()) {
        hide(e.kind(), e.id());
      }
      return;
    }
    Entry wanted = merged(e, now);
    if (wanted == null) {
      conflict(e, "it was changed since");
      return;
    }
    if (now.isVisible() && !wanted.isVisible() && now.thing() instanceof Folder f) {
      subfolders().merge(f.parentId(), -1, Integer::sum);
    }
    plan.put(e.kind(), e.id(), wanted);
    String trouble = wanted.isVisible() ? trouble(e.kind(), e.id(), wanted) : "";
    if (!trouble.isEmpty()) {
      plan.put(e.kind(), e.id(), now);
      conflict(e, trouble);
    }
  }

  /// Returns the entry with each field put back that the step changed, or null where one was changed since.
  private @Nullable Entry merged(Change.SetEntry e, Entry now) {
    Entry old = Objects.requireNonNull(e.before());
    List<Object> was = Kind.fields(old.thing());
    List<Object> left = Kind.fields(e.after().thing());
    var fields = new ArrayList<>(Kind.fields(now.thing()));
    for (int i = 0; i < fields.size(); i++) {
      if (!was.get(i).equals(left.get(i)) && !fields.get(i).equals(was.get(i))) {
        if (!fields.get(i).equals(left.get(i))) {
          return null;
        }
        fields.set(i, was.get(i));
      }
    }
    int hidden = old.isVisible() == e.after().isVisible() || now.isVisible() == old.isVisible()
        ? now.hiddenIn()
        : old.isVisible() ? 0 : plan.edit().sequence();
    return new Entry(e.kind().thing(e.id(), fields), hidden);
  }

  /// Tells why an entry cannot stand as it would, or "".
  private String trouble(Kind kind, int id, Entry entry) {
    ProjectState state = plan.state();
    if (kind.isNamed() && kind != Kind.ROOT && CommitPlanner.homonym(state, kind, id) != 0) {
      return "its name is taken by now";
    }
    return switch (entry.thing()) {
      case Tag t when !CommitPlanner.cycle(state, t.id()).isEmpty() -> "it would be its own ancestor by now";
      case Folder f when f.parentId() != 0 && state.folder(f.parentId()).isEmpty() -> "the folder above it was deleted since";
      default -> "";
    };
  }

  /// Tells what keeps a thing from going out of sight, or "".
  private String use(Change.SetEntry e) {
    return switch (e.after().thing()) {
      case Property p when p.type().isTags() && before.tags(p.id()).stream().anyMatch(t -> usedByOthers(before.uses(t.id()).stamps())) ->
        OTHERS;
      case Property p when !p.type().isTags() && usedByOthers(before.column(p.id()).stamps()) -> OTHERS;
      case Tag t when usedByOthers(before.uses(t.id()).stamps()) -> OTHERS;
      case VectorType v when usedByOthers(before.vectors(v.id()).stamps()) -> OTHERS;
      case Folder f when foldersInUse().contains(f.id()) || subfolders().getOrDefault(f.id(), 0) > 0 -> "it is not empty";
      case Root r when plan.state().folders().stream().anyMatch(f -> f.rootId() == r.id()) -> "it is not empty";
      default -> "";
    };
  }

  private static final String OTHERS = "others have used it since";

  /// Returns how many visible folders lie directly below each; [#hide] keeps it true.
  private Map<Integer, Integer> subfolders() {
    if (subfolders == null) {
      var out = new HashMap<Integer, Integer>();
      plan.state().folders().forEach(f -> out.merge(f.parentId(), 1, Integer::sum));
      subfolders = out;
    }
    return subfolders;
  }

  private void hide(Kind kind, int id) {
    if (Objects.requireNonNull(plan.state().entry(kind, id)).thing() instanceof Folder f) {
      subfolders().merge(f.parentId(), -1, Integer::sum);
    }
    plan.hide(kind, id);
  }

  private RoaringBitmap foldersInUse() {
    if (foldersInUse == null) {
      var out = new RoaringBitmap();
      Column folderOf = plan.state().fact(Fact.FOLDER);
      plan.state().instances().rows().forEach((IntConsumer) row -> out.add((int) folderOf.get(row)));
      foldersInUse = out;
    }
    return foldersInUse;
  }

  private boolean usedByOthers(Stamps stamps) {
    for (int s : stamps.distinctAfter(last)) {
      if (isForeign(s)) {
        return true;
      }
    }
    return false;
  }

  // ---- telling

  private void conflict(Change.SetEntry e, String why) {
    if (isNew(List.of(e.kind(), e.id()))) {
      conflicts.add(new Conflict(Plan.plural(e.kind()), String.valueOf(e.id()), e.kind() == Kind.PROPERTY ? e.id() : 0,
          e.kind() == Kind.TAG ? e.id() : 0, why, null));
    }
  }

  private void conflict(int key, int row, boolean current) {
    if (Change.isOfVectors(key)) {
      if (isNew(List.of(key, row))) {
        conflicts.add(new Conflict("vectors", plan.state().sha1(row).toString(), 0, 0, current, !current));
      }
      return;
    }
    if (key < 0) {
      if (isNew(List.of(key, row))) {
        conflicts.add(new Conflict(key == Change.VISIBLE ? "instances" : "missing", String.valueOf(plan.state().instanceId(row)), 0, 0,
            current, !current));
      }
      return;
    }
    Tag tag = tag(key);
    if (isNew(List.of("tag", key, row))) {
      Property p = property(tag.propertyId());
      conflicts.add(new Conflict(field(p), owner(p, row), p.id(), key, current, !current));
    }
  }

  private void conflict(Change.SetCells c, int row, long current, long wanted) {
    if (!isNew(List.of("cell", c.key(), row))) {
      return;
    }
    if (c.key() < 0) {
      conflicts.add(new Conflict("instances", String.valueOf(plan.state().instanceId(row)), c.key(), 0, null, null));
      return;
    }
    Property p = property(c.key());
    conflicts.add(new Conflict(field(p), owner(p, row), p.id(), 0, json(p, current), json(p, wanted)));
  }

  /// Counts a conflict once; tells whether it is new and still to be listed.
  private boolean isNew(Object key) {
    if (!seen.add(key)) {
      return false;
    }
    count++;
    return conflicts.size() < Committed.LISTED;
  }

  private @Nullable Object json(Property p, long cell) {
    Value v = Cells.made(p.type(), cell, plan.state().texts(p.id()));
    return v == null ? null : ValueFormat.json(v);
  }

  private static String field(Property p) {
    return p.mode() == PropertyMode.IMAGE ? "imageValues" : "instanceValues";
  }

  private String owner(Property p, int row) {
    return p.mode() == PropertyMode.IMAGE ? plan.state().sha1(row).toString() : String.valueOf(plan.state().instanceId(row));
  }

  private Property property(int id) {
    return (Property) Objects.requireNonNull(plan.state().entry(Kind.PROPERTY, id)).thing();
  }

  private Tag tag(int id) {
    return (Tag) Objects.requireNonNull(plan.state().entry(Kind.TAG, id)).thing();
  }
}
