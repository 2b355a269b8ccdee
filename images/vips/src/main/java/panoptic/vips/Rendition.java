package panoptic.vips;

/// A smaller copy of a picture: what fits `edge` × `edge`, as a JPEG or, where there is alpha, a WebP. Never larger than the picture, so
/// two renditions may be the same array. The bytes are not copied.
@SuppressWarnings("ArrayRecordComponent")
public record Rendition(int edge, int width, int height, Format format, byte[] bytes) {}
