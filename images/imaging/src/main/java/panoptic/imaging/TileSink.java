package panoptic.imaging;

import java.io.IOException;
import panoptic.model.Sha1;

/// Takes the tiles of one picture as they are made, on a decoder's thread. See [Decoders#cut].
@FunctionalInterface
public interface TileSink {
  /// Says what is being cut, before its first tile: the digest of the whole file, and the size of the upright picture. May come a second time, before tiles that do.
  default void begin(Sha1 sha1, int width, int height) throws IOException {}

  /// Takes a tile, a JPEG or a WebP. Level 0 has all pixels, each further one half as many across and down; columns count from the left of the upright picture, rows from
  /// above, all from 0. A tile may come a second time, where a decoder needed more memory than it first got.
  void take(int level, int column, int row, byte[] tile) throws IOException;
}
