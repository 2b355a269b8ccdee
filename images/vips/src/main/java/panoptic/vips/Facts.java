package panoptic.vips;

import java.util.Arrays;

/// What is computed from the pixels of a small copy of a picture: its average colour and its average hash.
///
/// The hash is that of the Python library imagehash: the picture in grey (the luma of ITU-R 601 in 8 bits) at 8 × 8 by a Lanczos 3 filter;
/// a bit is 1 where a pixel is above the mean; the first bit, top left, is the highest. Computed from a copy and not from the full
/// picture, it may differ from imagehash's in the few bits that lie at the mean.
record Facts(int colour, long averageHash) {
  private static final int SIDE = 8;

  /// Alpha weighs the average colour, and what is transparent hashes as white.
  static Facts of(Planes p) {
    double red = 0;
    double green = 0;
    double blue = 0;
    double weight = 0;
    var grey = new float[p.height()][p.width()];
    for (int y = 0; y < p.height(); y++) {
      red += sum(p.row(0, y), p.width());
      green += sum(p.row(1, y), p.width());
      blue += sum(p.row(2, y), p.width());
      weight += p.hasAlpha() ? sum(p.row(3, y), p.width()) / 255 : p.width();
      luma(p.row(0, y), p.row(1, y), p.row(2, y), grey[y]);
      if (p.hasAlpha()) {
        addWhite(grey[y], p.row(3, y));
      }
    }
    int colour = weight < 1e-3 ? 0xffffff : mean(red, weight) << 16 | mean(green, weight) << 8 | mean(blue, weight);
    return new Facts(colour, hash(shrink(grey, p.width(), p.height())));
  }

  private static float sum(float[] row, int n) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum += row[i];
    }
    return sum;
  }

  private static void luma(float[] red, float[] green, float[] blue, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = 0.299f * red[i] + 0.587f * green[i] + 0.114f * blue[i];
    }
  }

  private static void addWhite(float[] grey, float[] alpha) {
    for (int i = 0; i < grey.length; i++) {
      grey[i] += 255 - alpha[i];
    }
  }

  private static int mean(double sum, double weight) {
    return Math.clamp(Math.round(sum / weight), 0, 255);
  }

  private static long hash(int[] small) {
    int sum = 0;
    for (int v : small) {
      sum += v;
    }
    long hash = 0;
    for (int v : small) {
      hash = (hash << 1) | (v * small.length > sum ? 1 : 0);
    }
    return hash;
  }

  /// Returns the picture at 8 × 8, filtered down and then across, rounded to 8 bits after each as Pillow does. Down comes first, since the
  /// compiler makes vector instructions of a loop along rows.
  private static int[] shrink(float[][] grey, int width, int height) {
    var down = new float[SIDE * width];
    Weights[] weights = Weights.of(height);
    var row = new float[width];
    for (int y = 0; y < SIDE; y++) {
      Arrays.fill(row, 0);
      float[] w = weights[y].values;
      for (int k = 0; k < w.length; k++) {
        add(row, grey[weights[y].from + k], w[k]);
      }
      for (int x = 0; x < width; x++) {
        down[y * width + x] = rounded(row[x]);
      }
    }
    var small = new int[SIDE * SIDE];
    weights = Weights.of(width);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        float[] w = weights[x].values;
        float sum = 0;
        for (int k = 0; k < w.length; k++) {
          sum += down[y * width + weights[x].from + k] * w[k];
        }
        small[y * SIDE + x] = (int) rounded(sum);
      }
    }
    return small;
  }

  private static void add(float[] row, float[] from, float weight) {
    for (int x = 0; x < row.length; x++) {
      row[x] += weight * from[x];
    }
  }

  private static float rounded(float v) {
    return (int) (Math.min(255f, Math.max(0f, v)) + 0.5f);
  }

  /// What one of 8 places takes from a line of pixels: weights of sum 1 from `from` on.
  private static final class Weights {
    private static final int CACHED = 257;
    private static final Weights[][] ALL = new Weights[CACHED][];

    final int from;
    final float[] values;

    private Weights(int from, float[] values) {
      this.from = from;
      this.values = values;
    }

    static Weights[] of(int size) {
      if (size >= CACHED) {
        return lanczos(size);
      }
      if (ALL[size] == null) {
        ALL[size] = lanczos(size);
      }
      return ALL[size];
    }
  }

  private static Weights[] lanczos(int size) {
    double scale = Math.max(1.0, size / (double) SIDE);
    var all = new Weights[SIDE];
    for (int i = 0; i < SIDE; i++) {
      double centre = (i + 0.5) * size / SIDE;
      int from = Math.max(0, (int) (centre - 3 * scale + 0.5));
      int to = Math.min(size, (int) (centre + 3 * scale + 0.5));
      var weights = new double[to - from];
      double sum = 0;
      for (int k = from; k < to; k++) {
        double x = (k - centre + 0.5) / scale;
        weights[k - from] = Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
        sum += weights[k - from];
      }
      var values = new float[weights.length];
      for (int k = 0; k < weights.length; k++) {
        values[k] = (float) (weights[k] / sum);
      }
      all[i] = new Weights(from, values);
    }
    return all;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
