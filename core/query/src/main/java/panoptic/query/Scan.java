package panoptic.query;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;
import panoptic.project.Column;

/// One look at every cell of a column, or at every one of many rows, divided among the processors where there are many.
final class Scan {
  private static final int BLOCK = 1 << Column.BLOCK_BITS;
  /// So many rows are looked at by one thread in less time than it takes to divide them.
  private static final int ALONE = 1 << 17;

  private Scan() {}

  /// Returns the rows below `rows` that have a cell which passes. `test` is asked by several threads.
  static RoaringBitmap of(Column column, int rows, CellTest test) {
    long[] words = new long[(rows + 63) >>> 6];
    each(rows, block -> {
      int first = block << Column.BLOCK_BITS;
      int n = Math.min(BLOCK, rows - first);
      if (column.isWide()) {
        long[] cells = column.longs(block);
        if (cells != null) {
          wide(cells, n, test, words, first >>> 6);
        }
      } else {
        int[] cells = column.ints(block);
        if (cells != null) {
          narrow(cells, n, test, words, first >>> 6);
        }
      }
    });
    return BitSetUtil.bitmapOf(words);
  }

  /* A loop for each kind of question, so that each is compiled by itself: one that asks whatever comes costs several times as much. */

  private static void wide(long[] cells, int n, CellTest test, long[] words, int at) {
    switch (test) {
      case CellTest.Numbers t -> {
        for (int i = 0; i < n; i++) {
          words[at + (i >>> 6)] |= bit(cells[i] != Column.NONE && t.test(cells[i])) << i;
        }
      }
      case CellTest.Begins t -> {
        for (int i = 0; i < n; i++) {
          words[at + (i >>> 6)] |= bit(cells[i] != Column.NONE && t.test(cells[i])) << i;
        }
      }
      case CellTest.Within t -> {
        for (int i = 0; i < n; i++) {
          words[at + (i >>> 6)] |= bit(cells[i] != Column.NONE && t.test(cells[i])) << i;
        }
      }
      case CellTest.Marked _, CellTest.Other _, OncePerCode _ -> {
        for (int i = 0; i < n; i++) {
          words[at + (i >>> 6)] |= bit(cells[i] != Column.NONE && test.test(cells[i])) << i;
        }
      }
    }
  }

  private static void narrow(int[] cells, int n, CellTest test, long[] words, int at) {
    switch (test) {
      case CellTest.Within t -> {
        for (int i = 0; i < n; i++) {
          words[at + (i >>> 6)] |= bit(cells[i] != Column.NONE_INT && t.test(cells[i])) << i;
        }
      }
      case CellTest.Marked t -> {
        for (int i = 0; i < n; i++) {
          words[at + (i >>> 6)] |= bit(cells[i] != Column.NONE_INT && t.test(cells[i])) << i;
        }
      }
      case OncePerCode t -> {
        for (int i = 0; i < n; i++) {
          words[at + (i >>> 6)] |= bit(cells[i] != Column.NONE_INT && t.test(cells[i])) << i;
        }
      }
      case CellTest.Numbers _, CellTest.Begins _, CellTest.Other _ -> {
        for (int i = 0; i < n; i++) {
          words[at + (i >>> 6)] |= bit(cells[i] != Column.NONE_INT && test.test(cells[i])) << i;
        }
      }
    }
  }

  private static long bit(boolean passes) {
    return passes ? 1 : 0;
  }

  /// Returns those of some rows that pass. `test` is asked by several threads.
  static RoaringBitmap of(RoaringBitmap among, IntPredicate test) {
    if (among.isEmpty()) {
      return among;
    }
    int end = among.last() + 1;
    long[] wanted = words(among, end);
    each(end, block -> {
      int last = Math.min(wanted.length, (block + 1) << Column.BLOCK_BITS - 6);
      for (int w = block << Column.BLOCK_BITS - 6; w < last; w++) {
        for (long left = wanted[w]; left != 0; left &= left - 1) {
          int row = (w << 6) + Long.numberOfTrailingZeros(left);
          if (!test.test(row)) {
            wanted[w] &= ~(1L << row);
          }
        }
      }
    });
    return BitSetUtil.bitmapOf(wanted);
  }

  /// Returns rows as bits, 64 a word, up to a number of rows.
  static long[] words(RoaringBitmap rows, int end) {
    long[] words = Arrays.copyOf(BitSetUtil.bitsetOf(rows).toLongArray(), (end + 63) >>> 6);
    if ((end & 63) != 0) {
      words[end >>> 6] &= (1L << end) - 1;
    }
    return words;
  }

  private static void each(int rows, IntConsumer block) {
    IntStream blocks = IntStream.range(0, (rows + BLOCK - 1) >>> Column.BLOCK_BITS);
    (rows > ALONE ? blocks.parallel() : blocks).forEach(block);
  }
}
