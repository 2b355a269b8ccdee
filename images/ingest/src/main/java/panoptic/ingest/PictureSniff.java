package panoptic.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Tells the files that claim to be a picture, by their ending or their first bytes, from all others, which no decoder needs to see.
///
/// It is generous: what it lets pass is a picture only once the decoder has recognised it.
public final class PictureSniff {
  /// The formats of [#ending], in words.
  static final String READ = "JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG, BMP";

  private static final int HEAD = 1024;

  /// Endings of pictures, also of those that Panoptic does not read: these are reported as unreadable, not passed over.
  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "jpe", "jfif", "mpo", "png", "apng", "webp", "gif", "tif", "tiff",
      "avif", "svg", "svgz",
      "bmp", "dib", "heic", "heif", "hif", "jxl", "jp2", "j2k", "jpx", "psd", "raw", "cr2", "cr3", "crw", "nef", "nrw", "arw", "sr2", "srf",
      "dng", "orf",
      "rw2", "raf", "pef", "srw", "x3f", "3fr", "iiq", "rwl", "erf", "mrw", "kdc", "dcr", "exr", "hdr", "tga", "ico", "ppm", "pgm", "pbm",
      "pnm");

  private PictureSniff() {}

  /// Returns whether a name ends as those of pictures do.
  public static boolean hasPictureEnding(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /// Reads the first bytes of a file and returns whether they are those of a picture.
  static boolean beginsAsPicture(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return isPicture(in.readNBytes(HEAD));
    }
  }

  /// Returns the ending that files of this format bear, by its first bytes (some kB, or all it has); empty where it is no picture that is read.
  static Optional<String> ending(byte[] b) {
    if (is(b, 0, 0xff, 0xd8, 0xff)) {
      return Optional.of("jpg");
    }
    if (is(b, 0, 0x89, 'P', 'N', 'G')) {
      return Optional.of("png");
    }
    if (is(b, 0, 'R', 'I', 'F', 'F') && is(b, 8, 'W', 'E', 'B', 'P')) {
      return Optional.of("webp");
    }
    if (is(b, 0, 'G', 'I', 'F', '8')) {
      return Optional.of("gif");
    }
    if (is(b, 0, 'I', 'I', 42, 0) || is(b, 0, 'M', 'M', 0, 42) || is(b, 0, 'I', 'I', 43, 0) || is(b, 0, 'M', 'M', 0, 43)) {
      return is(b, 8, 'C', 'R') ? Optional.empty() : Optional.of("tiff");
    }
    if (isIso(b)) {
      String brands = new String(b, 8, Math.min(b.length - 8, 56), ISO_8859_1);
      return brands.contains("avif") || brands.contains("avis") ? Optional.of("avif") : Optional.empty();
    }
    if (is(b, 0, 'B', 'M') && b.length > 26 && b[14] >= 12 && b[15] == 0 && b[16] == 0) {
      return Optional.of("bmp");
    }
    return isSvg(b) ? Optional.of("svg") : Optional.empty();
  }

  static boolean isPicture(byte[] b) {
    return is(b, 0, 0xff, 0xd8, 0xff) || is(b, 0, 0x89, 'P', 'N', 'G') || is(b, 0, 'R', 'I', 'F', 'F') && is(b, 8, 'W', 'E', 'B', 'P')
        || is(b, 0, 'G', 'I', 'F', '8') || isTiffLike(b) || isIso(b)
        || is(b, 0, 'B', 'M') && b.length > 26 && b[14] >= 12 && b[15] == 0 && b[16] == 0
        || is(b, 0, 0xff, 0x0a) || is(b, 0, 0, 0, 0, 12, 'J', 'X', 'L', ' ') || is(b, 0, 0, 0, 0, 12, 'j', 'P', ' ', ' ')
        || is(b, 0, '8', 'B', 'P', 'S') || is(b, 0, 'F', 'U', 'J', 'I', 'F', 'I', 'L', 'M') || isSvg(b);
  }

  private static boolean isTiffLike(byte[] b) {
    return is(b, 0, 'I', 'I', 42, 0) || is(b, 0, 'M', 'M', 0, 42) || is(b, 0, 'I', 'I', 43, 0) || is(b, 0, 'M', 'M', 0, 43)
        || is(b, 0, 'I', 'I', 'R', 'O') || is(b, 0, 'I', 'I', 'R', 'S') || is(b, 0, 'I', 'I', 'U', 0);
  }

  private static boolean isIso(byte[] b) {
    if (!is(b, 4, 'f', 't', 'y', 'p')) {
      return false;
    }
    String brands = new String(b, 8, Math.min(b.length - 8, 56), ISO_8859_1);
    return brands.contains("avi") || brands.contains("hei") || brands.contains("hev") || brands.contains("mif1") || brands.contains("msf1")
        || brands.contains("crx ");
  }

  private static boolean isSvg(byte[] b) {
    String text = new String(b, ISO_8859_1).stripLeading();
    return (text.startsWith("<") || text.startsWith("\u00ef\u00bb\u00bf<")) && (text.contains("<svg") || text.contains(":svg"))
        && !text.toLowerCase(Locale.ROOT).contains("<html");
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
