package panoptic.media;

import java.io.IOException;
import java.util.Optional;
import panoptic.model.Sha1;

/// Where thumbnails come from: packs on disk ([Thumbnails]), or a painter that draws made-up pictures on request.
///
/// Thread safety: any number of threads may ask at once.
public interface ThumbnailSource {

  /// Returns the thumbnail of an image whose longer side has `edge` pixels at most; empty when there is none.
  /// Refuses with `DAMAGED` when there was one and its bytes are not what was written.
  Optional<Thumbnail> find(Sha1 sha1, int edge) throws IOException;
}
