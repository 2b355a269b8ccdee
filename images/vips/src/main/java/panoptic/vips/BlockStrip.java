package panoptic.vips;

/// A row of 8 × 8 blocks of one component of a JPEG, side by side: from samples to quantised coefficients. For one thread, used again and again.
///
/// The transform is that of Arai, Agui and Nakajima (1988), in floats as in libjpeg's `jfdctflt`. It runs down all columns of the strip at
/// once, since the compiler makes vector instructions of such a loop; between the two directions each block is transposed.
final class BlockStrip {
  static final int SIDE = 8;
  private static final double[] SCALE = {1, 1.387039845, 1.306562965, 1.175875602, 1, 0.785694958, 0.541196100, 0.275899379};

  /// Cosines of k × π / 16, and what is made of them.
  private static final float C4 = (float) Math.cos(4 * Math.PI / 16);
  private static final float C6 = (float) Math.cos(6 * Math.PI / 16);
  private static final float C2_LESS_C6 = (float) (Math.cos(2 * Math.PI / 16) - Math.cos(6 * Math.PI / 16));
  private static final float C2_PLUS_C6 = (float) (Math.cos(2 * Math.PI / 16) + Math.cos(6 * Math.PI / 16));

  final int length;
  /// Eight rows of samples minus 128, to be filled before [#transform].
  final float[][] samples;
  private final float[][] turned;
  private final float[][] factors;
  /// Quantised, after [#transform]: the k-th number of block `b`, in zigzag's order, lies at `8 × b + zigzag[k]`.
  final int[] coefficients;
  final int[] zigzag = new int[SIDE * SIDE];

  /// `length` is a multiple of 8; `steps` are the quantisation's, row by row.
  BlockStrip(int length, int[] steps) {
    this.length = length;
    samples = new float[SIDE][length];
    turned = new float[SIDE][length];
    factors = new float[SIDE][length];
    coefficients = new int[SIDE * length];
    for (int k = 0; k < zigzag.length; k++) {
      zigzag[k] = (JpegTables.ZIGZAG[k] & 7) * length + (JpegTables.ZIGZAG[k] >> 3);
    }
    for (int u = 0; u < SIDE; u++) {
      for (int x = 0; x < length; x++) {
        int v = x % SIDE;
        factors[u][x] = (float) (1 / (8 * steps[v * SIDE + u] * SCALE[u] * SCALE[v]));
      }
    }
  }

  /// Computes all coefficients; the samples are lost.
  void transform() {
    down(samples);
    for (int at = 0; at < length; at += SIDE) {
      for (int i = 0; i < SIDE; i++) {
        float[] from = samples[i];
        for (int j = 0; j < SIDE; j++) {
          turned[j][at + i] = from[at + j];
        }
      }
    }
    down(turned);
    for (int u = 0; u < SIDE; u++) {
      quantise(length, turned[u], factors[u], coefficients, u * length);
    }
  }

  private static void quantise(int n, float[] values, float[] factor, int[] out, int at) {
    for (int i = 0; i < n; i++) {
      // The large number makes the cast round to the nearest instead of towards zero.
      out[at + i] = (int) (values[i] * factor[i] + 16_384.5f) - 16_384;
    }
  }

  private void down(float[][] s) {
    down(length, s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]);
  }

  private static void down(int n, float[] s0, float[] s1, float[] s2, float[] s3, float[] s4, float[] s5, float[] s6, float[] s7) {
    for (int x = 0; x < n; x++) {
      float a0 = s0[x] + s7[x];
      float a7 = s0[x] - s7[x];
      float a1 = s1[x] + s6[x];
      float a6 = s1[x] - s6[x];
      float a2 = s2[x] + s5[x];
      float a5 = s2[x] - s5[x];
      float a3 = s3[x] + s4[x];
      float a4 = s3[x] - s4[x];
      float b0 = a0 + a3;
      float b3 = a0 - a3;
      float b1 = a1 + a2;
      float b2 = a1 - a2;
      float z1 = (b2 + b3) * C4;
      float c0 = a4 + a5;
      float c1 = a5 + a6;
      float c2 = a6 + a7;
      float z5 = (c0 - c2) * C6;
      float z2 = C2_LESS_C6 * c0 + z5;
      float z4 = C2_PLUS_C6 * c2 + z5;
      float z3 = c1 * C4;
      float z11 = a7 + z3;
      float z13 = a7 - z3;
      s0[x] = b0 + b1;
      s4[x] = b0 - b1;
      s2[x] = b3 + z1;
      s6[x] = b3 - z1;
      s5[x] = z13 + z2;
      s3[x] = z13 - z2;
      s1[x] = z11 + z4;
      s7[x] = z11 - z4;
    }
  }
}
