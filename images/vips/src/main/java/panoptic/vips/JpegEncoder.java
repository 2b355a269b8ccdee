package panoptic.vips;

import java.util.Arrays;

/// Writes pictures as baseline JPEG (ITU-T T.81) with a JFIF header: colours at half the resolution (4:2:0), the standard's Huffman codes,
/// nothing else. For one thread, which uses it again and again.
///
/// libvips would write the same by a graph of objects and fifteen switches between threads: for a thumbnail that costs more than its pixels do.
final class JpegEncoder {
  private static final int SIDE = BlockStrip.SIDE;
  private static final int MCU = 2 * SIDE;

  private final int[] lumaSteps;
  private final int[] chromaSteps;
  private BlockStrip[] luma = {};
  private BlockStrip[] chroma = {};
  private float[] wideCb = {};
  private float[] wideCr = {};
  private byte[] out = new byte[1 << 16];
  private int size;
  private long bits;
  private int waiting;

  /// Quality is 1 to 100, as libjpeg understands it.
  JpegEncoder(int quality) {
    lumaSteps = JpegTables.steps(false, quality);
    chromaSteps = JpegTables.steps(true, quality);
  }

  /// Returns the picture as a file. Its pixels have three numbers.
  byte[] encode(Planes r) {
    size = 0;
    bits = 0;
    waiting = 0;
    header(r.width(), r.height());
    reserveStrips((r.width() + MCU - 1) / MCU * MCU);
    int[] before = new int[3];
    for (int top = 0; top < r.height(); top += MCU) {
      fill(r, top);
      for (BlockStrip s : luma) {
        s.transform();
      }
      for (BlockStrip s : chroma) {
        s.transform();
      }
      for (int mcu = 0; mcu < chroma[0].length / SIDE; mcu++) {
        reserve(6 * 64 * 8);
        for (BlockStrip s : luma) {
          before[0] = write(s, 2 * mcu, before[0], JpegTables.LUMA_DC.codes(), JpegTables.LUMA_AC.codes());
          before[0] = write(s, 2 * mcu + 1, before[0], JpegTables.LUMA_DC.codes(), JpegTables.LUMA_AC.codes());
        }
        before[1] = write(chroma[0], mcu, before[1], JpegTables.CHROMA_DC.codes(), JpegTables.CHROMA_AC.codes());
        before[2] = write(chroma[1], mcu, before[2], JpegTables.CHROMA_DC.codes(), JpegTables.CHROMA_AC.codes());
      }
    }
    put(0x7f, 7);
    drain();
    two(0xffd9);
    return Arrays.copyOf(out, size);
  }

  private void reserveStrips(int length) {
    if (luma.length == 0 || luma[0].length != length) {
      luma = new BlockStrip[] {new BlockStrip(length, lumaSteps), new BlockStrip(length, lumaSteps)};
      wideCb = new float[length + 1];
      wideCr = new float[length + 1];
      chroma = new BlockStrip[] {new BlockStrip(length / 2, chromaSteps), new BlockStrip(length / 2, chromaSteps)};
    }
  }

  /// Fills the strips with 16 rows of the picture in YCbCr (ITU-R 601, full range), its last column and row repeated.
  private void fill(Planes p, int top) {
    int last = p.height() - 1;
    for (int y = 0; y < MCU; y += 2) {
      int above = Math.min(top + y, last);
      int below = Math.min(top + y + 1, last);
      luma(p, above, luma[y / SIDE].samples[y % SIDE]);
      luma(p, below, luma[y / SIDE].samples[y % SIDE + 1]);
      chroma(p, above, below, chroma[0].samples[y / 2], chroma[1].samples[y / 2]);
    }
  }

  private static void luma(Planes p, int y, float[] to) {
    float[] red = p.row(0, y);
    float[] green = p.row(1, y);
    float[] blue = p.row(2, y);
    int n = p.width();
    for (int x = 0; x < n; x++) {
      to[x] = 0.299f * red[x] + 0.587f * green[x] + 0.114f * blue[x] - 128;
    }
    Arrays.fill(to, n, to.length, to[n - 1]);
  }

  private void chroma(Planes p, int above, int below, float[] cb, float[] cr) {
    int n = p.width();
    sums(p.row(0, above), p.row(0, below), p.row(2, above), p.row(2, below), p.row(1, above), p.row(1, below), n, wideCb, wideCr);
    wideCb[n] = wideCb[n - 1];
    wideCr[n] = wideCr[n - 1];
    int half = (n + 1) / 2;
    for (int x = 0; x < half; x++) {
      cb[x] = wideCb[2 * x] + wideCb[2 * x + 1];
      cr[x] = wideCr[2 * x] + wideCr[2 * x + 1];
    }
    Arrays.fill(cb, half, cb.length, cb[half - 1]);
    Arrays.fill(cr, half, cr.length, cr[half - 1]);
  }

