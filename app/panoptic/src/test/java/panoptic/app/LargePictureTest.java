package panoptic.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tiles of a picture, as the page asks for them, from the program's own server.
@Tag("slow")
final class LargePictureTest {
  private static final int WIDTH = 3_100;
  private static final int HEIGHT = 1_300;

  @TempDir
  Path temp;

  private static int colour(int x, int y) {
    return (40 + x / 64 * 4 % 200) << 16 | (40 + y / 64 * 9 % 200) << 8 | 90;
  }

  private static void draw(Path file, int seed) throws IOException {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, colour(x, y) ^ seed);
      }
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private static void check(byte[] tile, int level, int column, int row) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(tile));
    int width = Math.min(512, Math.ceilDiv(WIDTH, 1 << level) - column * 512);
    int height = Math.min(512, Math.ceilDiv(HEIGHT, 1 << level) - row * 512);
    assertEquals(List.of(width, height), List.of(image.getWidth(), image.getHeight()));
    for (int y = 0; y < height; y += 7) {
      for (int x = 0; x < width; x += 7) {
        int left = column * 512 + x << level;
        int top = row * 512 + y << level;
        if (left % 64 >= 16 && left % 64 < 48 && top % 64 >= 16 && top % 64 < 48) {
          for (int shift : new int[] {0, 8, 16}) {
            int wanted = colour(left, top) >> shift & 255;
            int found = image.getRGB(x, y) >> shift & 255;
            assertTrue(Math.abs(wanted - found) <= 6, () -> "at " + left + ", " + top + ": " + found + ", not " + wanted);
          }
        }
      }
    }
  }

  private List<Path> kept() throws IOException {
    Path cache = temp.resolve("cache/tiles");
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(cache)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /// Waits until a picture is cut, which its first tiles do not wait for, and returns the one file of the cache.
  private Path cut() throws IOException, InterruptedException {
    List<Path> files = kept();
    while (files.size() != 1 || files.getFirst().toString().endsWith(".part")) {
      Thread.sleep(10);
      files = kept();
    }
    return files.getFirst();
  }

  @Test
  void isServedInTiles() throws Exception {
    Path real = temp.toRealPath();
    Path pictures = Files.createDirectories(real.resolve("pictures"));
    draw(pictures.resolve("map.png"), 0);
    try (var server = new RealServer(real.resolve("data"))) {
      server.allow(List.of(pictures));
      String project = server.projectOf("P", pictures, 1);
      String sha1 = server.ask("GET", project + "/instances/1", null).is(200).json().get("sha1").string();
      String tiles = project + "/images/" + sha1 + "/tiles/";

      for (String wrong : List.of("2/0/0", "0/7/0", "0/0/3", "1/4/0", "1/0/2", "99999/0/0")) {
        RealServer.Reply refused = server.ask("GET", tiles + wrong, null).is(400);
        assertTrue(refused.text().contains("is not there: of 3100 × 1300 pixels there are 0 to"), refused::text);
        assertEquals("no-store", refused.header("cache-control"));
      }
      server.ask("GET", tiles + "0/-1/0", null).is(400);
      server.ask("GET", tiles + "0/a/0", null).is(400);
      server.ask("GET", tiles + "0/0/0?wait=perhaps", null).is(400);
      server.ask("GET", project + "/images/" + "0".repeat(40) + "/tiles/0/0/0", null).is(404);
      assertEquals(List.of(), kept(), "what is refused is not cut");

      // All at once: cut once, and each is right.
      var asked = new ArrayList<CompletableFuture<byte[]>>();
      var places = new ArrayList<int[]>();
      for (int level = 0; level < 2; level++) {
        for (int row = 0; row < (level == 0 ? 3 : 2); row++) {
          for (int column = 0; column < (level == 0 ? 7 : 4); column++) {
            String path = tiles + level + "/" + column + "/" + row;
            places.add(new int[] {level, column, row});
            asked.add(CompletableFuture.supplyAsync(() -> {
              try {
                RealServer.Reply reply = server.ask("GET", path, null).is(200);
                assertEquals("image/jpeg", reply.header("content-type"));
                assertTrue(reply.header("cache-control").contains("immutable"));
                assertTrue(reply.header("content-security-policy").contains("sandbox"), reply.header("content-security-policy"));
                return reply.body();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }));
          }
        }
      }
      for (int i = 0; i < asked.size(); i++) {
        check(asked.get(i).join(), places.get(i)[0], places.get(i)[1], places.get(i)[2]);
      }
      Path cache = cut();
      long cut = Files.getLastModifiedTime(cache).toMillis();
      byte[] tile = server.ask("GET", tiles + "0/6/2", null).is(200).body();
      assertEquals(cut, Files.getLastModifiedTime(cache).toMillis());

      // A cache that was damaged, or lost, is made again.
      Files.write(cache, new byte[100]);
      assertArrayEquals(tile, server.ask("GET", tiles + "0/6/2", null).is(200).body());
      Files.delete(cut());
      // Whoever does not wait hears how far it is.
      double share = 0;
      RealServer.Reply reply = server.ask("GET", tiles + "0/6/2?wait=false", null);
      assertEquals(202, reply.status());
      for (; reply.status() == 202; reply = server.ask("GET", tiles + "0/6/2?wait=false", null)) {
        double now = Double.parseDouble(reply.text().replaceAll("[^0-9.E-]", ""));
        assertTrue(now >= share && now <= 1, share + " and then " + now);
        share = now;
        Thread.sleep(5);
      }
      assertArrayEquals(tile, reply.is(200).body());

      // What was cut is shown when the file is gone, and never for another file in its place.
      Path file = pictures.resolve("map.png");
      Files.move(file, real.resolve("away.png"));
      assertArrayEquals(tile, server.ask("GET", tiles + "0/6/2", null).is(200).body());
      Files.delete(cut());
      server.ask("GET", tiles + "0/6/2", null).is(404);
      draw(file, 0x101010);
      assertTrue(server.ask("GET", tiles + "0/6/2", null).is(404).text().contains("has changed"));
      Files.writeString(file, "no picture");
      assertTrue(server.ask("GET", tiles + "0/6/2", null).is(404).text().contains("cannot be made: not a picture"));
      assertEquals(List.of(), kept());
    }
  }
}
