package panoptic.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/// The kinds of pictures that browsers are given as they are, told by their first bytes. All else is drawn anew.
final class PictureKind {
  private PictureKind() {}

  /// Returns the media type, for example `image/jpeg`.
  static Optional<String> of(byte[] head) {
    String text = new String(head, 0, Math.min(64, head.length), ISO_8859_1);
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("image/jpeg");
    }
    if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of("image/png");
    }
    if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      return Optional.of("image/webp");
    }
    if (text.startsWith("GIF8")) {
      return Optional.of("image/gif");
    }
    return text.startsWith("ftypavif", 4) || text.startsWith("ftypavis", 4) ? Optional.of("image/avif") : Optional.empty();
  }
}
