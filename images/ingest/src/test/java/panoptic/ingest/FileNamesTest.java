package panoptic.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNamesTest {
  @TempDir
  Path folder;

  @Test
  void givesEachNameItsOwnTextAndFindsTheWayBack() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    var texts = new HashSet<String>();
    for (int i = 0; i < 20_000; i++) {
      byte[] name = random.nextBoolean() ? randomBytes(random) : randomText(random).getBytes(UTF_8);
      String text = FileNames.text(name);
      assertArrayEquals(name, FileNames.bytes(text), () -> "seed " + seed);
      assertEquals(text, new String(text.getBytes(UTF_8), UTF_8), () -> "seed " + seed + ": a text must survive UTF-8");
      texts.add(text);
    }
    assertTrue(texts.size() > 10_000);
  }

  @Test
  void leavesGoodNamesAlone() {
    for (String name : List.of("a.jpg", "é à ü.jpg", "写真\n2.jpg", "\uFFFD.jpg", "🦊.png")) {
      assertEquals(name, FileNames.text(name.getBytes(UTF_8)));
    }
    assertEquals("caf\uEFE9.jpg", FileNames.text("café.jpg".getBytes(ISO_8859_1)));
  }

  @Test
  void reachesFilesOfAnyName() throws IOException {
    Path real = folder.toRealPath();
    for (String text : List.of("plain.jpg", "caf\uEFE9.jpg", "line\nend.jpg", "\uEFFF\uEFFE", "a b%20c?#.jpg", "\uEFEE\uEFBE\uEF80 private",
        "e\u0301.jpg", "\uFFFD")) {
      Path file = FileNames.child(real, text);
      Files.writeString(file, text);
      assertEquals(text, FileNames.name(file));
      assertEquals(FileNames.join(FileNames.text(real), text), FileNames.text(file));
      assertEquals(text, Files.readString(FileNames.path(FileNames.text(file))));
      Path below = Files.createDirectory(FileNames.child(real, text + ".d"));
      assertEquals(FileNames.text(below) + "/" + text, FileNames.text(FileNames.child(below, text)));
    }
    var listed = new HashSet<String>();
    try (var stream = Files.newDirectoryStream(real)) {
      stream.forEach(p -> listed.add(FileNames.name(p)));
    }
    assertEquals(16, listed.size());
    assertTrue(listed.contains("caf\uEFE9.jpg.d"));
  }

  @Test
  void knowsWhatLiesInAFolder() {
    assertTrue(FileNames.isWithin("/a/b", "/a/b"));
    assertTrue(FileNames.isWithin("/a/b", "/a/b/c"));
    assertTrue(FileNames.isWithin("/", "/a"));
    assertFalse(FileNames.isWithin("/a/b", "/a/bc"));
    assertFalse(FileNames.isWithin("/a/b", "/a"));
  }

  private static byte[] randomBytes(Random random) {
    var bytes = new byte[1 + random.nextInt(12)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String randomText(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(switch (random.nextInt(4)) {
        case 0 -> (char) ('a' + random.nextInt(26));
        case 1 -> (char) (0xEF70 + random.nextInt(0xA0));
        case 2 -> Character.toString(0x1F600 + random.nextInt(40));
        default -> (char) (0x80 + random.nextInt(0x700));
      });
    }
    return text.toString();
  }
}
