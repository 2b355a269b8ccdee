package panoptic.project;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;

/// One cell of 32 or 64 bits a row: the values of a single-valued property, or a fact of instances or images. Immutable.
///
/// What a cell means is told by [Cells]: a number's bits, a packed date, a code of a [Dictionary]. A change copies the blocks it touches.
public final class Column {
  /// The cell of a row without a value.
  public static final long NONE = Long.MIN_VALUE;
  /// The same in a block of 32-bit cells.
  public static final int NONE_INT = Integer.MIN_VALUE;
  /// How many rows a block has: `1 << BLOCK_BITS`.
  public static final int BLOCK_BITS = Blocks.BITS;

  private final boolean wide;
  private final @Nullable Object[] blocks;
  private final Stamps stamps;

  private Column(boolean wide, @Nullable Object[] blocks, Stamps stamps) {
    this.wide = wide;
    this.blocks = blocks;
    this.stamps = stamps;
  }

  /// An empty column of 64-bit (`wide`) or 32-bit cells.
  static Column empty(boolean wide) {
    return new Column(wide, new Object[0], Stamps.NONE);
  }

  /// A column as a checkpoint gives it: blocks are `long[4096]` or `int[4096]`, null where no row has a value.
  static Column of(boolean wide, @Nullable Object[] blocks, Stamps stamps) {
    return new Column(wide, blocks, stamps);
  }

  /// Returns a row's cell, or [#NONE]. Rows beyond the last one set have none.
  public long get(int row) {
    int b = row >>> Blocks.BITS;
    if (b >= blocks.length || blocks[b] == null) {
      return NONE;
    }
    if (wide) {
      return ((long[]) blocks[b])[row & Blocks.MASK];
    }
    int cell = ((int[]) blocks[b])[row & Blocks.MASK];
    return cell == NONE_INT ? NONE : cell;
  }

  /// Returns a row's cell as 32 bits, or `Integer.MIN_VALUE` where there is none.
  public int getInt(int row) {
    long cell = get(row);
    return cell == NONE ? NONE_INT : (int) cell;
  }

  public Stamps stamps() {
    return stamps;
  }

  /// Tells whether cells have 64 bits, so that [#longs] has them; else [#ints] has.
  public boolean isWide() {
    return wide;
  }

  /// Returns the 32-bit cells of a block of rows, for loops over many; null where none of them has one. Do not change them.
  ///
  /// A block that is the same object in two states has the same cells in both.
  public int @Nullable [] ints(int block) {
    return block < blocks.length ? (int[]) blocks[block] : null;
  }

  /// Returns the 64-bit cells of a block of rows; as [#ints].
  public long @Nullable [] longs(int block) {
    return block < blocks.length ? (long[]) blocks[block] : null;
  }

  @Nullable Object[] blocks() {
    return blocks;
  }

  /// Returns this column with the rows' cells set, in ascending order of rows, by a commit; sequence 0 leaves no stamp.
  Column with(RoaringBitmap rows, Longs cells, int sequence) {
    if (rows.isEmpty()) {
      return this;
    }
    var edit = new ColumnEdit(this, rows.last() + 1);
    var i = rows.getIntIterator();
    for (int k = 0; i.hasNext(); k++) {
      edit.set(i.next(), cells.get(k));
    }
    return edit.done(sequence == 0 ? stamps : stamps.with(rows, sequence));
  }

  /// Returns the rows that have a value.
  RoaringBitmap rows() {
    RoaringBitmapWriter<RoaringBitmap> writer = RoaringBitmapWriter.writer().get();
    for (int b = 0; b < blocks.length; b++) {
      int from = b << Blocks.BITS;
      if (blocks[b] instanceof long[] cells) {
        for (int i = 0; i < cells.length; i++) {
          if (cells[i] != NONE) {
            writer.add(from + i);
          }
        }
      } else if (blocks[b] instanceof int[] cells) {
        for (int i = 0; i < cells.length; i++) {
          if (cells[i] != NONE_INT) {
            writer.add(from + i);
          }
        }
      }
    }
    return writer.get();
  }

  /// A column being changed by one thread: blocks are copied when first touched.
  static final class ColumnEdit {
    private final boolean wide;
    private final @Nullable Object[] blocks;
    private final boolean[] own;

    ColumnEdit(Column base, int rows) {
      wide = base.wide;
      blocks = Arrays.copyOf(base.blocks, Math.max(base.blocks.length, Blocks.count(rows)));
      own = new boolean[blocks.length];
    }

    void set(int row, long cell) {
      int b = row >>> Blocks.BITS;
      Object block = blocks[b];
      if (block == null || !own[b]) {
        block = copy(block);
        blocks[b] = block;
        own[b] = true;
      }
      if (block instanceof long[] cells) {
        cells[row & Blocks.MASK] = cell;
      } else {
        ((int[]) block)[row & Blocks.MASK] = cell == NONE ? NONE_INT : Math.toIntExact(cell);
      }
    }

    /// Adds to a row's cell, where none counts as 0.
    void add(int row, int delta) {
      Object block = blocks[row >>> Blocks.BITS];
      int i = row & Blocks.MASK;
      long now = block instanceof long[] l ? l[i] : block instanceof int[] n ? n[i] : NONE;
      set(row, (now == NONE || now == NONE_INT ? 0 : now) + delta);
    }

    Column done(Stamps stamps) {
      return new Column(wide, blocks, stamps);
    }

    private Object copy(@Nullable Object block) {
      if (block instanceof long[] l) {
        return l.clone();
      }
      if (block instanceof int[] i) {
        return i.clone();
      }
      if (wide) {
        var fresh = new long[Blocks.SIZE];
        Arrays.fill(fresh, NONE);
        return fresh;
      }
      var fresh = new int[Blocks.SIZE];
      Arrays.fill(fresh, NONE_INT);
      return fresh;
    }
  }
}
