package panoptic.testkit;

import java.util.Arrays;

/// Writes baseline JPEGs of squares of 8 × 8 pixels in one colour each: only the first coefficient of a block is ever other than 0, so a
/// thumbnail costs microseconds.
final class SquaresJpeg {
  /* The quantiser of that coefficient is 8, so its value is the mean of the block less 128. Its differences take the Huffman table of
     categories 0 to 9 given here, four bits each; the end of a block takes one bit. */
  private static final int CODE_BITS = 4;
  private static final int[] HEAD = head();

  private byte[] out = new byte[4096];
  private int length;
  private int pending;
  private int pendingBits;

  private SquaresJpeg() {}

  /// Encodes a picture; `colours` are 0xRRGGBB, row by row, `(width + 7) / 8` to a row.
  static byte[] encode(int width, int height, int[] colours) {
    var jpeg = new SquaresJpeg();
    for (int b : HEAD) {
      jpeg.put(b);
    }
    jpeg.frame(width, height);
    int[] before = new int[3];
    for (int rgb : colours) {
      int r = rgb >> 16 & 0xff;
      int g = rgb >> 8 & 0xff;
      int b = rgb & 0xff;
      jpeg.block(before, 0, (299 * r + 587 * g + 114 * b) / 1000 - 128);
      jpeg.block(before, 1, (-169 * r - 331 * g + 500 * b) / 1000);
      jpeg.block(before, 2, (500 * r - 419 * g - 81 * b) / 1000);
    }
    while (jpeg.pendingBits != 0) {
      jpeg.bits(1, 1);
    }
    jpeg.put(0xff);
    jpeg.put(0xd9);
    return Arrays.copyOf(jpeg.out, jpeg.length);
  }

  private static int[] head() {
    var head = new int[2 + 4 + 65 + 2 + 2 + 17 + 10 + 2 + 2 + 17 + 1];
    int n = 0;
    for (int b : new int[] {0xff, 0xd8, 0xff, 0xdb, 0, 67, 0}) {
      head[n++] = b;
    }
    Arrays.fill(head, n, n + 64, 8);
    n += 64;
    for (int b : new int[] {0xff, 0xc4, 0, 2 + 17 + 10, 0x00, 0, 0, 0, 10}) { // ten codes of four bits: categories 0 to 9
      head[n++] = b;
    }
    n += 12;
    for (int category = 0; category < 10; category++) {
      head[n++] = category;
    }
    for (int b : new int[] {0xff, 0xc4, 0, 2 + 17 + 1, 0x10, 1}) { // one code of one bit: the end of a block
      head[n++] = b;
    }
    return head;
  }

  private void frame(int width, int height) {
    int[] frame = {0xff, 0xc0, 0, 17, 8, height >> 8, height & 0xff, width >> 8, width & 0xff, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, //
        0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0};
    for (int b : frame) {
      put(b);
    }
  }

  private void block(int[] before, int component, int mean) {
    int difference = mean - before[component];
    before[component] = mean;
    int category = 32 - Integer.numberOfLeadingZeros(Math.abs(difference));
    bits(category, CODE_BITS);
    if (category > 0) {
      bits(difference > 0 ? difference : difference + (1 << category) - 1, category);
    }
    bits(0, 1);
  }

  private void bits(int value, int count) {
    pending = pending << count | value & (1 << count) - 1;
    pendingBits += count;
    while (pendingBits >= 8) {
      int b = pending >> pendingBits - 8 & 0xff;
      put(b);
      if (b == 0xff) {
        put(0);
      }
      pendingBits -= 8;
    }
    pending &= (1 << pendingBits) - 1;
  }

  private void put(int b) {
    if (length == out.length) {
      out = Arrays.copyOf(out, 2 * length);
    }
    out[length++] = (byte) b;
  }
}
