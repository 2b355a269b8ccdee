package panoptic.media;

/// A small picture of an image, encoded.
public final class Thumbnail {
  private final String format;
  private final byte[] bytes;

  /// Takes the encoded bytes, which are not copied and must not change. The format is a short name: `jpeg`, `webp`.
  public Thumbnail(String format, byte[] bytes) {
    this.format = format;
    this.bytes = bytes;
  }

  public String format() {
    return format;
  }

  /// Returns the encoded bytes, which are not copied and must not be changed.
  public byte[] bytes() {
    return bytes;
  }
}
