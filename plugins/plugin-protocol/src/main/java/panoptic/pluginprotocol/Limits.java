package panoptic.pluginprotocol;

/// What one message may hold; a peer that goes beyond is cut off.
public final class Limits {
  /// The bytes of the header of a frame.
  public static final int HEADER_BYTES = 4096;
  /// The bytes of JSON in a frame.
  public static final int JSON_BYTES = 64 << 20;
  /// The bytes of all buffers of a frame.
  public static final long BUFFER_BYTES = 512L << 20;
  /// The levels of JSON within each other.
  public static final int DEPTH = 200;
  /// The requests of a plugin that are answered at the same time.
  public static final int REQUESTS = 64;
  /// The notifications that wait to be handled.
  public static final int NEWS = 10_000;

  private Limits() {
  }
}
