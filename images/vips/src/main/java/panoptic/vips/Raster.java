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
}
