package panoptic.imaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Colour profiles written by the book (ICC.1:2001-04), since none may be copied.
final class Profiles {
  private static final String[] TAGS = {"wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "desc", "cprt"};

  /// White, and the primaries of Adobe RGB (1998) adapted to D50.
  private static final double[][] XYZ = {
      {0.9642, 1, 0.8249}, {0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}};

  private Profiles() {}

  /// Returns a matrix profile with the primaries and the gamma (563/256) of Adobe RGB (1998).
  static byte[] adobeRgb() {
    int first = 128 + 4 + 12 * TAGS.length;
    var b = ByteBuffer.allocate(first + TAGS.length * 104);
    b.putInt(0, b.capacity()).putInt(8, 0x02100000).put(12, ascii("mntrRGB XYZ ")).put(36, ascii("acsp"));
    b.putInt(68, fixed(0.9642)).putInt(72, fixed(1)).putInt(76, fixed(0.8249));
    b.putInt(128, TAGS.length);
    for (int i = 0; i < TAGS.length; i++) {
      int at = first + i * 104;
      b.put(132 + 12 * i, ascii(TAGS[i])).putInt(136 + 12 * i, at);
      b.putInt(140 + 12 * i, i < 4 ? 20 : i < 7 ? 14 : 104);
      if (i < 4) {
        b.put(at, ascii("XYZ "));
        for (int k = 0; k < 3; k++) {
          b.putInt(at + 8 + 4 * k, fixed(XYZ[i][k]));
        }
      } else if (i < 7) {
        b.put(at, ascii("curv")).putInt(at + 8, 1).putShort(at + 12, (short) 563);
      } else if (i == 7) {
        b.put(at, ascii("desc")).putInt(at + 8, 5).put(at + 12, ascii("Test"));
      } else {
        b.put(at, ascii("text")).put(at + 8, ascii("None"));
      }
    }
    return b.array();
  }

  private static int fixed(double value) {
    return (int) Math.round(value * 65_536);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
