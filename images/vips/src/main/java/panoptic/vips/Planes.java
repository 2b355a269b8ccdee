package panoptic.vips;

/// A small picture as floats of 0 to 255, for each band its rows: red, green, blue and, where there is one, alpha, by which the colours are
/// multiplied already. For one thread, which uses it for one picture after the other: rows may be longer than the picture is wide.
///
/// Work on such rows is quick, since the compiler makes vector instructions of a loop that reads and writes the same place of several arrays.
final class Planes {
  private static final int AT_ONCE = 8;

  /// Room for more numbers than this is not kept for the next picture.
  private static final long KEPT = 1 << 19;

  /// So many columns are transposed at a time that their rows stay in the processor's nearest cache.
  private static final int TILE = 32;

  private int width;
  private int height;
  private int bands;
  private float[][][] rows = {};

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  boolean hasAlpha() {
    return bands == 4;
  }

  float[] row(int band, int y) {
    return rows[band][y];
  }

  /// Makes room; what was in it is lost.
  void reserve(int newWidth, int newHeight, int newBands) {
    if (rows.length < newBands || rows[0].length < newHeight || rows[0][0].length < newWidth || size() > KEPT) {
      int most = Math.max(newWidth, rows.length == 0 ? 0 : rows[0][0].length);
      int highest = Math.max(newHeight, rows.length == 0 ? 0 : rows[0].length);
      boolean kept = (long) newBands * highest * most <= KEPT;
      rows = kept ? new float[newBands][highest][most] : new float[newBands][newHeight][newWidth];
    }
    width = newWidth;
    height = newHeight;
    bands = newBands;
  }

  private long size() {
    return (long) rows.length * rows[0].length * rows[0][0].length;
  }

  void set(Raster r) {
    reserve(r.width(), r.height(), r.bands());
    byte[] p = r.pixels();
    for (int y = 0; y < height; y++) {
      if (bands == 3) {
        split(p, y * width * 3, width, rows[0][y], rows[1][y], rows[2][y]);
      } else {
        splitWithAlpha(p, y * width * 4, width, rows[0][y], rows[1][y], rows[2][y], rows[3][y]);
      }
    }
  }

  private static void split(byte[] from, int at, int n, float[] red, float[] green, float[] blue) {
    for (int i = 0; i < n; i++) {
      red[i] = from[at + 3 * i] & 0xff;
      green[i] = from[at + 3 * i + 1] & 0xff;
      blue[i] = from[at + 3 * i + 2] & 0xff;
    }
  }

  private static void splitWithAlpha(byte[] from, int at, int n, float[] red, float[] green, float[] blue, float[] alpha) {
    for (int i = 0; i < n; i++) {
      int a = from[at + 4 * i + 3] & 0xff;
      float weight = a / 255f;
      red[i] = weight * (from[at + 4 * i] & 0xff);
      green[i] = weight * (from[at + 4 * i + 1] & 0xff);
      blue[i] = weight * (from[at + 4 * i + 2] & 0xff);
      alpha[i] = a;
    }
  }

  /// Returns the picture in 8 bits, its colours as they were before alpha.
  Raster raster() {
    var out = new byte[width * height * bands];
    int to = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float alpha = bands == 4 ? rows[3][y][x] : 255;
        float scale = alpha < 0.5f ? 0 : 255 / alpha;
        for (int b = 0; b < 3; b++) {
          out[to++] = rounded(scale * rows[b][y][x]);
        }
        if (bands == 4) {
          out[to++] = rounded(alpha);
        }
      }
    }
    return new Raster(out, width, height, bands);
  }

  private static byte rounded(float v) {
    return (byte) (int) (Math.min(255f, Math.max(0f, v)) + 0.5f);
  }

  /// Makes `to` this with rows for columns.
  void transpose(Planes to) {
    to.reserve(height, width, bands);
    for (int b = 0; b < bands; b++) {
      for (int x = 0; x < width; x += TILE) {
        int end = Math.min(width, x + TILE);
        int y = 0;
        for (; y + AT_ONCE <= height; y += AT_ONCE) {
          transpose(rows[b], y, x, end, to.rows[b]);
        }
        for (; y < height; y++) {
          for (int i = x; i < end; i++) {
            to.rows[b][i][y] = rows[b][y][i];
          }
        }
      }
    }
  }

  private static void transpose(float[][] from, int y, int start, int end, float[][] to) {
    float[] r0 = from[y];
    float[] r1 = from[y + 1];
    float[] r2 = from[y + 2];
    float[] r3 = from[y + 3];
    float[] r4 = from[y + 4];
    float[] r5 = from[y + 5];
    float[] r6 = from[y + 6];
    float[] r7 = from[y + 7];
    for (int x = start; x < end; x++) {
      float[] t = to[x];
      t[y] = r0[x];
      t[y + 1] = r1[x];
      t[y + 2] = r2[x];
      t[y + 3] = r3[x];
      t[y + 4] = r4[x];
      t[y + 5] = r5[x];
      t[y + 6] = r6[x];
      t[y + 7] = r7[x];
    }
  }

  /// Makes `to` this at half the size, each pixel the mean of 2 × 2; of an odd line the last one is left out, or counted twice where the half
  /// was rounded up.
  void halve(Planes to, int newWidth, int newHeight) {
    to.reserve(newWidth, newHeight, bands);
    for (int b = 0; b < bands; b++) {
      for (int y = 0; y < newHeight; y++) {
        halve(rows[b][2 * y], rows[b][Math.min(2 * y + 1, height - 1)], width, to.rows[b][y], newWidth);
      }
    }
  }

  private static void halve(float[] above, float[] below, int n, float[] to, int half) {
    for (int x = 0; 2 * x + 1 < n && x < half; x++) {
      to[x] = (above[2 * x] + above[2 * x + 1] + below[2 * x] + below[2 * x + 1]) * 0.25f;
    }
    if (2 * half > n) {
      to[half - 1] = (above[n - 1] + below[n - 1]) * 0.5f;
    }
  }
}
