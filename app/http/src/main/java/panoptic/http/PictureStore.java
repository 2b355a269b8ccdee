package panoptic.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import panoptic.imaging.Decoders;
import panoptic.imaging.Examination;
import panoptic.media.RenditionCache;
import panoptic.model.Sha1;

/// Renders pictures larger than thumbnails, in worker processes, and keeps what it made in a bounded cache. Any thread may ask and waits its turn.
public final class PictureStore {
  /// Stands for "all it has" among the edges of the cache.
  static final int WHOLE = 65_535;

  private static final int DRAWING_EDGE = 2048;
  private static final int LONGEST_EDGE = 16_000;
  private static final int MODEST_EDGE = 4096;

  private final RenditionCache cache;
  private final Supplier<Decoders> decoders;

  /// `decoders` are started by the first picture that has to be made.
  public PictureStore(RenditionCache cache, Supplier<Decoders> decoders) {
    this.cache = cache;
    this.decoders = decoders;
  }

  /// Returns a picture that fits the edge, where it was made before.
  Optional<byte[]> known(Sha1 sha1, int edge) throws IOException {
    return cache.find(sha1, edge);
  }

  /// Renders a file; empty where it is no picture any more, or another one than it was.
  Optional<byte[]> render(Path file, Sha1 sha1, int edge) {
    Optional<byte[]> made = edge == WHOLE ? whole(file, sha1) : picture(file, sha1, edge).map(PictureStore::bytes);
    made.ifPresent(bytes -> cache.keep(sha1, edge, bytes));
    return made;
  }

  /// Renders at the size that the file has; a drawing, which has none, and a picture too large for that, at a modest one.
  private Optional<byte[]> whole(Path file, Sha1 sha1) {
    return picture(file, sha1, DRAWING_EDGE).flatMap(p -> {
      int edge = Math.min(LONGEST_EDGE, Math.max(p.width(), p.height()));
      if (p.format().equals("svg") || edge <= DRAWING_EDGE) {
        return Optional.of(bytes(p));
      }
      return picture(file, sha1, edge).or(() -> picture(file, sha1, MODEST_EDGE)).map(PictureStore::bytes);
    });
  }

  private Optional<Examination.Picture> picture(Path file, Sha1 sha1, int edge) {
    return decoders.get().render(file, edge) instanceof Examination.Picture p && p.sha1().equals(sha1) ? Optional.of(p) : Optional.empty();
  }

  private static byte[] bytes(Examination.Picture p) {
    return p.thumbnails().getFirst().bytes();
  }
}
