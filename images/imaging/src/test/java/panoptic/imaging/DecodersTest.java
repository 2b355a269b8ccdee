package panoptic.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DecodersTest {
  @TempDir
  Path folder;

  @Test
  void tellsAPictureFromOneRead() throws Exception {
    var image = new BufferedImage(600, 300, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setColor(new java.awt.Color(200, 100, 50));
    g.fillRect(0, 0, 600, 300);
    Path file = folder.resolve("a.bin");
    ImageIO.write(image, "jpg", file.toFile());
    try (var decoders = Decoders.start(DecoderLimits.usual())) {
      var p = assertInstanceOf(Examination.Picture.class, decoders.examine(file));
      assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file))), p.sha1().toString());
      assertEquals(Files.size(file), p.bytes());
      assertEquals(List.of(600, 300), List.of(p.width(), p.height()));
      assertEquals("jpeg", p.format());
      assertEquals(200, p.colour() >> 16, 3);
      assertEquals(List.of(256, 128), p.thumbnails().stream().map(Thumbnail::edge).toList());
      assertEquals(List.of(128, 64), p.thumbnails().stream().map(Thumbnail::height).toList());
      assertEquals(new Examination.Unreadable(Optional.empty(), 0, "the file is not there"), decoders.examine(folder.resolve("b")));
    }
  }
}
