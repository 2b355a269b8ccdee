package panoptic.query;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Value;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// Sorts rows by the cells of one property's column, without a value for each row: a stable radix sort of numbers that stand as [Place] says. For one thread.
///
/// Texts are sorted by the ranks of their codes where these are known, else by those of the codes that come.
final class CellOrder implements SortedRows.Values {
  private static final int BITS = 11;
  private static final int DIGITS = 1 << BITS;

  private final ProjectState state;
  private final Property property;
  private final Column column;
  private final @Nullable Column images;
  private final Function<Value, Comparable<?>> placeOf;
  /// Makes cells into numbers in the order of what they mean; null where they are codes of names.
  private final @Nullable LongUnaryOperator numberOf;
  private final int @Nullable [] ranks;
  private final Map<Long, Comparable<?>> places = new HashMap<>();

  private CellOrder(StateReader reader, Property property, Column column, int @Nullable [] ranks) {
    this.state = reader.state();
    this.property = property;
    this.column = column;
    this.ranks = ranks;
    images = property.mode() == PropertyMode.IMAGE ? state.imageRowsOfInstances() : null;
    placeOf = Place.of(reader, property);
    numberOf = ranks == null ? numberOf(property) : rank -> rank;
  }

  /// Finds a way to sort by a property's cells; empty where it has none. `ranks`: those of its texts by code, if they are known.
  static Optional<CellOrder> of(StateReader reader, Property property, Optional<int[]> ranks) {
    return CellSource.cells(reader.state(), property).filter(_ -> property.id() != Computed.EXTENSION || ranks.isPresent())
        .map(column -> new CellOrder(reader, property, column, ranks.orElse(null)));
  }

  private static @Nullable LongUnaryOperator numberOf(Property property) {
    return switch (property.type()) {
      case NUMBER -> CellSource.areDoubles(property)
          ? cell -> cell ^ cell >> 63 & Long.MAX_VALUE
          : cell -> cell;
      case DATE -> property.id() == Computed.FILE_TIME ? cell -> Math.floorDiv(cell, 1000L) : CellOrder::date;
      case HASH -> cell -> cell ^ Long.MIN_VALUE;
      case TEXT, URL, PATH, IMAGE_LINK, FOLDER -> null;
      case ID, SIZE, COLOR, CHECKBOX -> cell -> cell;
      case TAG, MULTI_TAGS -> throw new IllegalArgumentException("tags have no cells");
    };
  }

  /// The start of a date, then its precision and zone, as `PartialDate` compares them.
  private static long date(long bits) {
    int offset = (int) (bits & 0xfff);
    long start = (bits >> 15) - (offset == 0 ? 0 : (offset - CellTest.Begins.UTC) * 60L);
    return start << 15 | bits & 0x7fff;
  }

  /// The cells that are sorted by.
  Column column() {
    return column;
  }

  /// Returns numbers that stand as the rows' values do, ascending; [Column#NONE] for rows without one.
  long[] numbers(int[] rows) {
    long[] out = cells(rows);
    LongUnaryOperator number = numberOf;
    if (number == null) {
      named(out, rows.length);
      return out;
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = out[i] == Column.NONE ? Column.NONE : number.applyAsLong(out[i]);
    }
    return out;
  }

  /// Returns rows in order; equals stand as they stood.
  int[] sort(int[] rows, SortBy by) {
    long[] cells = cells(rows);
    int[] valued = rows.clone();
    int n = valued(cells, valued);
    numbers(cells, n);
    return sort(rows, cells, valued, n, by);
  }

