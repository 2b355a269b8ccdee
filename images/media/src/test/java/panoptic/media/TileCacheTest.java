package panoptic.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;

final class TileCacheTest {
  @TempDir
  Path folder;

  private static Sha1 sha1(int n) {
    return new Sha1(n * 0x9E3779B97F4A7C15L, n, n);
  }

  private static byte[] tile(int n) {
    var out = new byte[100 + n];
    Arrays.fill(out, (byte) n);
    return out;
  }

  private static void make(TileCache cache, Sha1 sha1, int count) throws IOException {
    try (TileCache.Making making = cache.make(sha1, count)) {
      for (int n = count - 1; n >= 0; n--) {
        making.take(n, tile(n));
      }
      making.done();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void findsWhatItTookAlsoAfterARestart() throws IOException {
    make(new TileCache(folder, 1 << 20), sha1(1), 5);
    var again = new TileCache(folder, 1 << 20);
    for (int n = 0; n < 5; n++) {
      assertArrayEquals(tile(n), again.find(sha1(1), n, 5).orElseThrow());
    }
    assertEquals(Optional.empty(), again.find(sha1(1), 0, 6), "a picture that is cut otherwise");
    assertEquals(Optional.empty(), again.find(sha1(2), 0, 5));
  }

  @Test
  void keepsNothingThatWasNotDone() throws IOException {
    var cache = new TileCache(folder, 1 << 20);
    try (TileCache.Making making = cache.make(sha1(1), 3)) {
      making.take(0, tile(0));
      assertEquals(Optional.empty(), cache.find(sha1(1), 0, 3));
    }
    assertEquals(List.of(), files());
    try (TileCache.Making making = cache.make(sha1(1), 3)) {
      making.take(1, tile(7));
      assertEquals(1 / 3.0, making.share());
      making.take(1, tile(1)); // again, since a decoder was asked twice
      assertEquals(1 / 3.0, making.share());
      assertArrayEquals(tile(1), making.find(1).orElseThrow(), "while others are still to come");
      assertEquals(Optional.empty(), making.find(0));
      making.done();
    }
    assertArrayEquals(tile(1), cache.find(sha1(1), 1, 3).orElseThrow());
    assertEquals(Optional.empty(), cache.find(sha1(1), 0, 3), "a tile that never came");
  }

  @Test
  void givesNothingThatIsDamaged() throws IOException {
    var cache = new TileCache(folder, 1 << 20);
    make(cache, sha1(1), 3);
    Path file = files().getFirst();
    byte[] sound = Files.readAllBytes(file);
    for (int at = 0; at < sound.length; at++) {
      byte[] broken = sound.clone();
      broken[at] ^= 0x10;
      Files.write(file, broken);
      for (int n = 0; n < 3; n++) {
        Optional<byte[]> found = cache.find(sha1(1), n, 3);
        if (found.isPresent()) {
          assertArrayEquals(tile(n), found.get(), "byte " + at);
        }
      }
    }
    for (int length = 0; length < sound.length; length++) {
      try (var cut = new RandomAccessFile(file.toFile(), "rw")) {
        Files.write(file, sound);
        cut.setLength(length);
      }
      assertEquals(Optional.empty(), cache.find(sha1(1), 1, 3), "cut to " + length);
    }
    make(cache, sha1(1), 3);
    assertArrayEquals(tile(1), cache.find(sha1(1), 1, 3).orElseThrow());
  }

  @Test
  void staysWithinItsBoundsAndLosesWhatWasLongestUnused() throws IOException {
    var cache = new TileCache(folder, 2_000);
    for (int n = 1; n <= 3; n++) {
      make(cache, sha1(n), 4); // 406 of tiles, 72 besides
    }
    cache.find(sha1(1), 0, 4);
    make(cache, sha1(4), 4);
    make(cache, sha1(5), 4);
    assertEquals(Optional.empty(), cache.find(sha1(2), 0, 4));
    for (int n : List.of(1, 3, 4, 5)) {
      assertTrue(cache.find(sha1(n), 0, 4).isPresent(), "picture " + n);
    }
    try (TileCache.Making making = cache.make(sha1(6), 40)) {
      var refused = assertThrows(RefusedException.class, () -> {
        for (int n = 0; n < 40; n++) {
          making.take(n, tile(n));
        }
      });
      assertEquals(ErrorCode.DISK_FULL, refused.code());
    }
    assertEquals(4, files().size());
  }
}
