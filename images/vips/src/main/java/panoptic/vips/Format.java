package panoptic.vips;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/// What a file is by its first bytes, whatever its name says. The code stands for it in [DecodeReply].
public enum Format {
  JPEG(1), PNG(2), WEBP(3), GIF(4), TIFF(5), AVIF(6), SVG(7), BMP(8),
  /// A picture of a kind that Panoptic does not read: HEIC, raw camera files, JPEG XL and others.
  UNSUPPORTED(9),
  /// Nothing we know as a picture.
  UNKNOWN(10);

  /// How many bytes of the beginning are looked at.
  static final int SNIFFED = 4096;

  private final int code;

  Format(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Format ofCode(int code) throws IOException {
    for (Format f : values()) {
      if (f.code == code) {
        return f;
      }
    }
    throw new IOException("a decoder sent the unknown format " + code);
  }

  /// Returns the name as it stands in a value: `jpeg`, `webp`.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Recognises a file by its first bytes (as many as there are, up to [#SNIFFED]).
  static Format of(MemorySegment head) {
    byte[] b = head.asSlice(0, Math.min(head.byteSize(), SNIFFED)).toArray(JAVA_BYTE);
    if (is(b, 0, 0xff, 0xd8, 0xff)) {
      return JPEG;
    }
    if (is(b, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return PNG;
    }
    if (is(b, 0, 'R', 'I', 'F', 'F') && is(b, 8, 'W', 'E', 'B', 'P')) {
      return WEBP;
    }
    if (is(b, 0, 'G', 'I', 'F', '8')) {
      return GIF;
    }
    if (is(b, 0, 'I', 'I', 42, 0) || is(b, 0, 'M', 'M', 0, 42) || is(b, 0, 'I', 'I', 43, 0) || is(b, 0, 'M', 'M', 0, 43)) {
      return is(b, 8, 'C', 'R') ? UNSUPPORTED : TIFF;
    }
    if (is(b, 4, 'f', 't', 'y', 'p')) {
      return isoBrand(b);
    }
    if (is(b, 0, 'B', 'M') && b.length >= 26 && isBitmapHeader(b)) {
      return BMP;
    }
    return isOtherPicture(b) ? UNSUPPORTED : looksLikeSvg(b) ? SVG : UNKNOWN;
  }

  private static Format isoBrand(byte[] b) {
    int end = Math.min(b.length, Math.max(16, Math.min(SNIFFED, word(b, 0))));
    boolean heif = false;
    for (int i = 8; i + 4 <= end; i += i == 8 ? 8 : 4) {
      String brand = new String(b, i, 4, ISO_8859_1);
      if (brand.equals("avif") || brand.equals("avis")) {
        return AVIF;
      }
      heif |= brand.startsWith("he") || brand.equals("mif1") || brand.equals("msf1") || brand.equals("crx ");
    }
    return heif ? UNSUPPORTED : UNKNOWN;
  }

  private static boolean isBitmapHeader(byte[] b) {
    int size = (b[14] & 0xff) | ((b[15] & 0xff) << 8) | ((b[16] & 0xff) << 16) | ((b[17] & 0xff) << 24);
    return size == 12 || size == 16 || size == 40 || size == 52 || size == 56 || size == 64 || size == 108 || size == 124;
  }

  private static boolean isOtherPicture(byte[] b) {
    return is(b, 0, 0xff, 0x0a) || is(b, 0, 0, 0, 0, 12, 'J', 'X', 'L', ' ') || is(b, 0, 0, 0, 0, 12, 'j', 'P', ' ', ' ')
        || is(b, 0, '8', 'B', 'P', 'S') || is(b, 0, 'I', 'I', 'R', 'O') || is(b, 0, 'I', 'I', 'R', 'S') || is(b, 0, 'I', 'I', 'U', 0)
        || is(b, 0, 'F', 'U', 'J', 'I', 'F', 'I', 'L', 'M') || is(b, 0, 0, 'M', 'R', 'M') || is(b, 0, 'F', 'O', 'V', 'b')
        || is(b, 0, 0, 0, 1, 0) || is(b, 0, '#', '?', 'R', 'A', 'D') || is(b, 0, 0x76, 0x2f, 0x31, 0x01) || is(b, 0, '%', 'P', 'D', 'F');
  }

  private static boolean looksLikeSvg(byte[] b) {
    String text = new String(b, ISO_8859_1);
    int at = text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("<?", at)) {
        at = after(text, "?>", at);
      } else if (text.startsWith("<!--", at)) {
        at = after(text, "-->", at);
      } else if (text.startsWith("<!DOCTYPE", at)) {
        int subset = text.indexOf('[', at);
        int end = text.indexOf('>', at);
        at = subset >= 0 && subset < end ? after(text, ">", after(text, "]", subset)) : after(text, ">", at);
      } else {
        return isSvgRoot(text, at);
      }
    }
    return false;
  }

  private static int after(String text, String end, int from) {
    int at = text.indexOf(end, from);
    return at < 0 ? text.length() : at + end.length();
  }

  private static boolean isSvgRoot(String text, int at) {
    int end = at + 1;
    while (end < text.length() && " \t\r\n/>".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String name = text.substring(at, end);
    return name.equals("<svg") || (name.startsWith("<") && name.endsWith(":svg"));
  }

  private static int word(byte[] b, int at) {
    return ((b[at] & 0xff) << 24) | ((b[at + 1] & 0xff) << 16) | ((b[at + 2] & 0xff) << 8) | (b[at + 3] & 0xff);
  }

  private static boolean is(byte[] b, int at, int... expected) {
    if (b.length < at + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((b[at + i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
