package panoptic.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every format, by its pixels: the four quarters come out where they belong, in their colours.
final class FormatsTest {
  @TempDir
  static Path folder;

  private static Decoders decoders = open();

  private static Decoders open() {
    return Decoders.start(new DecoderLimits(1, Duration.ofSeconds(30), 200, List.of(256, 128)));
  }

  @BeforeAll
  static void folderIsThere() {
    assertTrue(Files.isDirectory(folder));
  }

  @AfterAll
  static void close() {
    decoders.close();
  }

  private static Examination examine(byte[] bytes) throws IOException {
    Path file = folder.resolve("a");
    Files.write(file, bytes);
    return decoders.examine(file);
  }

  private static Examination.Picture picture(byte[] bytes) throws IOException {
    return assertInstanceOf(Examination.Picture.class, examine(bytes));
  }

  private static void assertQuarters(Examination.Picture p, int tolerance) throws IOException {
    for (Thumbnail t : p.thumbnails()) {
      if (t.format().equals("jpeg")) {
        assertColour(Made.RED, Made.at(t, 1, 1), tolerance);
        assertColour(Made.GREEN, Made.at(t, 3, 1), tolerance);
        assertColour(Made.BLUE, Made.at(t, 1, 3), tolerance);
        assertColour(Made.WHITE, Made.at(t, 3, 3), tolerance);
      }
    }
  }

  private static void assertColour(int expected, Color found, int tolerance) {
    var e = new Color(expected);
    boolean near = Math.abs(e.getRed() - found.getRed()) <= tolerance && Math.abs(e.getGreen() - found.getGreen()) <= tolerance
        && Math.abs(e.getBlue() - found.getBlue()) <= tolerance;
    assertTrue(near, () -> e + " expected, but it is " + found);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
    .jpg[Q=90]                        | jpeg | 6
    .jpg[Q=90,interlace=true]         | jpeg | 6
    .jpg[Q=90,subsample-mode=off]     | jpeg | 6
    .png                              | png  | 5
    .png[palette=true]                | png  | 5
    .png[interlace=true]              | png  | 5
    .webp[Q=90]                       | webp | 8
    .webp[lossless=true]              | webp | 5
    .gif                              | gif  | 5
    .tiff                             | tiff | 5
    .tiff[compression=lzw]            | tiff | 5
    .tiff[compression=deflate,predictor=horizontal] | tiff | 5
    .tiff[compression=jpeg]           | tiff | 8
    .tiff[tile=true,bigtiff=true]     | tiff | 5
    .avif[Q=80,effort=0]              | avif | 10
    """)
  void readsWhatLibvipsWrites(String ending, String format, int tolerance) throws IOException {
    var p = picture(Made.vips(600, 400, 255, -1, ending));
    assertEquals(format, p.format());
    assertEquals(List.of(600, 400), List.of(p.width(), p.height()));
    assertEquals(List.of(171, 85), p.thumbnails().stream().map(Thumbnail::height).toList());
    assertQuarters(p, tolerance);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
    15 | .jpg[Q=95]  | 60
    15 | .tiff       | 60
    25 | .png        | 5
    25 | .tiff       | 5
    13 | .tiff       | 8
    """)
  void convertsColours(int space, String ending, int tolerance) throws IOException {
    assertQuarters(picture(Made.vips(300, 200, 255, space, ending)), tolerance);
  }

  @Test
  void readsGrey() throws IOException {
    var p = picture(Made.vips(300, 200, 255, Made.GREY, ".png"));
    Color c = Made.at(p.thumbnails().getFirst(), 1, 1);
    assertEquals(c.getRed(), c.getBlue(), 1);
  }

