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

  /// Where texts are fewer than a share of the rows, all of them are asked about first.
  private static final int FEW = 4;

  private Scan() {}

  /// Returns the rows below `rows` that have a cell which passes. `asked` is asked by several threads.
  static RoaringBitmap of(Column column, int rows, CellTest asked) {
    CellTest test = asked instanceof OncePerCode codes && codes.size() < rows / FEW ? codes.all() : asked;
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

  /* A loop for each kind of question, so that each is compiled by itself: one that asks whatever comes costs several times as much. What 64 cells answer is
     gathered in one variable, since to add each bit to the array costs more than to ask; where it can be, without a branch, since nobody can foretell which cell passes. */

  private static void wide(long[] cells, int n, CellTest test, long[] words, int at) {
    for (int from = 0; from < n; from += 64) {
      int to = Math.min(n, from + 64);
      words[at + (from >>> 6)] = switch (test) {
        case CellTest.Numbers t -> numbers(cells, from, to, t);
        case CellTest.Begins t -> begins(cells, from, to, t);
        case CellTest.Within t -> within(cells, from, to, t.low(), t.high());
        case CellTest.Marked _, CellTest.Other _, OncePerCode _ -> any(cells, from, to, test);
      };
    }
  }

  private static long numbers(long[] cells, int from, int to, CellTest.Numbers test) {
    long word = 0;
    for (int i = from; i < to; i++) {
      word |= bit(cells[i] != Column.NONE && test.test(cells[i])) << i;
    }
    return word;
  }

  private static long begins(long[] cells, int from, int to, CellTest.Begins test) {
    long word = 0;
    for (int i = from; i < to; i++) {
      word |= bit(cells[i] != Column.NONE && test.test(cells[i])) << i;
    }
    return word;
  }

  private static long within(long[] cells, int from, int to, long low, long high) {
    long word = 0;
    for (int i = from; i < to; i++) {
      word |= (bit(cells[i] != Column.NONE) & bit(low <= cells[i]) & bit(cells[i] <= high)) << i;
    }
    return word;
  }

  private static long any(long[] cells, int from, int to, CellTest test) {
    long word = 0;
    for (int i = from; i < to; i++) {
      word |= bit(cells[i] != Column.NONE && test.test(cells[i])) << i;
    }
    return word;
  }

  private static void narrow(int[] cells, int n, CellTest test, long[] words, int at) {
    for (int from = 0; from < n; from += 64) {
      int to = Math.min(n, from + 64);
      words[at + (from >>> 6)] = switch (test) {
        case CellTest.Within t -> within(cells, from, to, t.low(), t.high());
        case CellTest.Marked t -> marked(cells, from, to, t.bits());
        case OncePerCode t -> codes(cells, from, to, t);
        case CellTest.Numbers _, CellTest.Begins _, CellTest.Other _ -> any(cells, from, to, test);
      };
    }
  }

  private static long within(int[] cells, int from, int to, long low, long high) {
    long word = 0;
    for (int i = from; i < to; i++) {
      word |= (bit(cells[i] != Column.NONE_INT) & bit(low <= cells[i]) & bit(cells[i] <= high)) << i;
    }
    return word;
  }

  /// No cell, which is below 0, asks for the first bit and takes no notice of it.
  private static long marked(int[] cells, int from, int to, long[] bits) {
    long word = 0;
    for (int i = from; i < to; i++) {
      int cell = cells[i];
      word |= (bits[(cell & ~(cell >> 31)) >>> 6] >>> cell & ~cell >>> 31 & 1) << i;
    }
    return word;
  }

  private static long codes(int[] cells, int from, int to, OncePerCode test) {
    long word = 0;
    for (int i = from; i < to; i++) {
      word |= bit(cells[i] != Column.NONE_INT && test.test(cells[i])) << i;
    }
    return word;
  }

  private static long any(int[] cells, int from, int to, CellTest test) {
    long word = 0;
    for (int i = from; i < to; i++) {
      word |= bit(cells[i] != Column.NONE_INT && test.test(cells[i])) << i;
    }
    return word;
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
