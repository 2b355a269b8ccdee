package panoptic.project;

import java.util.Arrays;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/// Which commit set each row last: sequences by row, 0 where none did. Immutable; a change copies the blocks it touches.
///
/// A block of 4,096 rows is one run, a few runs with their ends, or one number a row, whichever is smallest.
public final class Stamps {
  static final Stamps NONE = new Stamps(new Block[0]);
  private static final int MAX_RUNS = 512;

  /// `ends` (exclusive, within the block) and `sequences` of runs; `ends` is empty where every row has its own number.
  record Block(char[] ends, int[] sequences) {
    static final Block NEVER = new Block(new char[] {Blocks.SIZE}, new int[] {0});

    int at(int i) {
      if (ends.length == 0) {
        return sequences[i];
      }
      if (ends.length == 1) {
        return sequences[0];
      }
      int k = Arrays.binarySearch(ends, (char) (i + 1));
      return sequences[k < 0 ? -k - 1 : k];
    }

    int endOfRun(int i) {
      int k = Arrays.binarySearch(ends, (char) (i + 1));
      return ends[k < 0 ? -k - 1 : k];
    }

    int[] expand() {
      if (ends.length == 0) {
        return sequences.clone();
      }
      var out = new int[Blocks.SIZE];
      int from = 0;
      for (int k = 0; k < ends.length; k++) {
        Arrays.fill(out, from, ends[k], sequences[k]);
        from = ends[k];
      }
      return out;
    }

    /// A block of the first `k` runs.
    static Block of(char[] ends, int[] sequences, int k) {
      if (k == 1 && sequences[0] == 0) {
        return NEVER;
      }
      var runs = new Block(Arrays.copyOf(ends, k), Arrays.copyOf(sequences, k));
      return k <= MAX_RUNS ? runs : new Block(new char[0], runs.expand());
    }

    static Block pack(int[] rows) {
      int runs = 1;
      for (int i = 1; i < rows.length; i++) {
        if (rows[i] != rows[i - 1] && ++runs > MAX_RUNS) {
          return new Block(new char[0], rows);
        }
      }
      var ends = new char[runs];
      var sequences = new int[runs];
      int k = 0;
      for (int i = 0; i < rows.length; i++) {
        if (i + 1 == rows.length || rows[i] != rows[i + 1]) {
          ends[k] = (char) (i + 1);
          sequences[k++] = rows[i];
        }
      }
      return new Block(ends, sequences);
    }
  }

  private final Block[] blocks;

  Stamps(Block[] blocks) {
    this.blocks = blocks;
  }

  /// Returns the sequence of the commit that set a row last, or 0.
  public int get(int row) {
    int b = row >>> Blocks.BITS;
    return b < blocks.length ? blocks[b].at(row & Blocks.MASK) : 0;
  }

  Block[] blocks() {
    return blocks;
  }

  /// Returns these stamps with some rows set by a commit.
  Stamps with(RoaringBitmap rows, int sequence) {
    if (rows.isEmpty()) {
      return this;
    }
    int last = rows.last() >>> Blocks.BITS;
    Block[] next = Arrays.copyOf(blocks, Math.max(blocks.length, last + 1));
    Arrays.fill(next, blocks.length, next.length, Block.NEVER);
    for (int b = rows.first() >>> Blocks.BITS; b <= last; b++) {
      int from = b << Blocks.BITS;
      long to = (long) from + Blocks.SIZE;
      if (!rows.intersects(from, to)) {
        continue;
      }
      if (rows.contains(from, to)) {
        next[b] = new Block(new char[] {Blocks.SIZE}, new int[] {sequence});
        continue;
      }
      int[] all = next[b].expand();
      var i = rows.getIntIterator();
      i.advanceIfNeeded(from);
      while (i.hasNext() && i.peekNext() < to) {
        all[i.next() - from] = sequence;
      }
      next[b] = Block.pack(all);
    }
    return new Stamps(next);
  }

