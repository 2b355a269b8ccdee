package panoptic.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are broken, strange or made to hurt: each has an outcome with a plain reason, and the next picture is read as ever.
final class HostileFilesTest {
  private static final Decoders DECODERS = Decoders.start(new DecoderLimits(1, Duration.ofSeconds(20), 300, List.of(256, 128)));

  @TempDir
  Path folder;

  @AfterAll
  static void close() {
    DECODERS.close();
  }

  private Examination examine(byte[] bytes) throws IOException {
    Path file = folder.resolve("a");
    Files.write(file, bytes);
    return DECODERS.examine(file);
  }

  private String reason(byte[] bytes) throws IOException {
    return assertInstanceOf(Examination.Unreadable.class, examine(bytes)).reason();
  }

  private void assertGoesOn() throws IOException {
    Examination next = examine(Made.jpeg(60, 40));
    assertInstanceOf(Examination.Picture.class, next, next::toString);
  }

  @Test
  void saysThatAFileIsEmpty() throws IOException {
    assertEquals("the file is empty", reason(new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {".jpg", ".jpg[interlace=true]", ".png", ".webp", ".gif", ".tiff", ".avif[effort=0]"})
  void reportsPicturesThatAreCutShort(String ending) throws IOException {
    byte[] whole = Made.vips(600, 400, 255, -1, ending);
    for (int part : new int[] {2, 50, 90}) {
      byte[] cut = Arrays.copyOf(whole, Math.max(4, whole.length * part / 100));
      var found = assertInstanceOf(Examination.Unreadable.class, examine(cut), () -> ending + " cut to " + part + " %");
      assertTrue(found.sha1().isPresent() && found.bytes() == cut.length);
    }
    assertGoesOn();
  }

  @Test
  void streamsAHugePictureThatStreams() throws IOException {
    Examination found = examine(Made.bomb(30_000, 30_000, false));
    var p = assertInstanceOf(Examination.Picture.class, found, found::toString);
    assertEquals(30_000, p.width());
    assertEquals(0, p.colour());
  }

  @Test
  void refusesAHugePictureThatMustBeHeldWhole() throws IOException {
    assertEquals("needs more than 300 MB of memory", reason(Made.bomb(30_000, 30_000, true)));
    assertGoesOn();
  }

  @Test
  void refusesWhatTakesMoreMemoryThanItsHeaderTells() throws IOException {
    Path bomb = Files.write(folder.resolve("bomb"), Made.bomb(30_000, 30_000, false));
    Path small = Files.write(folder.resolve("small"), Made.jpeg(60, 40));
    try (var tight = Decoders.start(new DecoderLimits(1, Duration.ofSeconds(20), 32, List.of(256)))) {
      assertEquals("needs more than 32 MB of memory", assertInstanceOf(Examination.Unreadable.class, tight.examine(bomb)).reason());
      assertInstanceOf(Examination.Picture.class, tight.examine(small));
    }
  }

  @Test
  void drawingsSeeNoOtherFile() throws IOException {
    Path secret = folder.resolve("secret.png");
    Files.write(secret, Made.imageIo(Made.quarters(40, 40, 255), "png"));
    String svg = """
      <!DOCTYPE svg [<!ENTITY x SYSTEM "%1$s"><!ENTITY y SYSTEM "file:///etc/passwd">]>
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64">
      <rect width="64" height="64" fill="white"/><image width="64" height="64" xlink:href="%1$s"/><image width="64" height="64" href="secret.png"/>
      <image width="64" height="64" href="/etc/passwd"/><text y="30">&y;</text></svg>""".formatted(secret.toUri());
    if (examine(svg.getBytes(StandardCharsets.UTF_8)) instanceof Examination.Picture p) {
      assertEquals(0xffffff, p.colour(), "only the white ground shows");
    }
    assertGoesOn();
  }

  @Test
  void drawingsNeitherSwellNorHang() throws IOException {
    var laughs = new StringBuilder("<!DOCTYPE svg [<!ENTITY a0 \"lol\">");
    for (int i = 1; i < 12; i++) {
      laughs.append("<!ENTITY a").append(i).append(" \"").append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
    }
    laughs.append("]><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text>&a11;</text></svg>");
    examine(laughs.toString().getBytes(StandardCharsets.UTF_8));
    examine("<svg xmlns='http://www.w3.org/2000/svg' width='1e9' height='1e9'/>".getBytes(StandardCharsets.UTF_8));
    examine("<svg xmlns='http://www.w3.org/2000/svg' width='0' height='-5'/>".getBytes(StandardCharsets.UTF_8));
    assertEquals("not a picture", reason(("<svh" + " ".repeat(5000)).getBytes(StandardCharsets.UTF_8)));
    assertGoesOn();
  }

  @Test
  void readsAnyName() throws IOException {
    for (String name : List.of("a%0Ab.txt", "%FF%FE%E9.jpg", "%C3%A9%20%25.jpg", "%F0%9F%96%BC")) {
      Path file = Path.of(URI.create(folder.toUri() + name));
      Files.write(file, Made.jpeg(30, 20));
      assertInstanceOf(Examination.Picture.class, DECODERS.examine(file), name);
    }
  }

  @Test
  void readsLongPathsAndReportsTooLongOnes() throws IOException {
    Path deep = folder;
    while (deep.toString().length() < 3500) {
      deep = deep.resolve("d".repeat(200));
    }
    Files.createDirectories(deep);
    Path file = deep.resolve("a.jpg");
    Files.write(file, Made.jpeg(30, 20));
    assertInstanceOf(Examination.Picture.class, DECODERS.examine(file));
    var tooLong = assertInstanceOf(Examination.Unreadable.class, DECODERS.examine(deep.resolve("d".repeat(250)).resolve("e".repeat(250))
        .resolve("f".repeat(250))));
    assertNotEquals("", tooLong.reason());
  }

  @Test
  void foldersAndPipesAreNoFiles() throws Exception {
    assertEquals("not a file", ((Examination.Unreadable) DECODERS.examine(folder)).reason());
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertEquals("not a file", ((Examination.Unreadable) DECODERS.examine(pipe)).reason());
  }

  @Test
  void brokenBytesNeverStopTheRest() throws IOException {
    var random = new java.util.SplittableRandom(20_261_122);
    int rounds = 40 * Integer.getInteger("panoptic.scale", 1);
    for (String ending : List.of(".jpg", ".png", ".webp", ".gif", ".tiff", ".avif[effort=0]")) {
      byte[] whole = Made.vips(120, 80, 255, -1, ending);
      for (int i = 0; i < rounds; i++) {
        byte[] broken = whole.clone();
        for (int k = random.nextInt(1, 8); k > 0; k--) {
          broken[random.nextInt(broken.length)] = (byte) random.nextInt();
        }
        examine(broken);
      }
    }
    assertGoesOn();
  }
}
