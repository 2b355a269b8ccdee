package panoptic.project;

import java.util.Arrays;

/// A fixed number of 64-bit cells: one for all rows, or one a row.
sealed interface Longs {
  long get(int i);

  record Same(long cell) implements Longs {
    @Override
    public long get(int i) {
      return cell;
    }
  }

  record Each(long[] cells) implements Longs {
    @Override
    public long get(int i) {
      return cells[i];
    }
  }

  /// Holds cells as one where all are the same.
  static Longs of(long[] cells) {
    for (long c : cells) {
      if (c != cells[0]) {
        return new Each(cells);
      }
    }
    return new Same(cells.length == 0 ? Column.NONE : cells[0]);
  }

  /// Returns the cells at some places, ascending.
  default Longs pick(int[] places) {
    return switch (this) {
      case Same s -> s;
      case Each e -> of(Arrays.stream(places).mapToLong(p -> e.cells[p]).toArray());
    };
  }
}
