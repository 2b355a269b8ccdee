package panoptic.imaging;

/// A small copy of a picture, upright and in sRGB, that fits `edge` × `edge`: a JPEG, or a WebP where something is transparent. Never larger
/// than the picture (a drawing, SVG, has no size in pixels and fills the edge), so the thumbnails of a small picture may share one array.
/// The bytes are not copied: nobody may change them.
@SuppressWarnings("ArrayRecordComponent")
public record Thumbnail(int edge, int width, int height, String format, byte[] bytes) {
  public Thumbnail {
    if (width < 1 || height < 1 || width > edge || height > edge) {
      throw new IllegalArgumentException("a thumbnail of " + width + " × " + height + " does not fit " + edge);
    }
  }
}
