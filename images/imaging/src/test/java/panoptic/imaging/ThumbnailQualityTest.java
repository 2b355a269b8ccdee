package panoptic.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import panoptic.testkit.Similarity;
import panoptic.vips.Vips;
import panoptic.vips.VipsLibrary;
import panoptic.vips.VipsPicture;

/// Our thumbnails look like those that libvips makes, slowly, from all pixels.
final class ThumbnailQualityTest {
  @TempDir
  Path folder;

  /// Returns waves with the fine grain of a photograph, and an edge.
  private static BufferedImage photo(int width, int height) {
    BufferedImage image = Made.waves(width, height, 4);
    var random = new SplittableRandom(9);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = image.getRGB(x, y);
        int grain = random.nextInt(-12, 13) + (x > width / 3 && 3 * y > 2 * x ? 40 : 0);
        int out = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          out = out << 8 | Math.clamp((rgb >> shift & 0xff) + grain, 0, 255);
        }
        image.setRGB(x, y, out);
      }
    }
    return image;
  }

  @ParameterizedTest
  @CsvSource({"300, 220, jpeg", "260, 390, png", "800, 600, jpeg", "2560, 1920, jpeg", "3000, 2000, jpeg", "2000, 1500, png"})
  void looksLikeOneFromAllPixels(int width, int height, String format) throws IOException {
    Path file = Files.write(folder.resolve("a." + format), Made.imageIo(photo(width, height), format));
    Vips vips = Vips.load(VipsLibrary.find().orElseThrow());
    try (var decoders = Decoders.start(new DecoderLimits(1, Duration.ofSeconds(30), 200, List.of(256, 128)))) {
      var p = assertInstanceOf(Examination.Picture.class, decoders.examine(file));
      for (Thumbnail t : p.thumbnails()) {
        try (VipsPicture best = vips.thumbnailFromFullScale(file, t.edge())) {
          double similarity = Similarity.of(read(t.bytes()), read(best.jpeg(85)));
          assertTrue(similarity >= 0.97, () -> t.edge() + " px: " + similarity);
        }
      }
    }
  }

  @Test
  void rendersLargeOnesAsWell() throws IOException {
    Path file = Files.write(folder.resolve("a.jpg"), Made.imageIo(photo(3000, 2000), "jpeg"));
    Vips vips = Vips.load(VipsLibrary.find().orElseThrow());
    try (var decoders = Decoders.start(new DecoderLimits(1, Duration.ofSeconds(30), 200, List.of(1024, 300, 100)))) {
      var p = assertInstanceOf(Examination.Picture.class, decoders.examine(file));
      assertEquals(List.of(1024, 300, 100), p.thumbnails().stream().map(Thumbnail::width).toList());
      for (Thumbnail t : p.thumbnails()) {
        try (VipsPicture best = vips.thumbnailFromFullScale(file, t.edge())) {
          double similarity = Similarity.of(read(t.bytes()), read(best.jpeg(85)));
          assertTrue(similarity >= 0.95, () -> t.edge() + " px: " + similarity);
        }
      }
    }
  }

  @Test
  void similarityNoticesWhatAnEyeWould() throws IOException {
    BufferedImage image = photo(256, 192);
    assertEquals(1, Similarity.of(image, image), 1e-9);
    var moved = new BufferedImage(256, 192, BufferedImage.TYPE_INT_RGB);
    moved.createGraphics().drawImage(image, 2, 1, null);
    assertTrue(Similarity.of(image, moved) < 0.9);
  }

  private static BufferedImage read(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }
}
