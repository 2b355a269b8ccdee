package panoptic.vips;

/// What a file says of itself, as it lies there: `exif` a TIFF, with or without `Exif\0\0` before it; `iptc` its records, or Photoshop's resources that hold them; `xmp` a
/// packet of XML. Empty where there is none, or where it is longer than [#LONGEST]. The arrays are not copied.
@SuppressWarnings("ArrayRecordComponent")
public record MetadataBlocks(byte[] exif, byte[] iptc, byte[] xmp) {
  /// Longer blocks are passed over: people do not write a megabyte about a picture.
  public static final int LONGEST = 1 << 20;
  static final MetadataBlocks NONE = new MetadataBlocks(new byte[0], new byte[0], new byte[0]);

  public MetadataBlocks {
    exif = bounded(exif);
    iptc = bounded(iptc);
    xmp = bounded(xmp);
  }

  private static byte[] bounded(byte[] block) {
    return block.length > LONGEST ? new byte[0] : block;
  }
}
