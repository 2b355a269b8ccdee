package panoptic.testkit;

import java.awt.image.BufferedImage;

/// Structural similarity (SSIM; Wang, Bovik, Sheikh, Simoncelli 2004) of two pictures in grey: the mean over all windows of 8 × 8 pixels.
public final class Similarity {
  private static final int WINDOW = 8;
  private static final double C1 = 0.01 * 255 * 0.01 * 255;
  private static final double C2 = 0.03 * 255 * 0.03 * 255;

  private Similarity() {}

  /// Returns 1 for the same picture, about 0 for unlike ones, and 0 for pictures of different sizes.
  public static double of(BufferedImage a, BufferedImage b) {
    if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
      return 0;
    }
    double[][] x = grey(a);
    double[][] y = grey(b);
    double sum = 0;
    int n = 0;
    for (int top = 0; top + WINDOW <= a.getHeight(); top += 2) {
      for (int left = 0; left + WINDOW <= a.getWidth(); left += 2) {
        sum += window(x, y, left, top);
        n++;
      }
    }
    return n == 0 ? 1 : sum / n;
  }

  private static double window(double[][] x, double[][] y, int left, int top) {
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double syy = 0;
    double sxy = 0;
    for (int j = top; j < top + WINDOW; j++) {
      for (int i = left; i < left + WINDOW; i++) {
        double p = x[j][i];
        double q = y[j][i];
        sx += p;
        sy += q;
        sxx += p * p;
        syy += q * q;
        sxy += p * q;
      }
    }
    int n = WINDOW * WINDOW;
    double mx = sx / n;
    double my = sy / n;
    double vx = sxx / n - mx * mx;
    double vy = syy / n - my * my;
    double cov = sxy / n - mx * my;
    return (2 * mx * my + C1) * (2 * cov + C2) / ((mx * mx + my * my + C1) * (vx + vy + C2));
  }

  private static double[][] grey(BufferedImage image) {
    var out = new double[image.getHeight()][image.getWidth()];
    for (int j = 0; j < out.length; j++) {
      for (int i = 0; i < out[j].length; i++) {
        int rgb = image.getRGB(i, j);
        out[j][i] = 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
      }
    }
    return out;
  }
}
