package panoptic.project;

import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Folder;
import panoptic.model.ImageMap;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.PropertyGroup;
import panoptic.model.Result;
import panoptic.model.Root;
import panoptic.model.Tag;
import panoptic.model.VectorType;

/// The next state of a project in the making: a state plus changes. Used by one thread; [#state] may be read at any point.
///
/// A change is applied by the same code whether it is new, replayed from the log, or an inverse; so replay gives the same state.
final class StateEdit {
  private final int sequence;
  private final ProjectState.Parts parts;

  /// Begins the state after the commit `sequence`.
  StateEdit(ProjectState base, long sequence) {
    if (sequence != (int) sequence) {
      throw new IllegalStateException("a project holds at most 2^31 commits");
    }
    this.sequence = (int) sequence;
    parts = base.parts.clone();
    parts.catalog = new EnumMap<>(base.parts.catalog);
    parts.facts = new EnumMap<>(base.parts.facts);
    parts.factTexts = new EnumMap<>(base.parts.factTexts);
  }

  int sequence() {
    return sequence;
  }

  /// Returns the state so far. It is a view of this edit: it changes with it, and must not outlive it; see [#done].
  ProjectState state() {
    return new ProjectState(parts);
  }

  void apply(Change change) {
    switch (change) {
      case Change.Rows r -> addRows(r);
      case Change.AddTexts t -> addTexts(t);
      case Change.SetCells c -> setCells(c);
      case Change.SetBits b -> setBits(b);
      case Change.SetEntry e -> setEntry(e);
    }
  }

  /// Ends the edit with what the log says of the commit, and returns the state after it.
  ProjectState done(long timeMicros, int author, long step, long target, History history) {
    parts.sequence = sequence;
    var row = RoaringBitmap.bitmapOf(sequence);
    setFact(Fact.AUTHOR, row, author);
    setFact(Fact.TIME, row, timeMicros);
    setFact(Fact.STEP, row, step);
    if (target != 0) {
      setFact(Fact.TARGET, row, target);
    }
    parts.histories = parts.histories.with(author, history);
    return new ProjectState(parts);
  }

  private void setFact(Fact fact, RoaringBitmap row, long cell) {
    parts.facts.put(fact, Objects.requireNonNull(parts.facts.get(fact)).with(row, new Longs.Same(cell), 0));
  }

  private void addRows(Change.Rows r) {
    int now = r.table() == Table.INSTANCES ? parts.instanceRows : parts.imageRows;
    if (r.first() != now) {
      throw new IllegalStateException("rows of " + r.table() + " continue at " + now + ", not " + r.first());
    }
    if (r.table() == Table.INSTANCES) {
      parts.instanceRows += r.count();
    } else {
      parts.imageRows += r.count();
    }
  }

  private void addTexts(Change.AddTexts t) {
    Dictionary now = t.key() > 0 ? state().texts(t.key()) : state().texts(Fact.of(t.key()));
    if (t.first() != now.size()) {
      throw new IllegalStateException("texts of " + t.key() + " continue at " + now.size() + ", not " + t.first());
    }
    Dictionary next = now.with(t.texts());
    if (t.key() > 0) {
      parts.texts = parts.texts.with(t.key(), next);
    } else {
      parts.factTexts.put(Fact.of(t.key()), next);
    }
  }

  private void setCells(Change.SetCells c) {
    if (c.key() > 0) {
      parts.values = parts.values.with(c.key(), state().column(c.key()).with(c.rows(), c.after(), sequence));
      return;
    }
    Fact fact = Fact.of(c.key());
    if (fact == Fact.IMAGE) {
      RoaringBitmap seen = RoaringBitmap.and(c.rows(), parts.visible.rows());
      countUses(seen, -1);
      putFact(fact, c);
      countUses(seen, 1);
    } else {
      putFact(fact, c);
    }
    if (fact == Fact.SHA1_LOW) {
      parts.lookup.addImages(new ProjectState(parts.clone()), c.rows());
    }
  }

  private void putFact(Fact fact, Change.SetCells c) {
    parts.facts.put(fact, Objects.requireNonNull(parts.facts.get(fact)).with(c.rows(), c.after(), fact.stamped ? sequence : 0));
  }

