package panoptic.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;

/// All thumbnails made again while the old ones are shown.
class ThumbnailSetsTest {
  @TempDir
  Path media = Path.of("");

  private final LocalDisk disk = new LocalDisk();

  private ThumbnailSets open() throws IOException {
    return ThumbnailSets.open(disk, media);
  }

  private static Sha1 sha1(int n) {
    return Sha1.parse(String.format(Locale.ROOT, "%040x", n + 1));
  }

  private static byte[] bytes(String what, int n) {
    return (what + n).getBytes(StandardCharsets.US_ASCII);
  }

  private static void put(ThumbnailSets sets, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      sets.put(sha1(i), 256, "jpeg", bytes("old", i));
    }
    sets.sync();
  }

  private static void assertShows(ThumbnailSets sets, String what, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      assertArrayEquals(bytes(what, i), sets.find(sha1(i), 256).orElseThrow().bytes(), () -> what);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(media)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void showsTheOldOnesUntilAllAreMade() throws IOException {
    try (ThumbnailSets sets = open()) {
      put(sets, 0, 10);
      assertEquals(0, sets.number());
      try (ThumbnailSets.Making making = sets.begin()) {
        for (int i = 0; i < 6; i++) { // the files of the others are gone
          making.put(sha1(i), 256, "jpeg", bytes("new", i));
        }
        assertShows(sets, "old", 0, 10);
        put(sets, 10, 12); // an import meanwhile
        assertEquals(0, sets.number());
        making.complete();
      }
      assertEquals(1, sets.number());
      assertShows(sets, "new", 0, 6);
      assertShows(sets, "old", 6, 12);
      assertEquals(12, sets.count());
      assertEquals(List.of(), sets.check());
      assertTrue(sets.bytes() > 12 * 50);
      put(sets, 12, 13);
    }
    assertEquals(List.of("thumbnails-1"), names());
    assertEquals(1, ThumbnailSets.number(disk, media));
    try (ThumbnailSets sets = open()) {
      assertShows(sets, "new", 0, 6);
      assertShows(sets, "old", 6, 13);
      try (ThumbnailSets.Making making = sets.begin()) {
        making.complete();
      }
      assertEquals(2, sets.number());
      assertShows(sets, "new", 0, 6);
    }
    assertEquals(List.of("thumbnails-2"), names());
  }

  @Test
  void leavesAllAsItWasWhenGivenUp() throws IOException {
    try (ThumbnailSets sets = open()) {
      put(sets, 0, 3);
      try (ThumbnailSets.Making making = sets.begin()) {
        making.put(sha1(0), 256, "jpeg", bytes("new", 0));
        assertEquals(ErrorCode.LOCKED, assertThrows(RefusedException.class, sets::begin).code());
      }
      assertEquals(0, sets.number());
      assertShows(sets, "old", 0, 3);
      assertEquals(List.of("thumbnails"), names());
      sets.begin().close();
    }
  }

  /// What stands in the folder when a process is killed, at each moment of a making.
  @Test
  void opensAsItWasOrAsItShallBeAfterACut() throws IOException {
    Path other = media.resolve("thumbnails-1");
    try (ThumbnailSets sets = open()) {
      put(sets, 0, 3);
    }
    try (Thumbnails half = Thumbnails.open(disk, other)) {
      half.put(sha1(0), 256, "jpeg", bytes("new", 0));
    }
    Files.writeString(other.resolve("whole.part"), "1");
    try (ThumbnailSets sets = open()) {
      assertEquals(0, sets.number());
      assertShows(sets, "old", 0, 3);
    }
    assertEquals(List.of("thumbnails"), names());
    try (Thumbnails whole = Thumbnails.open(disk, other)) {
      for (int i = 0; i < 3; i++) {
        whole.put(sha1(i), 256, "jpeg", bytes("new", i));
      }
    }
    Files.writeString(other.resolve("whole"), "1\n");
    try (ThumbnailSets sets = open()) {
      assertEquals(1, sets.number());
      assertShows(sets, "new", 0, 3);
    }
    assertEquals(List.of("thumbnails-1"), names());
  }

  @Test
  void removesNothingOfOthers() throws IOException {
    Path mine = Files.createDirectories(media.resolve("thumbnails-7")).resolve("mine.png");
    Files.writeString(mine, "mine");
    Files.createDirectories(media.resolve("thumbnails-old"));
    try (ThumbnailSets sets = open()) {
      put(sets, 0, 1);
    }
    assertEquals("mine", Files.readString(mine));
    assertEquals(List.of("thumbnails", "thumbnails-7", "thumbnails-old"), names());
  }

  @Test
  void isReadAllTheWhile() throws Exception {
    var stop = new AtomicBoolean();
    try (ThumbnailSets sets = open(); var threads = Executors.newFixedThreadPool(3)) {
      put(sets, 0, 50);
      var readers = new ArrayList<Future<Integer>>();
      for (int r = 0; r < 3; r++) {
        readers.add(threads.submit(() -> {
          int found = 0;
          while (!stop.get()) {
            for (int i = 0; i < 50; i++, found++) {
              byte[] shown = sets.find(sha1(i), 256).orElseThrow().bytes();
              assertTrue(Arrays.equals(bytes("old", i), shown) || Arrays.equals(bytes("new", i), shown));
            }
          }
          return found;
        }));
      }
      for (int round = 0; round < 20; round++) {
        try (ThumbnailSets.Making making = sets.begin()) {
          for (int i = 0; i < 50; i += 2) {
            making.put(sha1(i), 256, "jpeg", bytes("new", i));
          }
          making.complete();
        }
      }
      stop.set(true);
      for (Future<Integer> reader : readers) {
        assertFalse(reader.get() == 0);
      }
      assertEquals(20, sets.number());
    }
  }
}
