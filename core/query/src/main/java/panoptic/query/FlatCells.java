package panoptic.query;

import java.util.Arrays;
import panoptic.project.Column;

/// The 32-bit cells of a column in one array, for loops that ask about most rows.
final class FlatCells {
  private static final int BLOCK = 1 << Column.BLOCK_BITS;

  private FlatCells() {}

  /// Returns the cells of the rows below an end; [Column#NONE_INT] where there is none.
  static int[] of(Column column, int end) {
    int[] out = new int[end];
    for (int from = 0; from < end; from += BLOCK) {
      int to = Math.min(end, from + BLOCK);
      int[] cells = column.ints(from >>> Column.BLOCK_BITS);
      if (cells == null) {
        Arrays.fill(out, from, to, Column.NONE_INT);
      } else {
        System.arraycopy(cells, 0, out, from, to - from);
      }
    }
    return out;
  }
}
