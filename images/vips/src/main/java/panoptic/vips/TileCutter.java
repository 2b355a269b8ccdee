package panoptic.vips;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Cuts a picture into tiles while its rows come by, as they are stored, from above. For one thread.
///
/// Level 0 has all pixels, each further level half as many across and down, rounded up, as long as its longer side is longer than two tiles. Tiles are square, those at the
/// right and lower edge smaller, and counted from the upper left of the *upright* picture. In memory lies one row of tiles of each level: two of
/// the first at most.
///
/// EXIF's orientation is a mirroring of columns and of rows, then an exchange of both (it is so for all eight). Columns are mirrored as a row comes in; rows are put where
/// they belong, since a row of tiles may as well fill from below; both are exchanged tile by tile.
final class TileCutter {
  /// Takes the tiles, as they are done.
  interface Sink {
    void take(DecodeReply.Tile tile) throws IOException;
  }

  /// Writes pixels as a JPEG, or a WebP where something is transparent.
  interface Encoder {
    byte[] encode(Raster raster) throws IOException;
  }

  private final int edge;
  private final int bands;
  private final boolean mirrored;
  private final boolean fromBelow;
  private final boolean exchanged;
  private final Encoder encoder;
  private final Sink sink;
  private final Level finest;

  /// `width` and `height` are those of the picture as stored; `orientation` is EXIF's, 1 to 8; `edge` is even.
  TileCutter(int width, int height, int bands, int orientation, int edge, Encoder encoder, Sink sink) {
    this.edge = edge;
    this.bands = bands;
    this.encoder = encoder;
    this.sink = sink;
    mirrored = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    fromBelow = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    exchanged = orientation >= 5;
    finest = new Level(0, width, height);
  }

  /// Returns the bytes that a cutter holds for a picture as wide as stored.
  static long bytes(int width, int height, int bands, int edge) {
    return 2L * Math.min(edge, height) * width * bands;
  }

  /// Takes row `y` of the picture as stored, from memory; each row comes once, in their order.
  void take(int y, MemorySegment pixels, long from) throws IOException {
    byte[] row = finest.row(placeOf(y));
    MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, from, row, 0, row.length);
    taken(y, row);
  }

  /// Does so with the row that `fill` writes.
  void take(int y, java.util.function.Consumer<byte[]> fill) throws IOException {
    byte[] row = finest.row(placeOf(y));
    fill.accept(row);
    taken(y, row);
  }

  private int placeOf(int y) {
    return fromBelow ? finest.height - 1 - y : y;
  }

  private void taken(int y, byte[] row) throws IOException {
    if (mirrored) {
      mirror(row);
    }
    finest.filled(placeOf(y));
  }

  private void mirror(byte[] row) {
    for (int a = 0, b = row.length - bands; a < b; a += bands, b -= bands) {
      for (int k = 0; k < bands; k++) {
        byte one = row[a + k];
        row[a + k] = row[b + k];
        row[b + k] = one;
      }
    }
  }

  /// One level: the rows of one row of tiles, and how many of them are there.
  private final class Level {
    private final int number;
    private final int width;
    private final int height;
    private final byte[][] rows;
    private final @org.jspecify.annotations.Nullable Level next;
    private int count;

    Level(int number, int width, int height) {
      this.number = number;
      this.width = width;
      this.height = height;
      rows = new byte[Math.min(edge, height)][width * bands];
      next = Math.max(width, height) > 4 * edge ? new Level(number + 1, half(width), half(height)) : null;
    }

    byte[] row(int y) {
      return rows[y % edge];
    }

    /// Cuts a row of tiles when its last row has come, whichever that is.
    void filled(int y) throws IOException {
      int strip = y / edge;
      int high = Math.min(edge, height - strip * edge);
      if (++count == high) {
        count = 0;
        for (int column = 0; column * edge < width; column++) {
          cut(column, strip, high);
        }
        if (next != null) {
          halve(strip, high, next);
        }
      }
    }

    private void cut(int column, int strip, int high) throws IOException {
      int wide = Math.min(edge, width - column * edge);
      var pixels = new byte[wide * high * bands];
      for (int y = 0; y < high; y++) {
        if (exchanged) {
          byte[] row = rows[y];
          int from = column * edge * bands;
          for (int x = 0; x < wide; x++) {
            for (int k = 0; k < bands; k++) {
              pixels[(x * high + y) * bands + k] = row[from + x * bands + k];
            }
          }
        } else {
          System.arraycopy(rows[y], column * edge * bands, pixels, y * wide * bands, wide * bands);
        }
      }
      var raster = new Raster(pixels, exchanged ? high : wide, exchanged ? wide : high, bands).withoutIdleAlpha();
      sink.take(new DecodeReply.Tile(number, exchanged ? strip : column, exchanged ? column : strip, encoder.encode(raster)));
    }

    private void halve(int strip, int high, Level to) throws IOException {
      for (int y = 0; y < high; y += 2) {
        int at = (strip * edge + y) / 2;
        byte[] lower = rows[y + 1 < high ? y + 1 : y];
        if (bands == 4) {
          halveWithAlpha(rows[y], lower, to.row(at), width);
        } else {
          halveOpaque(rows[y], lower, to.row(at), width);
        }
        to.filled(at);
      }
    }
  }

  private static int half(int length) {
    return (length + 1) / 2;
  }

  /// Averages squares of four pixels; a last column that is alone counts twice.
  private static void halveOpaque(byte[] upper, byte[] lower, byte[] out, int width) {
    for (int x = 0; x < half(width); x++) {
      int a = 6 * x;
      int b = 2 * x + 1 < width ? a + 3 : a;
      for (int k = 0; k < 3; k++) {
        int sum = (upper[a + k] & 255) + (upper[b + k] & 255) + (lower[a + k] & 255) + (lower[b + k] & 255);
        out[3 * x + k] = (byte) (sum + 2 >> 2);
      }
    }
  }

  /// Averages squares of four pixels, each colour as much as it is seen.
  private static void halveWithAlpha(byte[] upper, byte[] lower, byte[] out, int width) {
    for (int x = 0; x < half(width); x++) {
      int a = 8 * x;
      int b = 2 * x + 1 < width ? a + 4 : a;
      int ua = upper[a + 3] & 255;
      int ub = upper[b + 3] & 255;
      int la = lower[a + 3] & 255;
      int lb = lower[b + 3] & 255;
      int alpha = ua + ub + la + lb;
      int by = Math.max(1, alpha);
      for (int k = 0; k < 3; k++) {
        int sum = (upper[a + k] & 255) * ua + (upper[b + k] & 255) * ub + (lower[a + k] & 255) * la + (lower[b + k] & 255) * lb;
        out[4 * x + k] = (byte) ((sum + by / 2) / by);
      }
      out[4 * x + 3] = (byte) (alpha + 2 >> 2);
    }
  }
}
