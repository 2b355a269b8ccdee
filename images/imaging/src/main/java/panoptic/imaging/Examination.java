package panoptic.imaging;

import java.util.List;
import java.util.Optional;
import panoptic.model.Sha1;

/// What one read of a file told. `bytes` is the file's length as it was read. One bad file is an outcome, not an exception.
public sealed interface Examination {
  long bytes();

  /// A picture: `sha1` of the file's bytes, size as the picture is meant to be seen (EXIF's orientation applied), average `colour`
  /// 0xRRGGBB, 64-bit `averageHash` (top left is the highest bit), `format` as the bytes say (`jpeg`, `png`, `webp`, `gif`, `tiff`,
  /// `avif`, `svg`, `bmp`), one thumbnail per edge asked for, the largest first.
  record Picture(Sha1 sha1, long bytes, int width, int height, int colour, long averageHash, String format, List<Thumbnail> thumbnails,
      Metadata metadata) implements Examination {
    public Picture {
      thumbnails = List.copyOf(thumbnails);
    }
  }

  /// No picture that can be shown, and why in plain words. The sha1 is there when all bytes could be read.
  record Unreadable(Optional<Sha1> sha1, long bytes, String reason) implements Examination {}
}
