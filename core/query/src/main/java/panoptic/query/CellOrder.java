package panoptic.query;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Value;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// Sorts rows by the cells of one property's column, without a value for each row: a stable radix sort of numbers that stand as [Place] says.
final class CellOrder {
  private static final int BITS = 11;
  private static final int DIGITS = 1 << BITS;
  /// The 12 bits of a zone in a packed date that mean UTC.
  private static final int UTC = 18 * 60 + 1;

  private final ProjectState state;
  private final StateReader reader;
  private final Property property;
  private final Column column;

  private CellOrder(StateReader reader, Property property, Column column) {
    this.reader = reader;
    this.state = reader.state();
    this.property = property;
    this.column = column;
  }

  /// Finds a way to sort by a property's cells; empty where it has none.
  static Optional<CellOrder> of(StateReader reader, Property property) {
    return reader.state().cells(property).map(column -> new CellOrder(reader, property, column));
  }

  /// Returns rows in order; equals stand as they stood.
  int[] sort(int[] rows, SortBy by) {
    long[] keys = cells(rows);
    int n = 0;
    int[] valued = new int[rows.length];
    int[] bare = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (keys[i] != Column.NONE) {
        keys[n] = keys[i];
        valued[n++] = rows[i];
      } else {
        bare[i - n] = rows[i];
      }
    }
    place(keys, n);
    if (by.direction() == Direction.DESC) {
      for (int i = 0; i < n; i++) {
        keys[i] = ~keys[i];
      }
    }
    int[] sorted = radix(keys, valued, n);
    int[] out = new int[rows.length];
    boolean last = by.empty() == Empty.LAST;
    System.arraycopy(sorted, 0, out, last ? 0 : rows.length - n, n);
    System.arraycopy(bare, 0, out, last ? n : 0, rows.length - n);
    return out;
  }

  private long[] cells(int[] rows) {
    long[] out = new long[rows.length];
    Column images = property.mode() == PropertyMode.IMAGE ? state.imageRowsOfInstances() : null;
    for (int i = 0; i < rows.length; i++) {
      out[i] = column.get(images == null ? rows[i] : images.getInt(rows[i]));
    }
    return out;
  }

  /// Makes cells into numbers that stand in the order of the values they mean.
  private void place(long[] cells, int n) {
    switch (property.type()) {
      case NUMBER -> {
        if (property.id() > 0 || property.id() == Computed.LATITUDE || property.id() == Computed.LONGITUDE) {
          for (int i = 0; i < n; i++) {
            cells[i] ^= cells[i] >> 63 & Long.MAX_VALUE;
          }
        }
      }
      case DATE -> {
        for (int i = 0; i < n; i++) {
          cells[i] = property.id() == Computed.FILE_TIME ? Math.floorDiv(cells[i], 1000L) : date(cells[i]);
        }
      }
      case HASH -> {
        for (int i = 0; i < n; i++) {
          cells[i] ^= Long.MIN_VALUE;
        }
      }
      case TEXT, URL, PATH, IMAGE_LINK, FOLDER -> named(cells, n);
      case ID, SIZE, COLOR, CHECKBOX -> {
        // stand as they are
      }
      case TAG, MULTI_TAGS -> throw new IllegalArgumentException("tags have no cells");
    }
  }

  /// The start of a date, then its precision and zone, as `PartialDate` compares them.
  private static long date(long bits) {
    int offset = (int) (bits & 0xfff);
    long start = (bits >> 15) - (offset == 0 ? 0 : (offset - UTC) * 60L);
    return start << 15 | bits & 0x7fff;
  }

  /// Codes become the places of what they stand for.
  private void named(long[] cells, int n) {
    int codes = 0;
    for (int i = 0; i < n; i++) {
      codes = Math.max(codes, (int) cells[i] + 1);
    }
    @Nullable Comparable<?>[] places = new Comparable<?>[codes];
    Function<Value, Comparable<?>> placeOf = Place.of(reader, property);
    for (int i = 0; i < n; i++) {
      int code = (int) cells[i];
      if (places[code] == null) {
        places[code] = placeOf.apply(Objects.requireNonNull(state.valueOf(property, code)));
      }
    }
    Integer[] byPlace = new Integer[codes];
    int used = 0;
    for (int code = 0; code < codes; code++) {
      if (places[code] != null) {
        byPlace[used++] = code;
      }
    }
    Arrays.sort(byPlace, 0, used, (a, b) -> Place.compare(Objects.requireNonNull(places[a]), Objects.requireNonNull(places[b])));
    int[] rank = new int[codes];
    for (int i = 0; i < used; i++) {
      boolean tie = i > 0 && Place.compare(Objects.requireNonNull(places[byPlace[i - 1]]), Objects.requireNonNull(places[byPlace[i]])) == 0;
      rank[byPlace[i]] = i == 0 ? 0 : rank[byPlace[i - 1]] + (tie ? 0 : 1);
    }
    for (int i = 0; i < n; i++) {
      cells[i] = rank[(int) cells[i]];
    }
  }

  /// Sorts the first `n` rows by their keys, digit by digit from the lowest; digits that are the same in all are passed over.
  private static int[] radix(long[] keys, int[] rows, int n) {
    if (n == 0) {
      return rows;
    }
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      low = Math.min(low, keys[i]);
      high = Math.max(high, keys[i]);
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
    return fromRows;
  }
}
