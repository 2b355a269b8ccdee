package panoptic.query;

import java.util.Arrays;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;

/// The instances that a view matches, by row, and which of them are copies of one image. Any thread may ask; do not change what is returned.
final class Matched {
  private final RoaringBitmap bitmap;
  private final int[] rows;
  private final long[] words;
  /// The rows whose image has several here, image by image, those of one ascending; and where those of each begin.
  private final int[] copies;
  private final int[] starts;

  Matched(RoaringBitmap bitmap, Copies all) {
    this.bitmap = bitmap;
    rows = bitmap.toArray();
    words = BitSetUtil.bitsetOf(bitmap).toLongArray();
    int[] found = new int[all.start(all.images())];
    int[] starting = new int[all.images() + 1];
    int n = 0;
    int images = 0;
    for (int image = 0; image < all.images(); image++) {
      int begin = n;
      for (int at = all.start(image); at < all.start(image + 1); at++) {
        if (has(all.row(at))) {
          found[n++] = all.row(at);
        }
      }
      if (n - begin > 1) {
        starting[images++] = begin;
      } else {
        n = begin;
      }
    }
    starting[images] = n;
    copies = Arrays.copyOf(found, n);
    starts = Arrays.copyOf(starting, images + 1);
  }

  private boolean has(int row) {
    return row >>> 6 < words.length && (words[row >>> 6] >>> row & 1) != 0;
  }

  RoaringBitmap bitmap() {
    return bitmap;
  }

  /// Returns the rows, ascending.
  int[] rows() {
    return rows;
  }

  /// Returns how many images they have.
  int images() {
    return rows.length - copies.length + starts.length - 1;
  }

  /// Returns the rows whose image has several here: image by image, those of one ascending.
  int[] copies() {
    return copies;
  }

  /// Returns how many images have several here.
  int several() {
    return starts.length - 1;
  }

  /// Returns where the rows of an image of several begin in [#copies]; they end where those of the next begin.
  int start(int image) {
    return starts[image];
  }

  /// Returns how many rows come before every 64th, for [#place].
  int[] ranks() {
    int[] out = new int[words.length];
    for (int w = 1; w < out.length; w++) {
      out[w] = out[w - 1] + Long.bitCount(words[w - 1]);
    }
    return out;
  }

  /// Returns the place of one of the rows among them.
  int place(int row, int[] ranks) {
    return ranks[row >>> 6] + Long.bitCount(words[row >>> 6] & (1L << row) - 1);
  }

  /// Returns one row an image, its lowest, ascending.
  int[] firsts() {
    if (copies.length == 0) {
      return rows;
    }
    long[] left = words.clone();
    for (int image = 0; image < several(); image++) {
      for (int at = starts[image] + 1; at < starts[image + 1]; at++) {
        left[copies[at] >>> 6] &= ~(1L << copies[at]);
      }
    }
    int[] out = new int[images()];
    int n = 0;
    for (int w = 0; w < left.length; w++) {
      for (long bits = left[w]; bits != 0; bits &= bits - 1) {
        out[n++] = (w << 6) + Long.numberOfTrailingZeros(bits);
      }
    }
    return out;
  }

  /// Returns rows that stand for their images, each followed by the other copies, ascending. `firsts` are those of [#firsts] in any order.
  int[] withCopies(int[] firsts) {
    int[] imageOf = imageOf();
    int[] out = new int[rows.length];
    int n = 0;
    for (int first : firsts) {
      out[n++] = first;
      int image = imageOf[first] - 1;
      for (int at = image < 0 ? 0 : starts[image] + 1; image >= 0 && at < starts[image + 1]; at++) {
        out[n++] = copies[at];
      }
    }
    return out;
  }

  /// Returns by row which of the images of several it is of, counted from 1; 0 for rows whose image has one here.
  int[] imageOf() {
    int[] out = new int[words.length << 6];
    for (int image = 0; image < several(); image++) {
      for (int at = starts[image]; at < starts[image + 1]; at++) {
        out[copies[at]] = image + 1;
      }
    }
    return out;
  }

  /// Returns how many rows here are of the image at each place of an order, at most 255, as unsigned bytes.
  byte[] copies(int[] order) {
    int[] imageOf = imageOf();
    byte[] out = new byte[order.length];
    for (int place = 0; place < order.length; place++) {
      int image = imageOf[order[place]] - 1;
      out[place] = (byte) (image < 0 ? 1 : Math.min(255, starts[image + 1] - starts[image]));
    }
    return out;
  }
}
