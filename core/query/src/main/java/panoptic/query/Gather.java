package panoptic.query;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import panoptic.project.Column;

/// The cells of some rows, in the order of the rows.
final class Gather {
  private static final int MASK = (1 << Column.BLOCK_BITS) - 1;

  private Gather() {}

  /// Returns 32-bit cells; [Column#NONE_INT] where there is none, or no row (below 0).
  static int[] ints(Column column, int[] rows) {
    int[] @Nullable [] blocks = new int[blocks(rows)][];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = column.ints(b);
    }
    int[] out = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      int @Nullable [] cells = row < 0 ? null : blocks[row >> Column.BLOCK_BITS];
      out[i] = cells == null ? Column.NONE_INT : cells[row & MASK];
    }
    return out;
  }

  /// Returns 64-bit cells, also of a column of 32 bits; [Column#NONE] where there is none, or no row (below 0).
  static long[] longs(Column column, int[] rows) {
    long[] out = new long[rows.length];
    if (!column.isWide()) {
      int[] narrow = ints(column, rows);
      Arrays.setAll(out, i -> narrow[i] == Column.NONE_INT ? Column.NONE : narrow[i]);
      return out;
    }
    long[] @Nullable [] blocks = new long[blocks(rows)][];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = column.longs(b);
    }
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      long @Nullable [] cells = row < 0 ? null : blocks[row >> Column.BLOCK_BITS];
      out[i] = cells == null ? Column.NONE : cells[row & MASK];
    }
    return out;
  }

  private static int blocks(int[] rows) {
    int last = -1;
    for (int row : rows) {
      last = Math.max(last, row);
    }
    return last + (1 << Column.BLOCK_BITS) >> Column.BLOCK_BITS;
  }
}
