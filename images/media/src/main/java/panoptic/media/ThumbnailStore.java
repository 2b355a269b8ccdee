package panoptic.media;

import java.io.IOException;
import panoptic.model.Sha1;

/// Where thumbnails are kept. All methods may be called from any thread.
public interface ThumbnailStore extends ThumbnailSource {

  /// Adds a thumbnail and returns true, or returns false when it is there already, and whole. The format is 1 to 8 lower-case
  /// letters or digits, the edge 1 to 65535 pixels, the bytes 1 to 16 MB.
  boolean put(Sha1 sha1, int edge, String format, byte[] bytes) throws IOException;

  /// Returns once everything put before survives a power cut.
  void sync() throws IOException;
}