  /// Raises numbers by row to the sequences that are greater; rows beyond the numbers are left out.
  public void raise(int[] sequenceByRow) {
    for (int b = 0; b < blocks.length; b++) {
      int first = b << Blocks.BITS;
      int end = Math.min(Blocks.SIZE, sequenceByRow.length - first);
      char[] ends = blocks[b].ends;
      int[] sequences = blocks[b].sequences;
      for (int i = 0, k = 0; i < end; k++) {
        int to = ends.length == 0 ? i + 1 : Math.min(end, ends[k]);
        if (sequences[k] == 0) {
          i = to;
        }
        for (; i < to; i++) {
          sequenceByRow[first + i] = Math.max(sequenceByRow[first + i], sequences[k]);
        }
      }
    }
  }

  /// Writes the stamps of `n` rows from a block's first row on as runs: how many, then of each its sequence less the one before (signed) and its length.
  void write(ByteWriter out, int first, int n) {
    var runs = new ByteWriter();
    int count = 0;
    int sequence = -1;
    int last = 0;
    int length = 0;
    for (int at = first; at < first + n;) {
      Block block = at >>> Blocks.BITS < blocks.length ? blocks[at >>> Blocks.BITS] : Block.NEVER;
      int from = at & Blocks.MASK;
      int to = Math.min(Blocks.SIZE, from + first + n - at);
      int now = block.at(from);
      int end = block.ends.length == 0 ? from + 1 : Math.min(to, block.endOfRun(from));
      if (now != sequence && length > 0) {
        runs.zigzag(sequence - last).varint(length);
        count++;
        last = sequence;
        length = 0;
      }
      sequence = now;
      length += end - from;
      at += end - from;
    }
    if (length > 0) {
      runs.zigzag(sequence - last).varint(length);
      count++;
    }
    out.varint(count).raw(runs.toBytes());
  }

  /// Reads what [#write] wrote, as the blocks of one page.
  static Block[] read(ByteReader in, int n) {
    var out = new Block[Blocks.PER_PAGE];
    Arrays.fill(out, Block.NEVER);
    var ends = new char[Blocks.SIZE];
    var sequences = new int[Blocks.SIZE];
    int k = 0; // runs of the block so far
    int at = 0;
    int sequence = 0;
    for (int runs = in.count(); runs > 0; runs--) {
      sequence += Math.toIntExact(in.zigzag());
      int end = at + in.count();
      if (end > n || end <= at) {
        throw new IllegalArgumentException("stamps of " + end + " rows, not " + n);
      }
      while (at < end) {
        int from = at & Blocks.MASK;
        int to = Math.min(Blocks.SIZE, from + end - at);
        ends[k] = (char) to;
        sequences[k++] = sequence;
        at += to - from;
        if (to == Blocks.SIZE || at == n) {
          if (to < Blocks.SIZE) { // the rows to come were never set
            ends[k] = Blocks.SIZE;
            sequences[k++] = 0;
          }
          out[(at - 1) >>> Blocks.BITS] = Block.of(ends, sequences, k);
          k = 0;
        }
      }
    }
    if (at != n) {
      throw new IllegalArgumentException("stamps of " + at + " rows, not " + n);
    }
    return out;
  }

  /// Returns which of some rows a commit after `sequence` has set.
  RoaringBitmap after(int sequence, RoaringBitmap rows) {
    var out = new RoaringBitmap();
    int whole = -1;
    for (IntIterator i = rows.getIntIterator(); i.hasNext();) {
      int row = i.next();
      int b = row >>> Blocks.BITS;
      if (b != whole) {
        whole = -1;
        if (b < blocks.length && blocks[b].ends.length != 1 && blocks[b].at(row & Blocks.MASK) > sequence) {
          out.add(row);
        } else if (b < blocks.length && blocks[b].ends.length == 1) {
          whole = b;
        }
      }
      if (b == whole && blocks[b].sequences[0] > sequence) {
        out.add(row);
      }
    }
    return out;
  }

  /// Returns the distinct sequences later than one, in no order.
  int[] distinctAfter(int sequence) {
    var seen = new RoaringBitmap();
    for (Block b : blocks) {
      for (int s : b.sequences) {
        if (s > sequence) {
          seen.add(s);
        }
      }
    }
    return seen.toArray();
  }
}
