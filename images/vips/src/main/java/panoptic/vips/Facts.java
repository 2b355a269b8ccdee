package panoptic.vips;

/// What is computed from the pixels of a small copy of a picture: its average colour and its average hash.
///
/// The hash is that of the Python library imagehash: the picture in grey (the luma of ITU-R 601 in 8 bits) at 8 × 8 by a Lanczos 3 filter;
/// a bit is 1 where a pixel is above the mean; the first bit, top left, is the highest. Computed from a copy and not from the full
/// picture, it may differ from imagehash's in the few bits that lie at the mean.
record Facts(int colour, long averageHash) {
  private static final int SIDE = 8;

  /// Takes 8-bit sRGB pixels with 3 or 4 numbers each. Alpha weighs the average colour, and what is transparent hashes as white.
  static Facts of(byte[] pixels, int width, int height, int bands) {
    int n = width * height;
    var grey = new float[n];
    long red = 0;
    long green = 0;
    long blue = 0;
    long weight = 0;
    for (int i = 0, at = 0; i < n; i++, at += bands) {
      int r = pixels[at] & 0xff;
      int g = pixels[at + 1] & 0xff;
      int b = pixels[at + 2] & 0xff;
      int alpha = bands == 4 ? pixels[at + 3] & 0xff : 255;
      red += (long) r * alpha;
      green += (long) g * alpha;
      blue += (long) b * alpha;
      weight += alpha;
      int luma = (r * 19_595 + g * 38_470 + b * 7_471 + 0x8000) >> 16;
      grey[i] = alpha == 255 ? luma : (luma * alpha + 255 * (255 - alpha)) / 255f;
    }
    int colour = weight == 0 ? 0xffffff : (mean(red, weight) << 16) | (mean(green, weight) << 8) | mean(blue, weight);
    return new Facts(colour, hash(shrink(grey, width, height)));
  }

  private static int mean(long sum, long weight) {
    return (int) ((sum + weight / 2) / weight);
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

  /// Returns the picture at 8 × 8, filtered across and then down, rounded to 8 bits after each as Pillow does.
  private static int[] shrink(float[] grey, int width, int height) {
    var across = new float[SIDE * height];
    float[][] weights = lanczos(width);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < SIDE; x++) {
        across[y * SIDE + x] = weigh(grey, y * width + ((int) weights[x][0]), 1, weights[x]);
      }
    }
    var small = new int[SIDE * SIDE];
    weights = lanczos(height);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        small[y * SIDE + x] = (int) weigh(across, ((int) weights[y][0]) * SIDE + x, SIDE, weights[y]);
      }
    }
    return small;
  }

  private static float weigh(float[] values, int from, int stride, float[] weights) {
    float sum = 0;
    for (int i = 1, at = from; i < weights.length; i++, at += stride) {
      sum += values[at] * weights[i];
    }
    return (float) Math.floor(Math.clamp(sum, 0f, 255f) + 0.5f);
  }

  /// Returns for each of 8 places the first source place and then the weights from there on, of sum 1.
  private static float[][] lanczos(int size) {
    double scale = Math.max(1.0, size / (double) SIDE);
    var all = new float[SIDE][];
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
      all[i] = new float[1 + weights.length];
      all[i][0] = from;
      for (int k = 0; k < weights.length; k++) {
        all[i][k + 1] = (float) (weights[k] / sum);
      }
    }
    return all;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
