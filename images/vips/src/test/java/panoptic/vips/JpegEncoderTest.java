package panoptic.vips;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What we write is read by another's decoder, and is as near to the picture, and as small, as what another's encoder writes.
final class JpegEncoderTest {
  private final JpegEncoder encoder = new JpegEncoder(85);

  private static Planes planes(Raster r) {
    var planes = new Planes();
    planes.set(r);
    return planes;
  }

  /// Waves with noise of the given strength, 0 to 255.
  private static Raster picture(int width, int height, int noise) {
    var random = new SplittableRandom(5);
    var pixels = new byte[3 * width * height];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      double wave = 128 + 100 * Math.sin(x * 0.05 + i % 3) * Math.cos(y * 0.03);
      pixels[i] = (byte) Math.clamp((int) wave + random.nextInt(-noise, noise + 1), 0, 255);
    }
    return new Raster(pixels, width, height, 3);
  }

  private static double distance(BufferedImage image, Raster r) {
    double sum = 0;
    for (int i = 0; i < r.width() * r.height(); i++) {
      int rgb = image.getRGB(i % r.width(), i / r.width());
      for (int b = 0; b < 3; b++) {
        int d = (rgb >> 16 - 8 * b & 0xff) - (r.pixels()[3 * i + b] & 0xff);
        sum += d * d;
      }
    }
    return Math.sqrt(sum / r.pixels().length);
  }

  private static byte[] anothers(Raster r) throws IOException {
    var image = new BufferedImage(r.width(), r.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < r.width() * r.height(); i++) {
      int p = (r.pixels()[3 * i] & 0xff) << 16 | (r.pixels()[3 * i + 1] & 0xff) << 8 | r.pixels()[3 * i + 2] & 0xff;
      image.setRGB(i % r.width(), i / r.width(), p);
    }
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      var parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(0.85f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"256, 171, 4", "256, 256, 40", "128, 85, 255", "17, 33, 20", "16, 16, 0", "15, 1, 9", "1, 31, 9", "1, 1, 0", "2, 2, 80"})
  void writesWhatOthersReadAsWellAsTheyWouldWrite(int width, int height, int noise) throws IOException {
    Raster r = picture(width, height, noise);
    byte[] jpeg = encoder.encode(planes(r));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertEquals(width, image.getWidth());
    assertEquals(height, image.getHeight());
    byte[] anothers = anothers(r);
    double allowed = 1.05 * distance(ImageIO.read(new ByteArrayInputStream(anothers)), r) + 0.7;
    double found = distance(image, r);
    assertTrue(found <= allowed, () -> found + " is further from the picture than " + allowed);
    assertTrue(jpeg.length <= 1.05 * anothers.length + 50, () -> jpeg.length + " bytes where another writes " + anothers.length);
  }

  @Test
  void keepsNothingOfThePictureBefore() throws IOException {
    byte[] first = encoder.encode(planes(picture(100, 60, 9)));
    encoder.encode(planes(picture(37, 256, 255)));
    assertArrayEquals(first, encoder.encode(planes(picture(100, 60, 9))));
  }

  @Test
  void writesMarkersOnlyWhereTheyBelong() {
    byte[] jpeg = encoder.encode(planes(picture(200, 200, 255)));
    int scan = 0;
    for (int i = 2; i < jpeg.length - 2; i++) {
      if (jpeg[i] == -1 && (jpeg[i + 1] & 0xff) == 0xda) {
        scan = i + 2;
      } else if (scan > 0 && jpeg[i] == -1) {
        assertEquals(0, jpeg[i + 1], "after a 0xff of the scan at " + i);
      }
    }
    assertTrue(scan > 0 && jpeg[jpeg.length - 2] == -1 && (jpeg[jpeg.length - 1] & 0xff) == 0xd9);
  }
}
