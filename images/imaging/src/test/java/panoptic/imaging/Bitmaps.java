package panoptic.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Windows bitmaps of the four quarters, written by the book: rows from below, padded to four bytes, run lengths for 4 and 8 bits on request.
final class Bitmaps {
  private static final int[] COLOURS = {Made.RED, Made.GREEN, Made.BLUE, Made.WHITE};

  private Bitmaps() {}

  static byte[] quarters(int width, int height, int bits, boolean other) {
    boolean runs = other && (bits == 4 || bits == 8);
    boolean fromAbove = other && !runs;
    int colours = bits <= 8 ? 1 << bits : 0;
    int start = 54 + 4 * colours;
    var b = ByteBuffer.allocate(start + (width * 4 + 8) * height).order(ByteOrder.LITTLE_ENDIAN);
    b.put((byte) 'B').put((byte) 'M').putInt(0).putInt(0).putInt(start).putInt(40).putInt(width).putInt(fromAbove ? -height : height)
        .putShort((short) 1).putShort((short) bits).putInt(runs ? bits == 8 ? 1 : 2 : 0).putInt(0).putInt(0).putInt(0).putInt(colours)
        .putInt(0);
    for (int i = 0; i < colours; i++) {
      b.putInt(COLOURS[i % 4]);
    }
    for (int row = 0; row < height; row++) {
      int y = fromAbove ? row : height - 1 - row;
      int left = 2 * y < height ? 0 : 2;
      if (runs) {
        writeRuns(b, width, bits, left);
      } else {
        writeRow(b, width, bits, left);
      }
    }
    if (runs) {
      b.put((byte) 0).put((byte) 1);
    }
    return java.util.Arrays.copyOf(b.array(), b.position());
  }

  /// Writes pixels of 16 or 32 bits by the masks of red, green and blue; without masks, the usual five bits of each.
  static byte[] fields(int width, int height, int bits, int... masks) {
    int start = 54 + 4 * masks.length;
    int stride = (width * bits / 8 + 3) / 4 * 4;
    var b = ByteBuffer.allocate(start + stride * height).order(ByteOrder.LITTLE_ENDIAN);
    b.put((byte) 'B').put((byte) 'M').putInt(0).putInt(0).putInt(start).putInt(40).putInt(width).putInt(height).putShort((short) 1)
        .putShort((short) bits).putInt(masks.length > 0 ? 3 : 0).putInt(0).putInt(0).putInt(0).putInt(0).putInt(0);
    for (int mask : masks) {
      b.putInt(mask);
    }
    int[] m = masks.length > 0 ? masks : new int[] {0x7c00, 0x3e0, 0x1f};
    for (int row = 0; row < height; row++) {
      b.position(start + row * stride);
      for (int x = 0; x < width; x++) {
        int rgb = COLOURS[(2 * row < height ? 2 : 0) + (2 * x < width ? 0 : 1)];
        int value = field(rgb >> 16 & 0xff, m[0]) | field(rgb >> 8 & 0xff, m[1]) | field(rgb & 0xff, m[2]);
        if (bits == 16) {
          b.putShort((short) value);
        } else {
          b.putInt(value);
        }
      }
    }
    return b.array();
  }

  private static int field(int value, int mask) {
    int shift = Integer.numberOfTrailingZeros(mask);
    int most = mask >>> shift;
    return (value * most + 127) / 255 << shift;
  }

  private static void writeRuns(ByteBuffer b, int width, int bits, int left) {
    for (int half = 0; half < 2; half++) {
      int index = left + half;
      b.put((byte) (width / 2)).put((byte) (bits == 8 ? index : index << 4 | index));
    }
    b.put((byte) 0).put((byte) 0);
  }

  private static void writeRow(ByteBuffer b, int width, int bits, int left) {
    int at = b.position();
    for (int x = 0; x < width; x++) {
      int index = left + (2 * x < width ? 0 : 1);
      switch (bits) {
        case 24 -> b.put((byte) COLOURS[index]).put((byte) (COLOURS[index] >> 8)).put((byte) (COLOURS[index] >> 16));
        case 8 -> b.put((byte) index);
        default -> {
          int place = at + x * bits / 8;
          int shift = 8 - bits - x * bits % 8;
          b.put(place, (byte) (b.get(place) | (index & (1 << bits) - 1) << shift));
          b.position(place + 1);
        }
      }
    }
    while ((b.position() - at) % 4 != 0) {
      b.put((byte) 0);
    }
  }
}
