package panoptic.query;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Computed;
import panoptic.model.Folder;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Root;
import panoptic.model.Value;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// Finds the instances that a filter matches, all at once: tags by the rows that bear them, everything else by the blocks of its column, of texts each different one once.
/// What is asked of a few rows looks at these alone. For one thread; large columns are divided among the processors.
///
/// Sets of rows that go in and out may be those of the state: nobody changes them.
final class Sieve {
  /// Where fewer rows than one in so many are asked about, they are looked at one by one.
  private static final int SPARSE = 64;

  private final StateReader reader;
  private final ProjectState state;
  private final CellTests tests;
  private final int sparse;

  Sieve(StateReader reader, Instant now) {
    this(reader, now, SPARSE);
  }

  /// `sparse`: see [#SPARSE].
  Sieve(StateReader reader, Instant now, int sparse) {
    this.reader = reader;
    this.sparse = sparse;
    state = reader.state();
    tests = new CellTests(state, now);
  }

  /// Returns those of some instances that lie in one of some folders, or below one.
  RoaringBitmap within(List<Integer> folders, RoaringBitmap among) {
    Property folder = reader.property(Computed.FOLDER);
    return cells(folder, state.cells(folder).orElseThrow(), folderTest(folders), among);
  }

  /// Returns those of some instances that a filter matches.
  RoaringBitmap matching(Filter filter, RoaringBitmap among) {
    if (among.isEmpty()) {
      return among;
    }
    return switch (filter) {
      case Filter.All all -> {
        RoaringBitmap left = among;
        for (Filter f : cheapestFirst(all.of())) {
          left = matching(f, left);
        }
        yield left;
      }
      case Filter.Any any -> {
        var found = new RoaringBitmap();
        RoaringBitmap left = among;
        for (Filter f : any.of()) {
          RoaringBitmap more = matching(f, left);
          found.or(more);
          left = RoaringBitmap.andNot(left, more);
        }
        yield found;
      }
      case Filter.Not not -> RoaringBitmap.andNot(among, matching(not.of(), among));
      case Filter.InView view -> {
        RoaringBitmap rows = view.folders().isEmpty() ? among : within(view.folders(), among);
        yield TextBox.matching(reader, this, view.text(), matching(view.of(), rows));
      }
      case Filter.InSelection selection -> {
        var rows = new RoaringBitmap();
        selection.ids().stream().mapToInt(state::instanceRow).filter(row -> row >= 0).forEach(rows::add);
        rows.and(among);
        yield rows;
      }
      case Filter.Condition c -> condition(c, among);
    };
  }

  /// What is found without a look at cells comes first, and leaves less to look at.
  private List<Filter> cheapestFirst(List<Filter> parts) {
    return parts.stream().sorted(Comparator.comparingInt(this::cost)).toList();
  }

  private int cost(Filter filter) {
    return switch (filter) {
      case Filter.InSelection _ -> 0;
      case Filter.Condition c when reader.property(c.propertyId()).type().isTags() -> 1;
      case Filter.Condition c when state.cells(reader.property(c.propertyId())).isPresent() -> 2;
      case Filter.Condition _ -> 4;
      case Filter.All _, Filter.Any _, Filter.Not _, Filter.InView _ -> 3;
    };
  }

  private RoaringBitmap condition(Filter.Condition c, RoaringBitmap among) {
    if (c.op() == Operator.IN && ((Operand.Many) c.operand()).values().isEmpty()) {
      return new RoaringBitmap();
    }
    Optional<Operator> contrary = c.op().contrary();
    if (contrary.isPresent()) {
      return RoaringBitmap.andNot(among, condition(new Filter.Condition(c.propertyId(), contrary.get(), c.operand()), among));
    }
    Property p = reader.property(c.propertyId());
    if (c.op() == Operator.CHANGED_SINCE || c.op() == Operator.EDITED_BY) {
      return edited(p, stampTest(c), among);
    }
    if (p.type().isTags()) {
      return instances(p, new Tagged(reader, p, candidates(p, among)).by(c.op(), c.operand()), among);
    }
    Optional<Column> column = CellSource.cells(state, p);
    if (column.isEmpty()) {
      return looked(p, c, among);
    }
    return cells(p, column.get(), c.op() == Operator.WITHIN ? folderTest(ids(c.operand())) : tests.of(p, c.op(), c.operand()), among);
  }

  // ---- columns

  /// Returns those of some instances whose cell passes, or whose image's cell does.
  RoaringBitmap cells(Property p, Column column, CellTest test, RoaringBitmap among) {
    if (isSparse(among)) {
      return filtered(among, row -> {
        int owner = state.rowOf(p, row);
        long cell = owner < 0 ? Column.NONE : column.get(owner);
        return cell != Column.NONE && test.test(cell);
      });
    }
    return instances(p, Scan.of(column, rows(p), test), among);
  }

  /// Sha1 and path lie in no column: each row is asked.
  private RoaringBitmap looked(Property p, Filter.Condition c, RoaringBitmap among) {
    if (p.id() == Computed.SHA1 && (c.op() == Operator.EQUAL || c.op() == Operator.IN)) {
      var images = new RoaringBitmap();
      CellTests.sha1s(c.operand()).stream().mapToInt(state::imageRow).filter(row -> row >= 0).forEach(images::add);
      return instances(p, images, among);
    }
    if (p.id() == Computed.PATH && c.op() == Operator.LIKE && pathText(c).indexOf('/') < 0) {
      return inPath(c, among);
    }
    Predicate<Value> test = tests.values(p, c.op(), c.operand());
    return Scan.of(among, row -> {
      Value v = state.value(p, state.rowOf(p, row));
      return v != null && test.test(v);
    });
  }

