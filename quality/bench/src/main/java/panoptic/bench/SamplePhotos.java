package panoptic.bench;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/// Made-up JPEGs with the weight of photographs: noise at every scale, smooth gradients, hard edges, at quality 85 with 4:2:0 chroma.
final class SamplePhotos {
  private SamplePhotos() {}

  /// Writes three folders: `small` (600 of 200 to 400 px), `large` (60 of 2560 px), `6mpx` (60 of 3000 × 2000).
  static List<Path> write(Path folder) throws IOException {
    var random = new java.util.SplittableRandom(7);
    var sets = new ArrayList<Path>();
    sets.add(write(folder.resolve("small"), 600, random, 0, 0));
    sets.add(write(folder.resolve("large"), 60, random, 2560, 1920));
    sets.add(write(folder.resolve("6mpx"), 60, random, 3000, 2000));
    return sets;
  }

  private static Path write(Path folder, int n, RandomGenerator random, int width, int height) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < n; i++) {
      int w = width > 0 ? width : random.nextInt(200, 401);
      int h = height > 0 ? height : random.nextInt(200, 401);
      writeJpeg(folder.resolve(i + ".jpg"), photo(w, h, random));
    }
    return folder;
  }

  /// Returns octaves of noise, each half as strong as the one of twice its size, with some discs and bars over them.
  static BufferedImage photo(int width, int height, RandomGenerator random) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    float strength = 1;
    for (int cells = 4; cells <= Math.max(width, height) / 2; cells *= 2) {
      var noise = new BufferedImage(cells + 1, cells + 1, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y <= cells; y++) {
        for (int x = 0; x <= cells; x++) {
          noise.setRGB(x, y, random.nextInt(0x1000000));
        }
      }
      g.setComposite(java.awt.AlphaComposite.SrcOver.derive(strength));
      g.drawImage(noise, AffineTransform.getScaleInstance((double) width / cells, (double) height / cells), null);
      strength = cells == 4 ? 0.4f : strength * 0.62f;
    }
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (int i = 0; i < 12; i++) {
      g.setComposite(java.awt.AlphaComposite.SrcOver.derive(0.5f));
      g.setColor(new Color(random.nextInt(0x1000000)));
      int size = random.nextInt(width / 20 + 1, width / 4 + 2);
      if (i % 2 == 0) {
        g.fillOval(random.nextInt(width), random.nextInt(height), size, size);
      } else {
        g.fillRect(random.nextInt(width), random.nextInt(height), size, size / 5 + 1);
      }
    }
    g.dispose();
    return image;
  }

  private static void writeJpeg(Path file, BufferedImage image) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = ImageIO.createImageOutputStream(Files.newOutputStream(file))) {
      var parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(0.85f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
  }
}