  private void setBits(Change.SetBits b) {
    switch (b.key()) {
      case Change.VISIBLE -> {
        countUses(b.removed(), -1);
        parts.visible = parts.visible.with(b.added(), b.removed(), sequence);
        countUses(b.added(), 1);
      }
      case Change.MISSING -> parts.missing = parts.missing.with(b.added(), b.removed(), sequence);
      default -> {
        Bits next = state().set(b.key()).with(b.added(), b.removed(), sequence);
        if (Change.isOfVectors(b.key())) {
          parts.vectors = parts.vectors.with(Change.vectorType(b.key()), next);
        } else {
          parts.uses = parts.uses.with(b.key(), next);
        }
      }
    }
  }

  /// Keeps the derived counts of visible instances per image, and the set of images that have one.
  private void countUses(RoaringBitmap instances, int delta) {
    if (instances.isEmpty()) {
      return;
    }
    Column image = Objects.requireNonNull(parts.facts.get(Fact.IMAGE));
    var edit = new Column.ColumnEdit(parts.imageUses, parts.imageRows);
    var touched = new RoaringBitmap();
    instances.forEach((IntConsumer) row -> {
      int i = (int) image.get(row);
      edit.add(i, delta);
      touched.add(i);
    });
    parts.imageUses = edit.done(Stamps.NONE);
    Column uses = parts.imageUses;
    var shown = new RoaringBitmap();
    touched.forEach((IntConsumer) i -> {
      if (uses.get(i) > 0) {
        shown.add(i);
      }
    });
    parts.visibleImages = parts.visibleImages.with(shown, RoaringBitmap.andNot(touched, shown), 0);
  }

  private void setEntry(Change.SetEntry e) {
    Shelf<Entry> shelf = Objects.requireNonNull(parts.catalog.get(e.kind()));
    parts.catalog.put(e.kind(), shelf.with(e.id(), e.after()));
    index(parts.lookup, e.kind(), e.id(), e.after(), shelf.get(e.id()) == null);
  }

  /// Teaches a lookup the name of an entry.
  static void index(Lookup lookup, Kind kind, int id, Entry entry, boolean isNew) {
    switch (entry.thing()) {
      case Property p -> lookup.addName(kind, 0, p.name(), id);
      case PropertyGroup g -> lookup.addName(kind, 0, g.name(), id);
      case Tag t -> {
        lookup.addName(kind, t.propertyId(), t.name(), id);
        if (isNew) {
          lookup.addTag(t.propertyId(), id);
        }
      }
      case Folder f -> lookup.addName(kind, f.parentId(), f.name(), id);
      case Person p -> lookup.addName(kind, 0, p.key(), id);
      case Root r -> lookup.addName(kind, 0, r.path(), id);
      case VectorType _, ImageMap _, Result _ -> {
        // known by id alone
      }
      default -> throw new IllegalArgumentException("no thing of a catalog: " + entry.thing());
    }
  }

  /// Derives from scratch what is not in a checkpoint: uses of images and the lookup of names.
  static ProjectState derived(ProjectState.Parts loaded) {
    loaded.lookup = new Lookup();
    for (Kind kind : Kind.values()) {
      Shelf<Entry> shelf = Objects.requireNonNull(loaded.catalog.get(kind));
      for (int id = 0; id < shelf.size(); id++) {
        Entry e = shelf.get(id);
        if (e != null) {
          index(loaded.lookup, kind, id, e, true);
        }
      }
    }
    loaded.imageUses = Column.empty(false);
    loaded.visibleImages = Bits.EMPTY;
    var edit = new StateEdit(new ProjectState(loaded), loaded.sequence);
    edit.countUses(loaded.visible.rows(), 1);
    return new ProjectState(edit.parts);
  }

  static List<Fact> textFacts() {
    return List.of(Fact.NAME, Fact.CAMERA, Fact.FORMAT, Fact.CAPTION, Fact.KEYWORDS, Fact.AUTHOR_OF_PICTURE, Fact.RIGHTS, Fact.LENS);
  }
}
