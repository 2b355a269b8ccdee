package panoptic.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import panoptic.model.Sha1;

/// Tiles, pixel by pixel: what was drawn in squares of one colour each stands where it belongs, on every level.
final class TilesTest {
  private static final Decoders DECODERS = Decoders.start(new DecoderLimits(1, Duration.ofSeconds(60), 300, List.of(256, 128)));
  private static final int SQUARE = 96;

  @TempDir
  Path folder;

  @AfterAll
  static void close() {
    DECODERS.close();
  }

  private record Place(int level, int column, int row) {}

  private record Cut(Examination.Picture picture, Map<Place, byte[]> tiles) {
    byte[] tile(int level, int column, int row) {
      var place = new Place(level, column, row);
      return Objects.requireNonNull(tiles.get(place), place::toString);
    }
  }

  private Cut cut(byte[] file, int edge) throws IOException {
    var tiles = new ConcurrentHashMap<Place, byte[]>();
    var told = new ConcurrentLinkedQueue<String>();
    Examination found = DECODERS.cut(Files.write(folder.resolve("a"), file), edge, new TileSink() {
      @Override
      public void begin(Sha1 sha1, int width, int height) {
        assertEquals(Map.of(), tiles, "before all tiles");
        told.add(sha1 + " " + width + " " + height);
      }

      @Override
      public void take(int level, int column, int row, byte[] tile) {
        tiles.put(new Place(level, column, row), tile);
      }
    });
    var picture = assertInstanceOf(Examination.Picture.class, found, found::toString);
    assertEquals(Set.of(picture.sha1() + " " + picture.width() + " " + picture.height()), Set.copyOf(told));
    return new Cut(picture, tiles);
  }

  /// The colour of the square that a pixel lies in.
  private static int colour(int x, int y) {
    int h = (x / SQUARE * 31 + y / SQUARE * 17 + 7) * 0x9E3779B1;
    return 0xff000000 | (h >>> 8 & 0x7f7f7f) + 0x303030;
  }

  /// Returns the picture as it is stored, so that with an orientation it is the upright one.
  private static IntBinaryOperator stored(int orientation, int width, int height) {
    int w = orientation >= 5 ? height : width;
    int h = orientation >= 5 ? width : height;
    return (x, y) -> {
      int a = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8 ? w - 1 - x : x;
      int b = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7 ? h - 1 - y : y;
      return orientation >= 5 ? colour(b, a) : colour(a, b);
    };
  }

  /// Holds if all tiles are there, as large as they should be, and each fourth pixel of each is right.
  private static void check(Cut cut, int width, int height, int edge, int tolerance) throws IOException {
    assertEquals(List.of(width, height), List.of(cut.picture.width(), cut.picture.height()));
    int seen = 0;
    for (int level = 0, w = width, h = height; level == 0 || Math.max(w, h) > 2 * edge; level++, w = (w + 1) / 2, h = (h + 1) / 2) {
      for (int row = 0; row * edge < h; row++) {
        for (int column = 0; column * edge < w; column++) {
          var place = new Place(level, column, row);
          byte[] pixels = Made.pixels(cut.tile(level, column, row));
          int wide = Math.min(edge, w - column * edge);
          int high = Math.min(edge, h - row * edge);
          assertEquals(wide * high * 3, pixels.length, place::toString);
          seen++;
          for (int y = 0; y < high; y += 4) {
            for (int x = 0; x < wide; x += 4) {
              checkPixel(place, pixels, wide, x, y, edge, tolerance);
            }
          }
        }
      }
    }
    assertEquals(seen, cut.tiles.size());
  }