  @Test
  void showsWideGamutInSrgb() throws IOException {
    Examination.Picture plain = picture(Made.vips(300, 200, 255, -1, ".png"));
    Examination.Picture p3 = picture(Made.vips(300, 200, 255, -1, ".png[profile=p3]"));
    Color red = Made.at(p3.thumbnails().getFirst(), 1, 1);
    assertTrue(red.getRed() >= new Color(Made.RED).getRed() + 8, () -> "P3's red is more than sRGB's: " + red);
    assertQuarters(plain, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {".png", ".webp", ".webp[lossless=true]", ".tiff", ".gif"})
  void keepsTransparencyAsWebp(String ending) throws IOException {
    var p = picture(Made.vips(300, 200, ending.equals(".gif") ? 0 : 128, -1, ending));
    for (Thumbnail t : p.thumbnails()) {
      assertEquals("webp", t.format());
      assertEquals("WEBP", new String(t.bytes(), 8, 4, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void writesJpegWhereAlphaIsIdle() throws IOException {
    var p = picture(Made.imageIo(Made.quarters(300, 200, 254), "png"));
    assertEquals("webp", p.thumbnails().getFirst().format());
    var image = Made.quarters(300, 200, 254);
    for (int i = 0; i < 300 * 200; i++) {
      image.setRGB(i % 300, i / 300, image.getRGB(i % 300, i / 300) | 0xff000000);
    }
    assertEquals("jpeg", picture(Made.imageIo(image, "png")).thumbnails().getFirst().format());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void standsUpright(int orientation) throws IOException {
    // For each orientation: which quarter of the stored picture (0 red, 1 green, 2 blue, 3 white) shows top left, and top right.
    int[][] top = {{0, 1}, {1, 0}, {3, 2}, {2, 3}, {0, 2}, {2, 0}, {3, 1}, {1, 3}};
    int[] colours = {Made.RED, Made.GREEN, Made.BLUE, Made.WHITE};
    var p = picture(Made.withExif(Made.jpeg(600, 300), Made.orientation(orientation)));
    boolean swapped = orientation >= 5;
    assertEquals(swapped ? List.of(300, 600) : List.of(600, 300), List.of(p.width(), p.height()));
    for (Thumbnail t : p.thumbnails()) {
      assertEquals(swapped, t.height() > t.width());
      assertColour(colours[top[orientation - 1][0]], Made.at(t, 1, 1), 12);
      assertColour(colours[top[orientation - 1][1]], Made.at(t, 3, 1), 12);
    }
  }

  @Test
  void readsTheFirstOfSeveralJpegs() throws IOException {
    var both = new ByteArrayOutputStream();
    byte[] mpf = {(byte) 0xff, (byte) 0xe2, 0, 8, 'M', 'P', 'F', 0, 0, 0};
    byte[] first = Made.jpeg(300, 200);
    both.write(first, 0, 2);
    both.writeBytes(mpf);
    both.write(first, 2, first.length - 2);
    both.writeBytes(Made.jpeg(60, 40));
    var p = picture(both.toByteArray());
    assertEquals(300, p.width());
    assertQuarters(p, 12);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 24})
  void readsBitmaps(int bits) throws IOException {
    var p = picture(Bitmaps.quarters(300, 200, bits, false));
    assertEquals("bmp", p.format());
    assertEquals(List.of(300, 200), List.of(p.width(), p.height()));
    if (bits > 1) {
      assertQuarters(p, 6);
    }
    assertQuartersOr(bits, picture(Bitmaps.quarters(300, 200, bits, true)));
    assertInstanceOf(Examination.Unreadable.class, examine(java.util.Arrays.copyOf(Bitmaps.quarters(300, 200, bits, false), 400)));
  }

  private static void assertQuartersOr(int bits, Examination.Picture p) throws IOException {
    if (bits > 1) {
      assertQuarters(p, 6);
    }
  }

  @Test
  void readsBitmapsOfAnotherWriter() throws IOException {
    assertQuarters(picture(Made.imageIo(Made.quarters(300, 201, 255), "bmp")), 6);
  }

  @Test
  void readsBitmapsWhoseColoursLieInFields() throws IOException {
    assertQuarters(picture(Bitmaps.fields(301, 200, 16)), 10);
    assertQuarters(picture(Bitmaps.fields(301, 200, 16, 0xf800, 0x7e0, 0x1f)), 10);
    assertQuarters(picture(Bitmaps.fields(300, 200, 32, 0xff000000, 0xff0000, 0xff00)), 6);
    assertQuarters(picture(Bitmaps.fields(300, 200, 32, 0x3ff, 0x3ff << 10, 0x3ff << 20)), 6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".jpg[Q=95,subsample-mode=off,profile=%s]", ".png[profile=%s]", ".tiff[profile=%s]", ".webp[lossless=true,profile=%s]"})
  void showsAdobeRgbInSrgb(String ending) throws IOException {
    Path profile = Files.write(folder.resolve("adobe.icc"), Profiles.adobeRgb());
    // Computed from the definitions of both colour spaces, for red, green, blue and white.
    int[] expected = {0xff2323, 0x00b52a, 0x0244cd, 0xf0f0f0};
    Thumbnail t = picture(Made.vips(300, 200, 255, -1, ending.formatted(profile))).thumbnails().getFirst();
    for (int i = 0; i < 4; i++) {
      assertColour(expected[i], Made.at(t, 1 + i % 2 * 2, 1 + i / 2 * 2), 8);
    }
  }

  @Test
  void readsWhatACameraWroteIntoATiff() throws IOException {
    byte[] tiff = TiffFiles.withExif(Made.quarters(64, 48, 255));
    var p = picture(tiff);
    assertEquals("tiff", p.format());
    assertEquals(List.of(64, 48), List.of(p.width(), p.height()));
    assertQuarters(p, 8);
    assertEquals(java.util.Optional.of("2020-05-06T14:30:01+02:00"), p.metadata().taken());
    assertEquals(java.util.Optional.of("ACME One"), p.metadata().camera());
    assertEquals(48.5, p.metadata().place().orElseThrow().latitude(), 1e-6);
  }

  @Test
  void drawsDrawings() throws IOException {
    String svg = """
      <?xml version="1.0"?><!-- a > b --><!DOCTYPE svg>
      <svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#28b43c"/></svg>""";
    var p = picture(svg.getBytes(StandardCharsets.UTF_8));
    assertEquals("svg", p.format());
    assertEquals(List.of(40, 20), List.of(p.width(), p.height()));
    assertEquals(List.of(256, 128), p.thumbnails().stream().map(Thumbnail::width).toList());
    assertColour(Made.GREEN, Made.at(p.thumbnails().getFirst(), 2, 2), 4);
  }

  @Test
  void neverEnlarges() throws IOException {
    var p = picture(Made.imageIo(Made.quarters(100, 60, 255), "png"));
    assertEquals(List.of(100, 100), p.thumbnails().stream().map(Thumbnail::width).toList());
    var one = picture(Made.imageIo(Made.quarters(1, 1, 255), "png"));
    assertEquals(List.of(1, 1), List.of(one.thumbnails().getFirst().width(), one.thumbnails().getFirst().height()));
    var thread = picture(Made.imageIo(Made.quarters(3000, 1, 255), "png"));
    assertEquals(List.of(256, 1), List.of(thread.thumbnails().getFirst().width(), thread.thumbnails().getFirst().height()));
  }

  @Test
  void saysWhatItDoesNotSupport() throws IOException {
    byte[] heic = "\0\0\0\u0018ftypheic\0\0\0\0mif1heic".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("format not supported", ((Examination.Unreadable) examine(heic)).reason());
    byte[] cr2 = "II*\0\u0010\0\0\0CR\u0002\0".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("format not supported", ((Examination.Unreadable) examine(cr2)).reason());
    assertEquals("not a picture", ((Examination.Unreadable) examine("Dear diary".getBytes(StandardCharsets.UTF_8))).reason());
  }

  @Test
  void hashesByAverage() throws IOException {
    // Only white is lighter than the mean: the quarter below, to the right.
    assertEquals(0x000000000f0f0f0fL, picture(Made.jpeg(512, 512)).averageHash());
  }

  /// The expected hashes are those of imagehash 4.3.2 (with Pillow 13.0), of the same pictures. Ours are of a smaller copy, so that a bit at
  /// the mean may fall to the other side.
  @ParameterizedTest
  @CsvSource({"640, 480, 1, 8089fd80d9d980dd", "300, 400, 2, 819b819b919b919b", "2560, 1920, 3, 330333bf330133bf",
      "97, 31, 4, 26227f22377f027f",
      "512, 512, 5, 647e647e647e647e", "256, 171, 6, cc40ccfecc40ccfe"})
  void hashesAsImagehashDoes(int width, int height, int seed, String expected) throws IOException {
    long found = picture(Made.imageIo(Made.waves(width, height, seed), "png")).averageHash();
    int bits = Long.bitCount(found ^ Long.parseUnsignedLong(expected, 16));
    assertTrue(bits <= 1, () -> Long.toHexString(found) + " differs from " + expected + " in " + bits + " bits");
  }
}
