package panoptic.vips;

/// Makes pictures smaller by the Lanczos filter of three lobes, down first and then across. For one thread.
///
/// libvips does the same by a graph of objects, which costs more than the pixels do where a picture is small. Both directions are sums of
/// whole rows: between them the picture is transposed.
final class Resampler {
  private static final int LOBES = 3;
  private static final int AT_ONCE = 4;

  /// The filter at steps this fine: a sine for each weight would cost more than its use.
  private static final int STEPS = 4096;
  private static final double[] LANCZOS = lanczos();

  /// What each place of the result takes from a line: `taps` weights of sum 1 for each, from `from[place]` on.
  private record Weights(int[] from, float[] values, int taps) {}

  // Of one band each, with the bands of a pixel side by side: only the last step tells them apart.
  private final Planes ring = new Planes();
  private final Planes low = new Planes();
  private final Planes turned = new Planes();
  private final Planes narrow = new Planes();
  private byte[] line = {};

  /// Makes `to` the picture at a size that is at most its own.
  void shrink(Raster r, int width, int height, Planes to) {
    if (width > r.width() || height > r.height()) {
      throw new IllegalArgumentException(r.width() + " × " + r.height() + " is not made larger, to " + width + " × " + height);
    }
    Weights down = weights(r.height(), height);
    int length = r.width() * r.bands();
    ring.reserve(length, Math.min(down.taps, r.height()), 1);
    low.reserve(length, height, 1);
    int read = 0;
    for (int y = 0; y < height; y++) {
      for (int end = Math.min(r.height(), down.from[y] + down.taps); read < end; read++) {
        read(r, read, ring.row(0, read % ring.height()));
      }
      sum(ring, down, y, 1, 0, length, low.row(0, y));
    }
    low.transpose(turned);
    Weights across = weights(r.width(), width);
    narrow.reserve(height, width, r.bands());
    for (int x = 0; x < width; x++) {
      for (int b = 0; b < r.bands(); b++) {
        sum(turned, across, x, r.bands(), b, height, narrow.row(b, x));
        clamp(narrow.row(b, x), height);
      }
    }
    narrow.transpose(to);
  }

  private void read(Raster r, int y, float[] to) {
    int n = r.width() * r.bands();
    if (line.length < n) {
      line = new byte[n];
    }
    System.arraycopy(r.pixels(), y * n, line, 0, n);
    // Unsigned bytes are not widened by vector instructions; signed ones are.
    flip(line, n);
    widen(line, n, to);
    for (int i = 3; i < n && r.hasAlpha(); i += 4) {
      float alpha = to[i] / 255;
      to[i - 3] *= alpha;
      to[i - 2] *= alpha;
      to[i - 1] *= alpha;
    }
  }

  private static void flip(byte[] bytes, int n) {
    for (int i = 0; i < n; i++) {
      bytes[i] ^= (byte) 0x80;
    }
  }

  private static void widen(byte[] from, int n, float[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = from[i] + 128f;
    }
  }

  /// Sums the rows that a place takes, each `step` rows from the last and `offset` further on; `from` holds them modulo its height.
  private static void sum(Planes from, Weights weights, int place, int step, int offset, int n, float[] to) {
    float[] w = weights.values;
    int h = from.height();
    for (int k = 0; k < weights.taps; k += AT_ONCE) {
      int i = place * weights.taps + k;
      int row = (weights.from[place] + k) * step + offset;
      add(to, k == 0 ? 0 : 1, n, from.row(0, row % h), from.row(0, (row + step) % h), from.row(0, (row + 2 * step) % h),
          from.row(0, (row + 3 * step) % h), w[i], w[i + 1], w[i + 2], w[i + 3]);
    }
  }

  private static void add(float[] to, float keep, int n, float[] a, float[] b, float[] c, float[] d, float wa, float wb, float wc,
      float wd) {
    for (int i = 0; i < n; i++) {
      to[i] = keep * to[i] + wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i];
    }
  }

  private static void clamp(float[] row, int n) {
    for (int i = 0; i < n; i++) {
      row[i] = Math.min(255f, Math.max(0f, row[i]));
    }
  }

  /// The taps are a multiple of four; those beyond the end of a short line weigh nothing.
  private static Weights weights(int size, int places) {
    double scale = (double) size / places;
    double reach = LOBES * scale;
    int taps = (int) Math.ceil(2 * reach);
    taps += -taps & (AT_ONCE - 1);
    var from = new int[places];
    var values = new float[places * taps];
    var w = new double[taps];
    for (int i = 0; i < places; i++) {
      double centre = (i + 0.5) * scale - 0.5;
      from[i] = Math.clamp((int) Math.floor(centre - reach) + 1, 0, Math.max(0, size - taps));
      double sum = 0;
      for (int k = 0; k < taps; k++) {
        w[k] = from[i] + k < size ? lobe(Math.abs(from[i] + k - centre) / scale) : 0;
        sum += w[k];
      }
      for (int k = 0; k < taps; k++) {
        values[i * taps + k] = (float) (w[k] / sum);
      }
    }
    return new Weights(from, values, taps);
  }

  private static double lobe(double x) {
    return x >= LOBES ? 0 : LANCZOS[(int) (x * STEPS + 0.5)];
  }

  private static double[] lanczos() {
    var table = new double[LOBES * STEPS + 1];
    table[0] = 1;
    for (int i = 1; i < table.length; i++) {
      double a = Math.PI * i / STEPS;
      table[i] = LOBES * Math.sin(a) * Math.sin(a / LOBES) / (a * a);
    }
    return table;
  }
}