  /// Returns rows in the order of their ranks; those whose rank is below 0, or which have none, have no value.
  static int[] sort(int[] rows, int[] ranks, SortBy by) {
    long[] keys = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int rank = rows[i] < ranks.length ? ranks[rows[i]] : -1;
      keys[i] = rank < 0 ? Column.NONE : rank;
    }
    return sort(rows, keys, by);
  }

  /// Returns rows in the order of their keys; [Column#NONE] means no value. The keys are used up.
  static int[] sort(int[] rows, long[] keys, SortBy by) {
    int[] valued = rows.clone();
    return sort(rows, keys, valued, valued(keys, valued), by);
  }

  /// Moves the cells that are there, and their rows, to the front; returns how many these are.
  private static int valued(long[] cells, int[] rows) {
    int n = 0;
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] != Column.NONE) {
        cells[n] = cells[i];
        rows[n++] = rows[i];
      }
    }
    return n;
  }

  /// Puts the first `n` of the valued rows in the order of their numbers, and the rows without a value before or behind.
  private static int[] sort(int[] rows, long[] numbers, int[] valued, int n, SortBy by) {
    if (by.direction() == Direction.DESC) {
      for (int i = 0; i < n; i++) {
        numbers[i] = ~numbers[i];
      }
    }
    int bare = rows.length - n;
    int[] without = new int[bare];
    for (int i = 0, at = 0; at < bare; i++) { // in both, rows stand in one order
      if (i - at < n && valued[i - at] == rows[i]) {
        continue;
      }
      without[at++] = rows[i];
    }
    int[] sorted = radix(numbers, valued, n).rows;
    int[] out = new int[rows.length];
    boolean last = by.empty() == Empty.LAST;
    System.arraycopy(sorted, 0, out, last ? 0 : bare, n);
    System.arraycopy(without, 0, out, last ? n : 0, bare);
    return out;
  }

  /// Returns all rows of instances that have a value, in order.
  SortedRows all() {
    return sorted(IntStream.range(0, state.instanceRows()).toArray());
  }

  /// Returns those of some rows that have a value, in order; equals ascending.
  int[] sorted(BitSet some) {
    SortedRows sorted = sorted(some.stream().filter(row -> row < state.instanceRows()).toArray());
    return IntStream.range(0, sorted.size()).map(sorted::row).toArray();
  }

  private SortedRows sorted(int[] rows) {
    long[] cells = cells(rows);
    int n = valued(cells, rows);
    numbers(cells, n);
    Sorted sorted = radix(cells, rows, n);
    var starts = new BitSet(n);
    for (int i = 0; i < n; i++) {
      starts.set(i, i == 0 || sorted.keys[i] != sorted.keys[i - 1]);
    }
    return new SortedRows(Arrays.copyOf(sorted.rows, n), starts);
  }

  @Override
  public int compare(int row, int other) {
    long a = cell(row);
    long b = cell(other);
    LongUnaryOperator number = numberOf;
    if (number != null) {
      return Long.compare(number.applyAsLong(a), number.applyAsLong(b));
    }
    return a == b ? 0 : Place.compare(place(a), place(b));
  }

  private Comparable<?> place(long code) {
    return places.computeIfAbsent(code, c -> placeOf.apply(Objects.requireNonNull(state.valueOf(property, c))));
  }

  private long cell(int row) {
    int owner = images == null ? row : images.getInt(row);
    return owner < 0 ? Column.NONE : ranked(column.get(owner));
  }

  private long[] cells(int[] rows) {
    long[] cells = Gather.longs(column, images == null ? rows : Gather.ints(images, rows));
    for (int i = 0; ranks != null && i < cells.length; i++) {
      cells[i] = ranked(cells[i]);
    }
    return cells;
  }

  private long ranked(long cell) {
    int[] of = ranks;
    if (of == null || cell == Column.NONE) {
      return cell;
    }
    int rank = of[(int) cell];
    return rank < 0 ? Column.NONE : rank;
  }

  /// Returns the rows below an end whose cells are not the same in two columns.
  @SuppressWarnings("ReferenceEquality") // the same block is meant
  static BitSet changed(Column before, Column after, int end) {
    var out = new BitSet();
    for (int block = 0; block << Column.BLOCK_BITS < end; block++) {
      boolean same = before.isWide() ? before.longs(block) == after.longs(block) : before.ints(block) == after.ints(block);
      int from = block << Column.BLOCK_BITS;
      for (int row = from; !same && row < Math.min(end, from + (1 << Column.BLOCK_BITS)); row++) {
        if (before.get(row) != after.get(row)) {
          out.set(row);
        }
      }
    }
    return out;
  }

  /// Makes the first `n` cells into numbers that stand in the order of the values they mean.
  private void numbers(long[] cells, int n) {
    LongUnaryOperator number = numberOf;
    if (number == null) {
      named(cells, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      cells[i] = number.applyAsLong(cells[i]);
    }
  }

  /// Codes become the places of what they stand for.
  private void named(long[] cells, int n) {
    var isUsed = new BitSet();
    for (int i = 0; i < n; i++) {
      if (cells[i] != Column.NONE) {
        isUsed.set((int) cells[i]);
      }
    }
    @Nullable Comparable<?>[] placeOfCode = new Comparable<?>[isUsed.length()];
    Integer[] byPlace = new Integer[isUsed.cardinality()];
    int used = 0;
    for (int code = isUsed.nextSetBit(0); code >= 0; code = isUsed.nextSetBit(code + 1)) {
      placeOfCode[code] = placeOf.apply(Objects.requireNonNull(state.valueOf(property, code)));
      byPlace[used++] = code;
    }
    Arrays.sort(byPlace, (a, b) -> Place.compare(Objects.requireNonNull(placeOfCode[a]), Objects.requireNonNull(placeOfCode[b])));
    int[] rank = new int[placeOfCode.length];
    for (int i = 1; i < used; i++) {
      boolean tie = Place.compare(Objects.requireNonNull(placeOfCode[byPlace[i - 1]]),
          Objects.requireNonNull(placeOfCode[byPlace[i]])) == 0;
      rank[byPlace[i]] = rank[byPlace[i - 1]] + (tie ? 0 : 1);
    }
    for (int i = 0; i < n; i++) {
      cells[i] = cells[i] == Column.NONE ? Column.NONE : rank[(int) cells[i]];
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sorted(long[] keys, int[] rows) {
  }

  /// Sorts the first `n` rows by their keys, digit by digit from the lowest; digits that are the same in all are passed over.
  private static Sorted radix(long[] keys, int[] rows, int n) {
    boolean isSorted = true;
    long low = n == 0 ? 0 : keys[0];
    long high = low;
    for (int i = 1; i < n; i++) {
      isSorted &= keys[i - 1] <= keys[i];
      low = Math.min(low, keys[i]);
      high = Math.max(high, keys[i]);
    }
    if (isSorted) {
      return new Sorted(keys, rows);
    }
    long range = high - low; // as unsigned
    long[] from = keys;
    long[] to = new long[n];
    int[] fromRows = rows;
    int[] toRows = new int[n];
    for (int shift = 0; shift < 64 && range >>> shift != 0; shift += BITS) {
      int[] ends = new int[DIGITS + 1];
      for (int i = 0; i < n; i++) {
        ends[((int) (from[i] - low >>> shift) & DIGITS - 1) + 1]++;
      }
      for (int d = 0; d < DIGITS; d++) {
        ends[d + 1] += ends[d];
      }
      for (int i = 0; i < n; i++) {
        int at = ends[(int) (from[i] - low >>> shift) & DIGITS - 1]++;
        to[at] = from[i];
        toRows[at] = fromRows[i];
      }
      long[] spare = from;
      int[] spareRows = fromRows;
      from = to;
      fromRows = toRows;
      to = spare;
      toRows = spareRows;
    }
    return new Sorted(from, fromRows);
  }
}
