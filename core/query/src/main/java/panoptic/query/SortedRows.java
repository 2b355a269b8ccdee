package panoptic.query;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// All rows of instances that have a value of one property, hidden ones too, in the order of their values; equals by row. Immutable; any thread may use it.
///
/// From it any set of rows is put in order by one pass, without looking at a value.
final class SortedRows {
  private final int[] rows;
  /// Places of rows whose value is another than that of the row before.
  private final BitSet starts;
  private final int end;
  private volatile int @Nullable [] ranks;

  /// Takes both as they are; do not change them.
  SortedRows(int[] rows, BitSet starts) {
    this.rows = rows;
    this.starts = starts;
    int last = -1;
    for (int row : rows) {
      last = Math.max(last, row);
    }
    end = last + 1;
  }

  int size() {
    return rows.length;
  }

  /// Returns what is above every row.
  int end() {
    return end;
  }

  int row(int place) {
    return rows[place];
  }

  /// Returns how many bytes this takes in memory, about.
  long bytes() {
    return 4L * rows.length + rows.length / 8 + (ranks == null ? 0 : 4L * end);
  }

  /// Returns some rows, given ascending, in order; equals stay ascending.
  int[] sort(int[] ascending, SortBy by) {
    int n = ascending.length;
    long[] wanted = new long[Math.max(end, n == 0 ? 0 : ascending[n - 1] + 1) + 63 >>> 6];
    for (int row : ascending) {
      wanted[row >>> 6] |= 1L << row;
    }
    int[] found = new int[n + 1]; // one more, since each row is written before it is known to be wanted
    int valued = by.direction() == Direction.ASC ? up(wanted, found) : down(wanted, found);
    int[] out = new int[n];
    boolean last = by.empty() == Empty.LAST;
    System.arraycopy(found, 0, out, last ? 0 : n - valued, valued);
    if (valued < n) {
      for (int at = 0; at < valued; at++) {
        wanted[found[at] >>> 6] &= ~(1L << found[at]);
      }
      int at = last ? valued : 0;
      for (int row : ascending) {
        if ((wanted[row >>> 6] >>> row & 1) != 0) {
          out[at++] = row;
        }
      }
    }
    return out;
  }

  private int up(long[] wanted, int[] into) {
    int n = 0;
    for (int row : rows) {
      into[n] = row;
      n += (int) (wanted[row >>> 6] >>> row & 1);
    }
    return n;
  }

  /// From the last value to the first, within each value upwards.
  private int down(long[] wanted, int[] into) {
    int n = 0;
    int to = rows.length;
    while (to > 0) {
      int from = starts.previousSetBit(to - 1);
      for (int place = from; place < to; place++) {
        into[n] = rows[place];
        n += (int) (wanted[rows[place] >>> 6] >>> rows[place] & 1);
      }
      to = from;
    }
    return n;
  }

  /// Returns the rank of each row's value, from 0; -1 for rows without one, and beyond the end of the array are more of them. Do not change them.
  int[] ranks() {
    int[] known = ranks;
    if (known != null) {
      return known;
    }
    int[] out = new int[end];
    Arrays.fill(out, -1);
    int rank = -1;
    for (int place = 0; place < rows.length; place++) {
      rank += starts.get(place) ? 1 : 0;
      out[rows[place]] = rank;
    }
    ranks = out;
    return out;
  }

  /// Compares the values of two rows; a row may be compared that is not among the sorted.
  interface Values {
    int compare(int row, int other);
  }

  /// Returns these rows where some have other values by now, or none, or have one for the first time. `valued` are those of the changed that have a value
  /// now, in the order of it, equals ascending.
  SortedRows with(BitSet changed, int[] valued, Values values) {
    int[] left = new int[rows.length];
    var leftStarts = new BitSet(rows.length);
    int n = 0;
    boolean other = false;
    for (int place = 0; place < rows.length; place++) {
      other |= starts.get(place);
      if (!changed.get(rows[place])) {
        leftStarts.set(n, other);
        left[n++] = rows[place];
        other = false;
      }
    }
    int[] out = new int[n + valued.length];
    var outStarts = new BitSet(out.length);
    int from = 0;
    for (int i = 0; i < valued.length; i++) {
      int to = find(left, from, n, valued[i], values);
      copy(left, leftStarts, from, to, out, outStarts, i, values);
      int at = to + i;
      out[at] = valued[i];
      outStarts.set(at, at == 0 || values.compare(out[at - 1], valued[i]) != 0);
      from = to;
    }
    copy(left, leftStarts, from, n, out, outStarts, valued.length, values);
    return new SortedRows(out, outStarts);
  }

  /// Finds the first place, from one on, whose row stands behind a row.
  private static int find(int[] rows, int from, int to, int row, Values values) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int c = values.compare(rows[middle], row);
      if (c > 0 || c == 0 && rows[middle] > row) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static void copy(int[] rows, BitSet starts, int from, int to, int[] into, BitSet intoStarts, int shift, Values values) {
    if (from == to) {
      return;
    }
    System.arraycopy(rows, from, into, from + shift, to - from);
    for (int place = starts.nextSetBit(from); place >= 0 && place < to; place = starts.nextSetBit(place + 1)) {
      intoStarts.set(place + shift);
    }
    int first = from + shift;
    intoStarts.set(first, first == 0 || values.compare(into[first - 1], into[first]) != 0);
  }
}
