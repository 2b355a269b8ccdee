package panoptic.query;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import panoptic.project.Column;

/// The cells of a column, ready to be read by row in any order. Any thread may ask.
final class Cells {
  private static final int MASK = (1 << Column.BLOCK_BITS) - 1;
  private static final int[] NO_INTS = new int[MASK + 1];
  private static final long[] NO_LONGS = new long[MASK + 1];

  static {
    Arrays.fill(NO_INTS, Column.NONE_INT);
    Arrays.fill(NO_LONGS, Column.NONE);
  }

  private final int[][] ints;
  private final long[][] longs;

  /// `rows`: how many rows may be asked about.
  Cells(Column column, int rows) {
    int blocks = rows + MASK >>> Column.BLOCK_BITS;
    ints = new int[column.isWide() ? 0 : blocks][];
    longs = new long[column.isWide() ? blocks : 0][];
    for (int b = 0; b < ints.length; b++) {
      int @Nullable [] cells = column.ints(b);
      ints[b] = cells == null ? NO_INTS : cells;
    }
    for (int b = 0; b < longs.length; b++) {
      long @Nullable [] cells = column.longs(b);
      longs[b] = cells == null ? NO_LONGS : cells;
    }
  }

  /// Returns the cell of a row in a column of 32 bits, [Column#NONE_INT] where there is none.
  int narrow(int row) {
    return ints[row >>> Column.BLOCK_BITS][row & MASK];
  }

  /// Returns the cell of a row in a column of 64 bits, [Column#NONE] where there is none.
  long wide(int row) {
    return longs[row >>> Column.BLOCK_BITS][row & MASK];
  }
}
