package panoptic.plugin;

import java.awt.image.BufferedImage;

/// A decoded picture: upright, sRGB, on white where it is transparent. `rgb` has three bytes a pixel, row by row from the top, and is not copied.
public record Picture(int width, int height, byte[] rgb) {
  /// Returns the picture as Java's own.
  public BufferedImage toImage() {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (rgb[3 * i] & 255) << 16 | (rgb[3 * i + 1] & 255) << 8 | rgb[3 * i + 2] & 255;
    }
    image.setRGB(0, 0, width, height, pixels, 0, width);
    return image;
  }
}
