package panoptic.project;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Finds the instances that show an image, by the column of each instance's image. One index serves all states of a project; any thread may ask.
///
/// It is made block by block when first asked for, and a block of it holds as long as the column has the same block. So commits pay nothing, and what a commit touched is
/// looked at again by whoever asks next. A question looks at the bounds of each block, and searches only those that can hold the image: where images came one
/// after the other, one or two.
final class ImageIndex {
  private final ConcurrentMap<Integer, Block> blocks = new ConcurrentHashMap<>();

  /// Adds the rows of the instances that show an image, deleted ones included.
  @SuppressWarnings("ReferenceEquality") // the same object is what tells that nothing changed
  void addInstances(Column images, int instanceRows, int image, RoaringBitmap into) {
    for (int b = 0; b < Blocks.count(instanceRows); b++) {
      int[] cells = images.ints(b);
      if (cells != null) {
        Block block = blocks.get(b);
        if (block == null || block.cells != cells) {
          block = new Block(cells);
          blocks.put(b, block);
        }
        block.addInstances(image, b << Blocks.BITS, into);
      }
    }
  }

  /// The images of one block of instances, and the places in it by rising image.
  private static final class Block {
    final int[] cells;
    private final int least;
    private final int most;
    private final boolean rises;
    private volatile short @Nullable [] order;

    Block(int[] cells) {
      this.cells = cells;
      int low = Integer.MAX_VALUE;
      int high = -1;
      int before = Integer.MIN_VALUE;
      boolean rising = true;
      for (int cell : cells) {
        low = cell >= 0 ? Math.min(low, cell) : low;
        high = Math.max(high, cell);
        // Rows that are still free stand at the end and are looked at last.
        rising &= cell == Column.NONE_INT || before <= cell && before != Integer.MAX_VALUE;
        before = cell == Column.NONE_INT ? Integer.MAX_VALUE : cell;
      }
      least = low;
      most = high;
      rises = rising;
    }

    void addInstances(int image, int first, RoaringBitmap into) {
      if (image < least || image > most) {
        return;
      }
      int low = 0;
      int high = cells.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (imageAt(middle) < image) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      for (; low < cells.length && imageAt(low) == image; low++) {
        into.add(first + place(low));
      }
    }

    /// Returns the image at a place of the order; free rows come last.
    private int imageAt(int nth) {
      int cell = cells[place(nth)];
      return cell == Column.NONE_INT ? Integer.MAX_VALUE : cell;
    }

    private int place(int nth) {
      return rises ? nth : ordered()[nth];
    }

    private short[] ordered() {
      short[] known = order;
      if (known == null) {
        var sorted = new long[cells.length];
        for (int i = 0; i < cells.length; i++) {
          sorted[i] = (cells[i] == Column.NONE_INT ? (long) Integer.MAX_VALUE : cells[i]) << Blocks.BITS | i;
        }
        java.util.Arrays.sort(sorted);
        known = new short[cells.length];
        for (int i = 0; i < cells.length; i++) {
          known[i] = (short) (sorted[i] & Blocks.MASK);
        }
        order = known;
      }
      return known;
    }
  }
}
