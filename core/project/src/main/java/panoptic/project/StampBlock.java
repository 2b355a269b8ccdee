package panoptic.project;

import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/// The stamps of 4,096 rows, in whichever form is the smallest: one number for all, one but for few rows, runs with their ends, few numbers by a code a row, or one number a
/// row. Immutable.
sealed interface StampBlock {
  /// Returns the number of a row.
  int at(int row);

  /// Returns where the rows end that follow a row and have its number; at least the next row.
  int endOfRun(int row);

  /// Adds the numbers above one; of some forms others twice.
  void addAfter(int sequence, RoaringBitmap to);

  /// One number for all rows.
  record Same(int sequence) implements StampBlock {
    @Override
    public int at(int row) {
      return sequence;
    }

    @Override
    public int endOfRun(int row) {
      return Blocks.SIZE;
    }

    @Override
    public void addAfter(int than, RoaringBitmap to) {
      addAbove(than, to, sequence);
    }
  }

  /// One number for `few` rows, ascending, and another for all others.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Few(char[] few, int ofFew, int ofOthers) implements StampBlock {
    @Override
    public int at(int row) {
      return Arrays.binarySearch(few, (char) row) < 0 ? ofOthers : ofFew;
    }

    @Override
    public int endOfRun(int row) {
      int k = Arrays.binarySearch(few, (char) row);
      if (k < 0) {
        return -k - 1 < few.length ? few[-k - 1] : Blocks.SIZE;
      }
      int end = row + 1;
      while (++k < few.length && few[k] == end) {
        end++;
      }
      return end;
    }

    @Override
    public void addAfter(int than, RoaringBitmap to) {
      addAbove(than, to, ofFew, ofOthers);
    }