  private static void checkPixel(Place place, byte[] pixels, int wide, int x, int y, int edge, int tolerance) {
    int left = place.column * edge + x << place.level;
    int top = place.row * edge + y << place.level;
    int near = 4 << place.level; // the encoder blurs what is near an edge
    int inX = left % SQUARE;
    int inY = top % SQUARE;
    if (inX < near || inY < near || inX >= SQUARE - near || inY >= SQUARE - near) {
      return;
    }
    int expected = colour(left, top);
    for (int b = 0; b < 3; b++) {
      int found = pixels[(y * wide + x) * 3 + b] & 255;
      int wanted = expected >> 16 - 8 * b & 255;
      assertTrue(Math.abs(found - wanted) <= tolerance, () -> place + " at " + x + ", " + y + ": " + found + ", not " + wanted);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void standUpright(int orientation) throws IOException {
    int width = 1501;
    int height = 1102;
    byte[] jpeg = Made.vips(orientation >= 5 ? height : width, orientation >= 5 ? width : height, 3, stored(orientation, width, height),
        ".jpg[Q=95,subsample-mode=off]");
    check(cut(Made.withExif(jpeg, Made.orientation(orientation)), 128), width, height, 128, 10);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
    .png                     | 6
    .png[interlace=true]     | 6
    .jpg[Q=95,interlace=true,subsample-mode=off] | 10
    .tiff                    | 6
    .tiff[compression=lzw,tile=true,bigtiff=true] | 6
    .tiff[compression=jpeg,Q=95] | 16
    .webp[lossless=true]     | 6
    """)
  void areCutOfEveryFormat(String ending, int tolerance) throws IOException {
    check(cut(Made.vips(1300, 700, 3, TilesTest::colour, ending), 128), 1300, 700, 128, tolerance);
  }

  @Test
  void areCutOfBitmaps() throws IOException {
    var image = new java.awt.image.BufferedImage(700, 501, java.awt.image.BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 700 * 501; i++) {
      image.setRGB(i % 700, i / 700, colour(i % 700, i / 700));
    }
    check(cut(Made.imageIo(image, "bmp"), 128), 700, 501, 128, 6);
  }

  /// Columns left of the middle are transparent, in a colour that must not show; the right half is half transparent.
  @ParameterizedTest
  @ValueSource(strings = {".png", ".tiff"})
  void keepTransparency(String ending) throws IOException {
    Cut cut = cut(Made.vips(1000, 600, 4, (x, _) -> x < 500 ? 0x00ff0000 : 0x80204060, ending), 128);
    for (Map.Entry<Place, byte[]> e : cut.tiles.entrySet()) {
      assertEquals("WEBP", new String(e.getValue(), 8, 4, StandardCharsets.US_ASCII));
    }
    byte[] pixels = Made.pixels(cut.tile(1, 1, 0));
    // The middle stands at 250 of 500, which is 122 of this tile.
    assertEquals(128 * 128 * 4, pixels.length);
    for (int x = 0; x < 128; x++) {
      int at = (60 * 128 + x) * 4;
      int alpha = pixels[at + 3] & 255;
      if (x < 120) {
        assertEquals(0, alpha, 2, "at " + x);
      } else if (x > 124) {
        assertEquals(0x80, alpha, 3, "at " + x);
        assertEquals(0x20, pixels[at] & 255, 8, "no red comes in at " + x);
      }
    }
    assertEquals(0x80, Made.pixels(cut.tile(0, 5, 3))[3] & 255, 3);
  }

  @Test
  void areJpegsWhereNothingIsTransparent() throws IOException {
    Cut cut = cut(Made.vips(600, 300, 4, (x, _) -> x < 300 ? 0xff204060 : 0x80204060, ".png"), 128);
    assertEquals(0xd8, cut.tile(0, 0, 0)[1] & 255);
    assertEquals('I', cut.tile(0, 4, 0)[1]);
  }

  @Test
  void areCutOfAPictureOfOnePixel() throws IOException {
    Cut cut = cut(Made.vips(1, 1, 3, (_, _) -> 0xff808080, ".png"), 128);
    assertEquals(1, cut.tiles.size());
    assertEquals(3, Made.pixels(cut.tile(0, 0, 0)).length);
  }

  /// A hundred million pixels that stand on their side, as a large scan does, in the edge that the server uses.
  @Test
  @Tag("slow")
  void areCutOfAHugePhotograph() throws IOException {
    byte[] jpeg = Made.vips(9_000, 12_000, 3, stored(6, 12_000, 9_000), ".jpg[Q=92]");
    long began = System.nanoTime();
    Cut cut = cut(Made.withExif(jpeg, Made.orientation(6)), 512);
    System.out.println("Cut 108 Mpx in " + (System.nanoTime() - began) / 1_000_000 + " ms, "
        + cut.tiles.values().stream().mapToLong(t -> t.length).sum() / 1_000_000 + " MB");
    check(cut, 12_000, 9_000, 512, 14);
  }

  @Test
  @Tag("slow")
  void refusesWhatNoMemoryHolds() throws IOException {
    Path file = Files.write(folder.resolve("bomb"), Made.bomb(30_000, 30_000, true));
    var refused = assertInstanceOf(Examination.Unreadable.class, DECODERS.cut(file, 512, (_, _, _, _) -> {
    }));
    assertEquals("needs more than 800 MB of memory", refused.reason());
    Path wide = Files.write(folder.resolve("wide"), Made.bomb(2_000_000, 600, false));
    assertEquals("needs more than 800 MB of memory",
        assertInstanceOf(Examination.Unreadable.class, DECODERS.cut(wide, 512, (_, _, _, _) -> {
        })).reason());
    assertEquals(1, cut(Made.jpeg(60, 40), 512).tiles.size());
  }

  @Test
  void aHangOrACrashCostsOnePicture() throws Exception {
    Path file = Files.write(folder.resolve("a.jpg"), Made.vips(2_000, 1_500, 3, TilesTest::colour, ".jpg"));
    try (var decoders = Decoders.start(new DecoderLimits(1, Duration.ofMillis(700), 200, List.of(256)))) {
      long usual = decoders.examine(file) instanceof Examination.Picture ? decoders.processes().getFirst() : -1;
      for (String signal : List.of("STOP", "KILL")) {
        Examination broken = decoders.cut(file, 128, (_, _, _, _) -> {
          for (long process : decoders.processes()) {
            if (process != usual) {
              signal(signal, process);
            }
          }
        });
        assertEquals(signal.equals("STOP") ? "took longer than 2 s" : "the decoder crashed on it",
            assertInstanceOf(Examination.Unreadable.class, broken).reason());
      }
      assertInstanceOf(Examination.Picture.class, decoders.cut(file, 128, (_, _, _, _) -> {
      }));
      var full = assertThrows(UncheckedIOException.class, () -> decoders.cut(file, 128, (_, _, _, _) -> {
        throw new IOException("no space left");
      }));
      assertEquals("no space left", Objects.requireNonNull(full.getCause()).getMessage());
      assertInstanceOf(Examination.Picture.class, decoders.cut(file, 128, (_, _, _, _) -> {
      }));
      assertTrue(decoders.processes().size() <= 1, "nothing is left running that cut");
    }
  }

  private static void signal(String signal, long pid) throws IOException {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
