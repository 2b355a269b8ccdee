package panoptic.vips;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/// The Windows bitmap format (BMP), which our libvips does not read: 1, 4, 8, 16, 24 and 32 bits a pixel, palette, bit fields, run lengths,
/// rows from below or above. Alpha is read only where the header has a mask for it. Other kinds (JPEG or PNG within) are refused.
///
/// Pixels are read row by row, or as they are averaged into a smaller raster, so that memory does not depend on the size of the picture.
final class Bitmap {
  private static final int PLAIN = 0;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int FIELDS = 3;
  private static final int ALPHA_FIELDS = 6;
  private static final long LARGEST_RUN_LENGTH_PICTURE = 50_000_000;

  private final MemorySegment file;
  private final int width;
  private final int height;
  private final boolean fromAbove;
  private final int bits;
  private final int compression;
  private final long start;
  private final int[] palette;
  private final int[] masks;
  private byte[] indices = {};

  static Bitmap read(MemorySegment file) throws VipsException {
    try {
      return new Bitmap(file);
    } catch (IndexOutOfBoundsException e) {
      throw new VipsException("the BMP is cut short");
    }
  }

  private Bitmap(MemorySegment file) throws VipsException {
    this.file = file;
    int header = four(14);
    boolean old = header == 12;
    width = old ? two(18) : four(18);
    int tall = old ? two(20) : four(22);
    fromAbove = tall < 0;
    height = Math.abs(tall);
    bits = old ? two(24) : two(28);
    compression = old ? PLAIN : four(30);
    start = Integer.toUnsignedLong(four(10));
    if (width < 1 || height < 1 || bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
      throw new VipsException("the BMP has " + width + " × " + height + " pixels of " + bits + " bits");
    }
    masks = masks(header);
    palette = palette(header, old);
    if (compression == RLE8 && bits == 8 || compression == RLE4 && bits == 4) {
      if ((long) width * height > LARGEST_RUN_LENGTH_PICTURE) {
        throw new VipsException("the BMP is too large for its run lengths");
      }
      indices = runs();
    } else if (compression != PLAIN && compression != FIELDS && compression != ALPHA_FIELDS) {
      throw new VipsException("the BMP has the unknown compression " + compression);
    } else if (start + stride() * height > file.byteSize()) {
      throw new VipsException("the BMP is cut short");
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /// Returns the numbers a pixel has, alpha included.
  int bands() {
    return masks[3] == 0 ? 3 : 4;
  }

  /// Fills in a row of pixels; `y` counts from above.
  void readRow(int y, byte[] out) {
    int bands = bands();
    for (int x = 0; x < width; x++) {
      int p = pixel(x, y);
      out[x * bands] = (byte) (p >> 16);
      out[x * bands + 1] = (byte) (p >> 8);
      out[x * bands + 2] = (byte) p;
      if (bands == 4) {
        out[x * 4 + 3] = (byte) (p >>> 24);
      }
    }
  }

  /// Returns the picture averaged by the whole factors that leave at least this size.
  Raster shrunk(int newWidth, int newHeight) {
    int across = Math.max(1, width / newWidth);
    int down = Math.max(1, height / newHeight);
    int w = Math.ceilDiv(width, across);
    int h = Math.ceilDiv(height, down);
    int bands = bands();
    var out = new byte[w * h * bands];
    var sums = new long[w * 4];
    var counts = new int[w];
    for (int y = 0; y < height; y++) {
      addRow(y, across, sums, counts);
      if ((y + 1) % down == 0 || y + 1 == height) {
        store(sums, counts, out, y / down * w * bands, bands);
      }
    }
    return new Raster(out, w, h, bands);
  }

  private void addRow(int y, int factor, long[] sums, int[] counts) {
    for (int x = 0; x < width; x++) {
      int p = pixel(x, y);
      int alpha = p >>> 24;
      int at = x / factor;
      sums[4 * at] += (long) (p >> 16 & 0xff) * alpha;
      sums[4 * at + 1] += (long) (p >> 8 & 0xff) * alpha;
      sums[4 * at + 2] += (long) (p & 0xff) * alpha;
      sums[4 * at + 3] += alpha;
      counts[at]++;
    }
  }

  private static void store(long[] sums, int[] counts, byte[] out, int at, int bands) {
    for (int x = 0; x < counts.length; x++) {
      long alpha = Math.max(1, sums[4 * x + 3]);
      for (int b = 0; b < 3; b++) {
        out[at + x * bands + b] = (byte) ((sums[4 * x + b] + alpha / 2) / alpha);
      }
      if (bands == 4) {
        out[at + x * 4 + 3] = (byte) (sums[4 * x + 3] / counts[x]);
      }
    }
    java.util.Arrays.fill(sums, 0);
    java.util.Arrays.fill(counts, 0);
  }

  /// Returns 0xAARRGGBB; `y` counts from above.
  private int pixel(int x, int y) {
    if (indices.length > 0) {
      return colour(indices[y * width + x] & 0xff);
    }
    long row = start + stride() * (fromAbove ? y : height - 1 - y);
    return switch (bits) {
      case 1 -> colour(one(row + x / 8) >> 7 - x % 8 & 1);
      case 4 -> colour(one(row + x / 2) >> (x % 2 == 0 ? 4 : 0) & 15);
      case 8 -> colour(one(row + x));
      case 16 -> masked(two(row + 2L * x));
      case 24 -> 0xff000000 | one(row + 3L * x + 2) << 16 | one(row + 3L * x + 1) << 8 | one(row + 3L * x);
      default -> masked(four(row + 4L * x));
    };
  }

  private long stride() {
    return ((long) width * bits + 31) / 32 * 4;
  }

  private int colour(int index) {
    return index < palette.length ? palette[index] : 0xff000000;
  }

  private int masked(int value) {
    int alpha = masks[3] == 0 ? 255 : part(value, masks[3]);
    return alpha << 24 | part(value, masks[0]) << 16 | part(value, masks[1]) << 8 | part(value, masks[2]);
  }

  private static int part(int value, int mask) {
    if (mask == 0) {
      return 0;
    }
    int shift = Integer.numberOfTrailingZeros(mask);
    long most = Integer.toUnsignedLong(mask >>> shift);
    return (int) ((Integer.toUnsignedLong((value & mask) >>> shift) * 255 + most / 2) / most);
  }

  private int[] masks(int header) {
    if (compression == FIELDS || compression == ALPHA_FIELDS) {
      return new int[] {four(54), four(58), four(62), header >= 56 || compression == ALPHA_FIELDS ? four(66) : 0};
    }
    return bits == 16 ? new int[] {0x7c00, 0x3e0, 0x1f, 0} : new int[] {0xff0000, 0xff00, 0xff, 0};
  }

  private int[] palette(int header, boolean old) {
    if (bits > 8) {
      return new int[0];
    }
    int entry = old ? 3 : 4;
    long at = 14 + Integer.toUnsignedLong(header) + (header == 40 && compression == FIELDS ? 12 : 0);
    int n = Math.clamp((Math.min(start, file.byteSize()) - at) / entry, 0, 1 << bits);
    var colours = new int[n];
    for (int i = 0; i < n; i++) {
      long c = at + (long) i * entry;
      colours[i] = 0xff000000 | one(c + 2) << 16 | one(c + 1) << 8 | one(c);
    }
    return colours;
  }

  /// Expands run lengths to an index per pixel, from above; what the runs leave out is index 0.
  private byte[] runs() {
    var out = new byte[width * height];
    long at = start;
    int x = 0;
    int y = 0;
    while (at + 1 < file.byteSize() && y < height) {
      int count = one(at);
      int value = one(at + 1);
      at += 2;
      if (count > 0) {
        for (int i = 0; i < count; i++) {
          put(out, x++, y, bits == 8 ? value : i % 2 == 0 ? value >> 4 : value & 15);
        }
      } else if (value == 0) {
        x = 0;
        y++;
      } else if (value == 1) {
        break;
      } else if (value == 2) {
        x += one(at);
        y += one(at + 1);
        at += 2;
      } else {
        for (int i = 0; i < value; i++) {
          int b = one(at + (bits == 8 ? i : i / 2));
          put(out, x++, y, bits == 8 ? b : i % 2 == 0 ? b >> 4 : b & 15);
        }
        int bytes = bits == 8 ? value : (value + 1) / 2;
        at += bytes + bytes % 2;
      }
    }
    return out;
  }

  private void put(byte[] out, int x, int y, int value) {
    if (x < width && y < height) {
      out[(fromAbove ? y : height - 1 - y) * width + x] = (byte) value;
    }
  }

  private int one(long at) {
    return file.get(JAVA_BYTE, at) & 0xff;
  }

  private int two(long at) {
    return one(at) | one(at + 1) << 8;
  }

  private int four(long at) {
    return two(at) | two(at + 2) << 16;
  }
}
