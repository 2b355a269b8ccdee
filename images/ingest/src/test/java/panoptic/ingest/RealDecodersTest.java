package panoptic.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.imaging.DecoderLimits;
import panoptic.imaging.Decoders;
import panoptic.model.Sha1;

/// An import with the decoders of the program, from files to thumbnails.
final class RealDecodersTest {
  @TempDir
  Path folder;

  private static byte[] picture(int width, int height, Color colour, String format) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setColor(colour);
    g.fillRect(0, 0, width, height);
    g.dispose();
    var out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }

  @Test
  void importsWhatIsAPictureAndTellsOfTheRest() throws IOException {
    try (var shop = new Workshop(folder); var decoders = Decoders.start(DecoderLimits.usual())) {
      shop.examiner = decoders::submit;
      byte[] red = picture(300, 200, Color.RED, "jpeg");
      Files.write(shop.pictures.resolve("red.jpg"), red);
      Files.write(shop.pictures.resolve("blue.jpg"), picture(1200, 900, Color.BLUE, "png"));
      Files.write(shop.pictures.resolve("cut.jpg"), Arrays.copyOf(red, red.length / 2));
      Files.writeString(shop.pictures.resolve("text.png"), "no picture");
      String cut = "unreadable: damaged: VipsJpeg: premature end of JPEG image";
      String text = "unreadable: not a picture";
      assertEquals(Map.of("red.jpg", "imported", "blue.jpg", "imported", "cut.jpg", cut, "text.png", text), shop.run());
      Sha1 sha1 = Workshop.sha1(red);
      BufferedImage small = ImageIO.read(new ByteArrayInputStream(shop.thumbnails.find(sha1, 128).orElseThrow().bytes()));
      assertEquals(128, small.getWidth());
      assertEquals(85, small.getHeight());
      assertEquals(250, new Color(small.getRGB(60, 40)).getRed(), 5);
      assertEquals(Map.of("red.jpg", "known", "blue.jpg", "known", "cut.jpg", cut, "text.png", text), shop.run());
    }
  }
}
