package panoptic.vips;

/// Pixels on the Java heap, row by row: 8-bit sRGB with 3 numbers each, or 4 with alpha. The array is not copied.
@SuppressWarnings("ArrayRecordComponent")
record Raster(byte[] pixels, int width, int height, int bands) {
  Raster {
    if (pixels.length != width * height * bands || bands != 3 && bands != 4) {
      throw new IllegalArgumentException(pixels.length + " bytes are not " + width + " × " + height + " × " + bands);
    }
  }

  boolean hasAlpha() {
    return bands == 4;
  }

  /// Returns this without alpha where nothing is transparent.
  Raster withoutIdleAlpha() {
    if (bands == 3) {
      return this;
    }
    int n = width * height;
    for (int i = 0; i < n; i++) {
      if (pixels[4 * i + 3] != -1) {
        return this;
      }
    }
    var out = new byte[3 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(pixels, 4 * i, out, 3 * i, 3);
    }
    return new Raster(out, width, height, 3);
  }

  /// Returns this at a smaller size: each new pixel is the mean of the area it covers, weighed by alpha. Meant for halves and less.
  Raster averaged(int newWidth, int newHeight) {
    if (bands == 3 && Math.abs(2 * newWidth - width) <= 1 && Math.abs(2 * newHeight - height) <= 1) {
      return halved(newWidth, newHeight);
    }
    var row = new float[width * bands];
    var out = new byte[newWidth * newHeight * bands];
    for (int y = 0; y < newHeight; y++) {
      double top = (double) y * height / newHeight;
      double bottom = (double) (y + 1) * height / newHeight;
      java.util.Arrays.fill(row, 0);
      for (int sy = (int) top; sy < Math.min(height, bottom); sy++) {
        addRow(row, sy * width * bands, (float) (Math.min(bottom, sy + 1) - Math.max(top, sy)));
      }
      squeeze(row, (float) (bottom - top), out, y * newWidth * bands, newWidth);
    }
    return new Raster(out, newWidth, newHeight, bands);
  }

  /// Averages 2 × 2 pixels; of an odd line the last one is left out, or counted twice where the half was rounded up.
  private Raster halved(int w, int h) {
    int stride = 3 * width;
    var out = new byte[3 * w * h];
    for (int y = 0, to = 0; y < h; y++) {
      int below = 2 * y + 1 < height ? stride : 0;
      int at = 2 * y * stride;
      for (int x = 0; x < w; x++, at += 6, to += 3) {
        int beside = 2 * x + 1 < width ? 3 : 0;
        out[to] = mean(at, beside, below);
        out[to + 1] = mean(at + 1, beside, below);
        out[to + 2] = mean(at + 2, beside, below);
      }
    }
    return new Raster(out, w, h, 3);
  }

  private byte mean(int at, int beside, int below) {
    int sum = (pixels[at] & 0xff) + (pixels[at + beside] & 0xff) + (pixels[at + below] & 0xff) + (pixels[at + beside + below] & 0xff);
    return (byte) ((sum + 2) >> 2);
  }

  private void addRow(float[] row, int from, float weight) {
    if (bands == 3) {
      for (int i = 0; i < row.length; i++) {
        row[i] += weight * (pixels[from + i] & 0xff);
      }
      return;
    }
    for (int i = 0; i < row.length; i += 4) {
      float alpha = weight * (pixels[from + i + 3] & 0xff);
      row[i] += alpha * (pixels[from + i] & 0xff);
      row[i + 1] += alpha * (pixels[from + i + 1] & 0xff);
      row[i + 2] += alpha * (pixels[from + i + 2] & 0xff);
      row[i + 3] += alpha;
    }
  }

  private void squeeze(float[] row, float rows, byte[] out, int at, int newWidth) {
    double step = (double) width / newWidth;
    float area = rows * (float) step;
    for (int x = 0; x < newWidth; x++) {
      double left = x * step;
      double right = left + step;
      float red = 0;
      float green = 0;
      float blue = 0;
      float alpha = 0;
      for (int sx = (int) left; sx < Math.min(width, right); sx++) {
        float weight = (float) (Math.min(right, sx + 1) - Math.max(left, sx));
        int i = sx * bands;
        red += weight * row[i];
        green += weight * row[i + 1];
        blue += weight * row[i + 2];
        alpha += bands == 4 ? weight * row[i + 3] : 0;
      }
      float scale = 1 / (bands == 3 ? area : Math.max(alpha, 1e-6f));
      int to = at + x * bands;
      out[to] = rounded(red * scale);
      out[to + 1] = rounded(green * scale);
      out[to + 2] = rounded(blue * scale);
      if (bands == 4) {
        out[to + 3] = rounded(alpha / area);
      }
    }
  }

  private static byte rounded(float v) {
    return (byte) Math.min(255, (int) (v + 0.5f));
  }
}
