package panoptic.project;

import java.util.Arrays;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/// Which commit set each row last: sequences by row, 0 where none did. Immutable; a change copies the blocks it touches.
public final class Stamps {
  /// Rows that no commit has set.
  static final StampBlock NEVER = new StampBlock.Same(0);
  static final Stamps NONE = new Stamps(new StampBlock[0]);

  private final StampBlock[] blocks;

  Stamps(StampBlock[] blocks) {
    this.blocks = blocks;
  }

  /// Returns the sequence of the commit that set a row last, or 0.
  public int get(int row) {
    int b = row >>> Blocks.BITS;
    return b < blocks.length ? blocks[b].at(row & Blocks.MASK) : 0;
  }

  StampBlock[] blocks() {
    return blocks;
  }

  /// Returns these stamps with some rows set by a commit.
  Stamps with(RoaringBitmap rows, int sequence) {
    if (rows.isEmpty()) {
      return this;
    }
    int last = rows.last() >>> Blocks.BITS;
    StampBlock[] next = Arrays.copyOf(blocks, Math.max(blocks.length, last + 1));
    Arrays.fill(next, blocks.length, next.length, NEVER);
    StampBlock whole = new StampBlock.Same(sequence);
    for (int b = rows.first() >>> Blocks.BITS; b <= last; b++) {
      int from = b << Blocks.BITS;
      long to = (long) from + Blocks.SIZE;
      if (!rows.intersects(from, to)) {
        continue;
      }
      if (rows.contains(from, to)) {
        next[b] = whole;
        continue;
      }
      int[] all = next[b].expand();
      var i = rows.getIntIterator();
      i.advanceIfNeeded(from);
      while (i.hasNext() && i.peekNext() < to) {
        all[i.next() - from] = sequence;
      }
      next[b] = StampBlock.of(all);
    }
    return new Stamps(next);
  }

  /// Raises numbers by row to the sequences that are greater; rows beyond the numbers are left out.
  public void raise(int[] sequenceByRow) {
    for (int b = 0; b < blocks.length; b++) {
      int first = b << Blocks.BITS;
      int end = Math.min(Blocks.SIZE, sequenceByRow.length - first);
      for (int i = 0; i < end;) {
        int to = Math.min(end, blocks[b].endOfRun(i));
        int sequence = blocks[b].at(i);
        if (sequence == 0) {
          i = to;
        }
        for (; i < to; i++) {
          sequenceByRow[first + i] = Math.max(sequenceByRow[first + i], sequence);
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
      StampBlock block = at >>> Blocks.BITS < blocks.length ? blocks[at >>> Blocks.BITS] : NEVER;
      int from = at & Blocks.MASK;
      int to = Math.min(Blocks.SIZE, from + first + n - at);
      int now = block.at(from);
      int end = Math.min(to, block.endOfRun(from));
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
  static StampBlock[] read(ByteReader in, int n) {
    var out = new StampBlock[Blocks.PER_PAGE];
    Arrays.fill(out, NEVER);
    var ends = new char[Blocks.SIZE];
    var sequences = new int[Blocks.SIZE];
    int k = 0; // runs of the block so far
    StampBlock last = NEVER;
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
          StampBlock block = StampBlock.of(ends, sequences, k);
          last = block.equals(last) ? last : block;
          out[(at - 1) >>> Blocks.BITS] = last;
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
        if (b < blocks.length && blocks[b] instanceof StampBlock.Same) {
          whole = b;
        } else if (b < blocks.length && blocks[b].at(row & Blocks.MASK) > sequence) {
          out.add(row);
        }
      }
      if (b == whole && blocks[b].at(0) > sequence) {
        out.add(row);
      }
    }
    return out;
  }

  /// Returns the distinct sequences later than one, in no order.
  int[] distinctAfter(int sequence) {
    var seen = new RoaringBitmap();
    for (StampBlock b : blocks) {
      b.addAfter(sequence, seen);
    }
    return seen.toArray();
  }
}