  private static String pathText(Filter.Condition like) {
    return Folding.fold(((Value.Text) ((Operand.One) like.operand()).value()).text());
  }

  /// A text without a slash is either in the name of the file or in the way to it.
  private RoaringBitmap inPath(Filter.Condition like, RoaringBitmap among) {
    String wanted = pathText(like);
    RoaringBitmap found = condition(new Filter.Condition(Computed.NAME, Operator.LIKE, like.operand()), among);
    List<Integer> ways = state.folders().stream().filter(f -> Folding.fold(way(f)).contains(wanted)).map(Folder::id).toList();
    long[] bits = bits(ways);
    Property folder = reader.property(Computed.FOLDER);
    RoaringBitmap left = RoaringBitmap.andNot(among, found);
    return RoaringBitmap.or(found, cells(folder, state.cells(folder).orElseThrow(), new CellTest.Marked(bits), left));
  }

  private String way(Folder folder) {
    return state.root(folder.rootId()).map(Root::path).orElse("") + "/" + state.folderPath(folder);
  }

  private boolean isSparse(RoaringBitmap among) {
    return among.getLongCardinality() < state.instanceRows() / sparse;
  }

  private static RoaringBitmap filtered(RoaringBitmap among, IntPredicate test) {
    var out = new RoaringBitmap();
    among.forEach((IntConsumer) row -> {
      if (test.test(row)) {
        out.add(row);
      }
    });
    return out;
  }

  private int rows(Property p) {
    return p.mode() == PropertyMode.IMAGE ? state.imageRows() : state.instanceRows();
  }

  /// Returns those of some instances that own, or whose image owns, what was found in rows of the property's own table.
  private RoaringBitmap instances(Property p, RoaringBitmap owners, RoaringBitmap among) {
    if (p.mode() == PropertyMode.INSTANCE) {
      return RoaringBitmap.and(among, owners);
    }
    if (owners.isEmpty()) {
      return owners;
    }
    if (isSparse(among)) {
      return filtered(among, row -> owners.contains(state.imageOf(row)));
    }
    if (owners.getLongCardinality() < state.imageRows() / sparse) {
      return RoaringBitmap.and(among, state.instancesOf(owners));
    }
    long[] wanted = Scan.words(owners, state.imageRows());
    return RoaringBitmap.and(among,
        Scan.of(state.imageRowsOfInstances(), state.instanceRows(), new CellTest.Marked(wanted)));
  }

  private CellTest folderTest(List<Integer> ids) {
    return new CellTest.Marked(bits(reader.withSubfolders(ids)));
  }

  private long[] bits(Collection<Integer> folders) {
    long[] bits = new long[1 + (state.folders().stream().mapToInt(Folder::id).max().orElse(0) >>> 6)];
    folders.forEach(id -> bits[id >>> 6] |= 1L << id);
    return bits;
  }

  private static List<Integer> ids(Operand operand) {
    return ((Operand.Many) operand).values().stream().map(v -> (int) ((Value.Number) v).number()).toList();
  }

  /// Returns the owners of a property to look at, in rows of its own table, where few are asked about; else all there are.
  private Optional<RoaringBitmap> candidates(Property p, RoaringBitmap among) {
    if (!isSparse(among)) {
      return Optional.empty();
    }
    if (p.mode() == PropertyMode.INSTANCE) {
      return Optional.of(among);
    }
    var images = new RoaringBitmap();
    among.forEach((IntConsumer) row -> images.add(state.imageOf(row)));
    return Optional.of(images);
  }

  // ---- history

  private IntPredicate stampTest(Filter.Condition c) {
    return switch (c.operand()) {
      case Operand.By by -> stamp -> state.authorOf(stamp) == by.personId();
      case Operand.SinceSequence since -> stamp -> stamp > since.sequence();
      case Operand.SinceTime since -> {
        long micros = Math.multiplyExact(since.time().start(), 1_000_000L);
        yield stamp -> state.timeOf(stamp) >= micros;
      }
      default -> throw new IllegalArgumentException(c.op() + " takes no " + c.operand());
    };
  }

  /// Returns those of some instances that have a value whose last commit passes.
  private RoaringBitmap edited(Property p, IntPredicate passes, RoaringBitmap among) {
    Optional<RoaringBitmap> few = candidates(p, among);
    if (few.isPresent()) {
      return instances(p, filtered(few.get(), row -> edited(state.stamp(p, row), passes) && state.value(p, row) != null), among);
    }
    int[] last = new int[rows(p)];
    if (p.type().isTags()) {
      state.tags(p.id()).forEach(t -> state.uses(t.id()).stamps().raise(last));
    } else {
      state.cells(p).orElseThrow().stamps().raise(last);
    }
    return instances(p, filtered(state.valued(p), row -> row < last.length && edited(last[row], passes)), among);
  }

  private static boolean edited(int stamp, IntPredicate passes) {
    return stamp > 0 && passes.test(stamp);
  }
}
