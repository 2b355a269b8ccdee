package panoptic.imaging;

import java.time.Duration;
import java.util.List;

/// How much the decoding of pictures may take, and what it makes: `workers` processes, each with one file at a time, `timePerFile` and
/// `megabytesPerFile` above an idle worker's own, thumbnails that fit `edges` (large to small). A picture that needs much memory is decoded
/// while the other workers wait, so that all together stay within one such bound; a picture that is cut into tiles
/// has up to 256 MB besides.
public record DecoderLimits(int workers, Duration timePerFile, int megabytesPerFile, List<Integer> edges) {
  public DecoderLimits {
    edges = List.copyOf(edges);
    if (workers < 1 || workers > 256) {
      throw new IllegalArgumentException("there are 1 to 256 decoders, not " + workers);
    }
    if (timePerFile.isNegative() || timePerFile.isZero()) {
      throw new IllegalArgumentException("a file needs some time, not " + timePerFile);
    }
    if (megabytesPerFile < 16) {
      throw new IllegalArgumentException("a file needs at least 16 MB, not " + megabytesPerFile);
    }
  }

  /// Returns the usual limits: a worker per processor, 30 s, 300 MB, thumbnails of 256 and 128.
  public static DecoderLimits usual() {
    return new DecoderLimits(Math.min(64, Runtime.getRuntime().availableProcessors()), Duration.ofSeconds(30), 300, List.of(256, 128));
  }
}
