package panoptic.testkit;

import java.util.Optional;
import java.util.SplittableRandom;
import panoptic.media.Thumbnail;
import panoptic.media.ThumbnailSource;
import panoptic.model.Sha1;

/// Draws the thumbnails of made-up images on request: the same sha1 gives the same picture, as a JPEG of coloured squares of 8 px.
///
/// It draws for any sha1 and refuses none, so it stands behind a [Synthetic] project only. Thread safety: keeps nothing, so any.
public final class SeededPainter implements ThumbnailSource {

  /// What a made-up picture looks like, told by its sha1: width and height in pixels, two colours (0xRRGGBB) and three discs.
  record Look(int width, int height, int above, int below, long discs) {
    static Look of(Sha1 sha1) {
      var random = new SplittableRandom(sha1.high() ^ Long.rotateLeft(sha1.middle(), 17) ^ sha1.low());
      int edge = 400 + random.nextInt(5_600);
      int other = (int) (edge * (0.55 + 0.45 * random.nextDouble()));
      boolean upright = random.nextInt(3) == 0;
      return new Look(upright ? other : edge, upright ? edge : other, random.nextInt(1 << 24), random.nextInt(1 << 24), random.nextLong());
    }

    /// Returns the colour between the two.
    int colour() {
      return mix(above, below, 128);
    }
  }

  @Override
  public Optional<Thumbnail> find(Sha1 sha1, int edge) {
    return Optional.of(paint(sha1, edge));
  }

  /// Draws the picture of a sha1 so that its longer side has `edge` pixels.
  Thumbnail paint(Sha1 sha1, int edge) {
    Look look = Look.of(sha1);
    int longer = Math.max(look.width(), look.height());
    int width = Math.max(1, (int) ((long) look.width() * edge / longer));
    int height = Math.max(1, (int) ((long) look.height() * edge / longer));
    int columns = (width + 7) / 8;
    int rows = (height + 7) / 8;
    var colours = new int[columns * rows];
    for (int y = 0; y < rows; y++) {
      int ground = mix(look.below(), look.above(), y * 256 / rows);
      for (int x = 0; x < columns; x++) {
        colours[y * columns + x] = ground;
      }
    }
    var random = new SplittableRandom(look.discs());
    for (int disc = 0; disc < 3; disc++) {
      int cx = random.nextInt(columns);
      int cy = random.nextInt(rows);
      int radius = 1 + random.nextInt(Math.max(1, Math.max(columns, rows) / 3));
      int colour = random.nextInt(1 << 24);
      for (int y = Math.max(0, cy - radius); y < Math.min(rows, cy + radius); y++) {
        for (int x = Math.max(0, cx - radius); x < Math.min(columns, cx + radius); x++) {
          if ((x - cx) * (x - cx) + (y - cy) * (y - cy) < radius * radius) {
            colours[y * columns + x] = colour;
          }
        }
      }
    }
    return new Thumbnail("jpeg", SquaresJpeg.encode(width, height, colours));
  }

  private static int mix(int a, int b, int share) {
    int out = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int x = a >> shift & 0xff;
      int y = b >> shift & 0xff;
      out |= (x * share + y * (256 - share)) / 256 << shift;
    }
    return out;
  }
}