  private static void sums(float[] r0, float[] r1, float[] b0, float[] b1, float[] g0, float[] g1, int n, float[] cb, float[] cr) {
    for (int x = 0; x < n; x++) {
      float red = (r0[x] + r1[x]) * 0.25f;
      float green = (g0[x] + g1[x]) * 0.25f;
      float blue = (b0[x] + b1[x]) * 0.25f;
      cb[x] = 0.5f * blue - 0.1687359f * red - 0.3312641f * green;
      cr[x] = 0.5f * red - 0.4186876f * green - 0.0813124f * blue;
    }
  }

  /// Writes one block and returns its mean, from which the next one's is told.
  private int write(BlockStrip strip, int number, int before, int[] dc, int[] ac) {
    int[] q = strip.coefficients;
    int[] places = strip.zigzag;
    int at = number * SIDE;
    int difference = q[at] - before;
    int category = category(difference);
    put(dc[category] >> 8, dc[category] & 0xff);
    put(magnitude(difference, category), category);
    int last = 0;
    for (int k = 1; k < 64; k++) {
      int value = q[at + places[k]];
      if (value != 0) {
        int run = k - last - 1;
        for (; run > 15; run -= 16) {
          put(ac[0xf0] >> 8, ac[0xf0] & 0xff);
        }
        int bitsOf = category(value);
        int code = ac[run << 4 | bitsOf];
        put((code >> 8) << bitsOf | magnitude(value, bitsOf), (code & 0xff) + bitsOf);
        last = k;
      }
    }
    if (last < 63) {
      put(ac[0] >> 8, ac[0] & 0xff);
    }
    return q[at];
  }

  private static int category(int value) {
    return 32 - Integer.numberOfLeadingZeros(Math.abs(value));
  }

  private static int magnitude(int value, int category) {
    return (value + (value >> 31)) & ((1 << category) - 1);
  }

  private void put(int code, int length) {
    bits = bits << length | code;
    waiting += length;
    if (waiting > 32) {
      drain();
    }
  }

  /// Moves whole bytes out; after each 0xff stands a 0, so that it is no marker.
  private void drain() {
    while (waiting >= 8) {
      waiting -= 8;
      byte next = (byte) (bits >>> waiting);
      out[size++] = next;
      if (next == -1) {
        out[size++] = 0;
      }
    }
  }

  private void header(int width, int height) {
    two(0xffd8);
    segment(0xe0, "JFIF\0".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), 1, 1, 0, 0, 1, 0, 1, 0, 0);
    quantisation(0, lumaSteps);
    quantisation(1, chromaSteps);
    segment(0xc0, new byte[0], 8, height >> 8, height, width >> 8, width, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1);
    codes(0x00, JpegTables.LUMA_DC);
    codes(0x10, JpegTables.LUMA_AC);
    codes(0x01, JpegTables.CHROMA_DC);
    codes(0x11, JpegTables.CHROMA_AC);
    segment(0xda, new byte[0], 3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0);
  }

  private void quantisation(int number, int[] steps) {
    var body = new byte[65];
    body[0] = (byte) number;
    for (int k = 0; k < 64; k++) {
      body[k + 1] = (byte) steps[JpegTables.ZIGZAG[k]];
    }
    segment(0xdb, body);
  }

  private void codes(int number, JpegTables.Codes codes) {
    var body = new byte[17 + codes.symbols().length];
    body[0] = (byte) number;
    for (int i = 0; i < 16; i++) {
      body[i + 1] = (byte) codes.counts()[i];
    }
    for (int i = 0; i < codes.symbols().length; i++) {
      body[i + 17] = (byte) codes.symbols()[i];
    }
    segment(0xc4, body);
  }

  private void segment(int marker, byte[] body, int... more) {
    reserve(4 + body.length + more.length);
    two(0xff00 | marker);
    two(2 + body.length + more.length);
    System.arraycopy(body, 0, out, size, body.length);
    size += body.length;
    for (int b : more) {
      out[size++] = (byte) b;
    }
  }

  private void two(int value) {
    out[size++] = (byte) (value >> 8);
    out[size++] = (byte) value;
  }

  private void reserve(int more) {
    if (out.length - size < more) {
      out = Arrays.copyOf(out, 2 * out.length + more);
    }
  }
}
