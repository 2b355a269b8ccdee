package panoptic.vips;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The quick way along rows gives what the definition of the filter gives, pixel by pixel.
final class ResamplerTest {
  private final Resampler resampler = new Resampler();
  private final Planes result = new Planes();

  private static Raster noise(int width, int height, int bands) {
    var pixels = new byte[width * height * bands];
    var random = new SplittableRandom(width * 31L + height);
    random.nextBytes(pixels);
    return new Raster(pixels, width, height, bands);
  }

  private static double lanczos(double x) {
    double a = Math.PI * x;
    return x == 0 ? 1 : Math.abs(x) >= 3 ? 0 : 3 * Math.sin(a) * Math.sin(a / 3) / (a * a);
  }

  /// Returns one number of the picture at the new size, by the book; alpha weighs the colours.
  private static double byTheBook(Raster r, int width, int height, int x, int y, int band) {
    double across = (double) r.width() / width;
    double down = (double) r.height() / height;
    double sum = 0;
    double weights = 0;
    for (int j = 0; j < r.height(); j++) {
      double wy = lanczos((j + 0.5 - (y + 0.5) * down) / down);
      for (int i = 0; wy != 0 && i < r.width(); i++) {
        double w = wy * lanczos((i + 0.5 - (x + 0.5) * across) / across);
        int at = (j * r.width() + i) * r.bands();
        double alpha = r.hasAlpha() && band < 3 ? (r.pixels()[at + 3] & 0xff) / 255.0 : 1;
        sum += w * alpha * (r.pixels()[at + band] & 0xff);
        weights += w;
      }
    }
    return Math.clamp(sum / weights, 0, 255);
  }

  @ParameterizedTest
  @CsvSource({"40, 30, 33, 25, 3", "64, 64, 16, 16, 3", "51, 7, 20, 3, 4", "9, 60, 9, 21, 3", "3, 3, 1, 1, 4", "5, 1, 2, 1, 3",
      "12, 12, 12, 12, 3"})
  void filtersByLanczos(int width, int height, int newWidth, int newHeight, int bands) {
    Raster r = noise(width, height, bands);
    resampler.shrink(noise(70, 90, 3), 35, 20, result);
    resampler.shrink(r, newWidth, newHeight, result);
    assertEquals(newWidth, result.width());
    assertEquals(newHeight, result.height());
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        for (int b = 0; b < bands; b++) {
          assertEquals(byTheBook(r, newWidth, newHeight, x, y, b), result.row(b, y)[x], 0.2, "at " + x + ", " + y + ", band " + b);
        }
      }
    }
  }

  @Test
  void keepsNoRoomAfterAnUnusuallyLongPicture() {
    resampler.shrink(noise(4000, 200, 3), 256, 13, result);
    for (int i = 0; i < 40; i++) {
      resampler.shrink(noise(30, 2000 + i, 3), 4, 256, result);
    }
    assertEquals(256, result.height());
  }

  @Test
  void makesNothingLarger() {
    assertThrows(IllegalArgumentException.class, () -> resampler.shrink(noise(10, 10, 3), 11, 10, result));
  }

  @Test
  void halvesByMeans() {
    Raster r = noise(7, 5, 3);
    var planes = new Planes();
    planes.set(r);
    planes.halve(result, 4, 3);
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 4; x++) {
        int right = Math.min(6, 2 * x + 1);
        int below = Math.min(4, 2 * y + 1);
        float mean = (planes.row(1, 2 * y)[2 * x] + planes.row(1, 2 * y)[right] + planes.row(1, below)[2 * x] + planes.row(1, below)[right])
            / 4;
        assertEquals(mean, result.row(1, y)[x], 1e-3);
      }
    }
  }

  @Test
  void givesBackWhatItTook() {
    Raster r = noise(19, 11, 3);
    result.set(r);
    var turned = new Planes();
    result.transpose(turned);
    var back = new Planes();
    turned.transpose(back);
    assertArrayEquals(r.pixels(), back.raster().pixels());
  }
}
