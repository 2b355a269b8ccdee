package panoptic.app;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.imageio.ImageIO;

/// Small pictures for tests, each of other bytes.
final class Drawing {
  private Drawing() {}

  static void png(Path file, int number) throws IOException {
    var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 40; x++) {
      for (int y = 0; y < 30; y++) {
        image.setRGB(x, y, number * 7919 + x * 5 + y * 1031);
      }
    }
    Files.createDirectories(file.getParent());
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("no PNG could be written");
    }
  }

  /// Makes pictures that take a decoder some 30 ms each: one of 1600 × 1200 pixels, with another number after its end in each file.
  static void large(Path folder, int count) throws IOException {
    var image = new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 1600; x++) {
      for (int y = 0; y < 1200; y++) {
        image.setRGB(x, y, x * y / 64 << 8 | x + y & 0xff);
      }
    }
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    for (int i = 0; i < count; i++) {
      Path file = folder.resolve("f" + i % 7).resolve(i + ".png");
      Files.createDirectories(file.getParent());
      Files.write(file, bytes.toByteArray());
      Files.writeString(file, String.valueOf(i), StandardOpenOption.APPEND);
    }
  }
}