    /// A block of runs of two numbers by turns, of which `ofFew` has so many rows.
    static Few of(char[] ends, int[] sequences, int k, int ofFew, int count) {
      var few = new char[count];
      int n = 0;
      int ofOthers = 0;
      int from = 0;
      for (int run = 0; run < k; run++) {
        if (sequences[run] == ofFew) {
          for (int row = from; row < ends[run]; row++) {
            few[n++] = (char) row;
          }
        } else {
          ofOthers = sequences[run];
        }
        from = ends[run];
      }
      return new Few(few, ofFew, ofOthers);
    }
  }

  /// Runs of rows: where each ends, exclusive, and its number.
  @SuppressWarnings("ArrayRecordComponent")
  record Runs(char[] ends, int[] sequences) implements StampBlock {
    @Override
    public int at(int row) {
      return sequences[run(row)];
    }

    @Override
    public int endOfRun(int row) {
      return ends[run(row)];
    }

    private int run(int row) {
      int k = Arrays.binarySearch(ends, (char) (row + 1));
      return k < 0 ? -k - 1 : k;
    }

    @Override
    public void addAfter(int than, RoaringBitmap to) {
      addAbove(than, to, sequences);
    }
  }

  /// A code of `width` bits a row (1, 2, 4 or 8), the lowest bits of a word first; a code is a place in `sequences`.
  @SuppressWarnings("ArrayRecordComponent")
  record Coded(int width, long[] words, int[] sequences) implements StampBlock {
    @Override
    public int at(int row) {
      return sequences[code(row)];
    }

    private int code(int row) {
      int bit = row * width;
      return (int) (words[bit >>> 6] >>> bit) & (1 << width) - 1;
    }

    @Override
    public int endOfRun(int row) {
      int code = code(row);
      int end = row + 1;
      if (width > 1) {
        while (end < Blocks.SIZE && code(end) == code) {
          end++;
        }
        return end;
      }
      while (end < Blocks.SIZE) {
        long others = (code == 0 ? words[end >>> 6] : ~words[end >>> 6]) >>> end;
        if (others != 0) {
          return end + Long.numberOfTrailingZeros(others);
        }
        end = (end | 63) + 1;
      }
      return end;
    }

    @Override
    public void addAfter(int than, RoaringBitmap to) {
      addAbove(than, to, sequences);
    }

    /// Codes the first `k` runs, whose numbers are among `numbers`.
    static Coded of(char[] ends, int[] sequences, int k, Numbers numbers) {
      int width = numbers.width();
      var words = new long[Blocks.SIZE * width >>> 6];
      int from = 0;
      for (int run = 0; run < k; run++) {
        long code = numbers.code(sequences[run]);
        for (int row = from; code != 0 && row < ends[run]; row++) {
          words[row * width >>> 6] |= code << row * width;
        }
        from = ends[run];
      }
      return new Coded(width, words, numbers.all());
    }
  }

  /// A number for each row.
  @SuppressWarnings("ArrayRecordComponent")
  record Each(int[] sequences) implements StampBlock {
    @Override
    public int at(int row) {
      return sequences[row];
    }

    @Override
    public int endOfRun(int row) {
      int end = row + 1;
      while (end < Blocks.SIZE && sequences[end] == sequences[row]) {
        end++;
      }
      return end;
    }

    @Override
    public void addAfter(int than, RoaringBitmap to) {
      addAbove(than, to, sequences);
    }
  }

  private static void addAbove(int than, RoaringBitmap to, int... sequences) {
    for (int s : sequences) {
      if (s > than) {
        to.add(s);
      }
    }
  }

  /// Returns the numbers by row.
  default int[] expand() {
    var out = new int[Blocks.SIZE];
    for (int row = 0; row < Blocks.SIZE;) {
      int end = endOfRun(row);
      Arrays.fill(out, row, end, at(row));
      row = end;
    }
    return out;
  }

  /// A block of numbers by row.
  static StampBlock of(int[] rows) {
    var ends = new char[Blocks.SIZE];
    var sequences = new int[Blocks.SIZE];
    int k = 0;
    for (int row = 0; row < rows.length; row++) {
      if (row + 1 == rows.length || rows[row] != rows[row + 1]) {
        ends[k] = (char) (row + 1);
        sequences[k++] = rows[row];
      }
    }
    return of(ends, sequences, k);
  }

  /// A block of the first `k` runs, the last of which ends it.
  static StampBlock of(char[] ends, int[] sequences, int k) {
    if (k == 1) {
      return new Same(sequences[0]);
    }
    int asRuns = 6 * k;
    int few = byTurns(ends, sequences, k);
    if (few > 0 && 2 * few < Math.min(asRuns, Numbers.LEAST_BYTES)) {
      return Few.of(ends, sequences, k, sequences[1], few);
    }
    if (few > 0 && 2 * (Blocks.SIZE - few) < Math.min(asRuns, Numbers.LEAST_BYTES)) {
      return Few.of(ends, sequences, k, sequences[0], Blocks.SIZE - few);
    }
    if (asRuns <= Numbers.LEAST_BYTES) {
      return new Runs(Arrays.copyOf(ends, k), Arrays.copyOf(sequences, k));
    }
    var numbers = new Numbers();
    for (int run = 0; run < k && numbers.add(sequences[run]); run++) {
      // until all are known, or too many
    }
    if (Math.min(asRuns, numbers.bytes()) >= 4 * Blocks.SIZE) {
      return new Each(new Runs(Arrays.copyOf(ends, k), Arrays.copyOf(sequences, k)).expand());
    }
    return numbers.bytes() < asRuns
        ? Coded.of(ends, sequences, k, numbers)
        : new Runs(Arrays.copyOf(ends, k), Arrays.copyOf(sequences, k));
  }

  /// Returns how many rows have the second number, where runs have two numbers by turns; else 0.
  private static int byTurns(char[] ends, int[] sequences, int k) {
    int rows = 0;
    for (int run = 1; run < k; run++) {
      if (sequences[run] != sequences[run & 1]) {
        return 0;
      }
      rows += (run & 1) * (ends[run] - ends[run - 1]);
    }
    return rows;
  }

  /// Up to 256 different numbers and their codes, in the order they came.
  final class Numbers {
    /// So many bytes have codes of one bit.
    static final int LEAST_BYTES = Blocks.SIZE / 8;
    private static final int MOST = 256;

    private final int[] numbers = new int[MOST];
    /// Places in a hash table: a code and 1.
    private final short[] places = new short[2 * MOST];
    private int size;
    private boolean tooMany;

    /// Adds a number; returns false once there are too many.
    boolean add(int number) {
      int at = find(number);
      if (places[at] == 0) {
        tooMany = size == MOST;
        if (!tooMany) {
          numbers[size++] = number;
          places[at] = (short) size;
        }
      }
      return !tooMany;
    }

    private int find(int number) {
      int at = number * 0x9E3779B1 >>> 23;
      while (places[at] != 0 && numbers[places[at] - 1] != number) {
        at = at + 1 & places.length - 1;
      }
      return at;
    }

    int code(int number) {
      return places[find(number)] - 1;
    }

    int[] all() {
      return Arrays.copyOf(numbers, size);
    }

    /// Returns the bits of a code.
    int width() {
      return size <= 2 ? 1 : size <= 4 ? 2 : size <= 16 ? 4 : 8;
    }

    /// Returns how many bytes a block of them takes.
    int bytes() {
      return tooMany ? Integer.MAX_VALUE : LEAST_BYTES * width() + 4 * size;
    }
  }
}
