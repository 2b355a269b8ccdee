package panoptic.media;

/// When a pack is full and the next one begins: after so many bytes or so many records.
public record PackLimits(long bytes, int records) {
  public static final PackLimits DEFAULT = new PackLimits(256L << 20, 1 << 16);

  public PackLimits {
    if (bytes < 1 || bytes > Locations.MAX_OFFSET + 8) {
      throw new IllegalArgumentException("a pack holds 1 to " + (Locations.MAX_OFFSET + 8) + " bytes, not " + bytes);
    }
    if (records < 1) {
      throw new IllegalArgumentException("a pack holds at least one record, not " + records);
    }
  }
}
