package panoptic.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;

final class VectorStoreTest {
  @TempDir
  Path folder;

  private VectorStore open() {
    return VectorStore.open(new LocalDisk(), folder.resolve("vectors"), 10_000);
  }

  private static Sha1 sha1(int n) {
    return new Sha1(n * 0x9E3779B97F4A7C15L, n, n);
  }

  private static List<Sha1> sha1s(int from, int to) {
    return IntStream.range(from, to).mapToObj(VectorStoreTest::sha1).toList();
  }

  private static void add(VectorStore store, int type, int from, int to, int length, int salt) throws IOException {
    var values = new float[(to - from) * length];
    for (int k = 0; k < values.length; k++) {
      values[k] = value(from + k / length, k % length, salt);
    }
    store.add(type, sha1s(from, to), FloatBuffer.wrap(values));
  }

  private static float value(int image, int place, int salt) {
    return image + place / 1024f + salt * 1_000_000f;
  }

  private static void same(Vectors v, int i, int image, int salt) {
    float[] now = v.get(i);
    for (int k = 0; k < now.length; k++) {
      assertEquals(value(image, k, salt), now[k]);
    }
  }

  @Test
  void keepsVectorsAcrossClosing() throws IOException {
    try (var store = open()) {
      add(store, 3, 0, 1_000, 37, 0);
      add(store, 4, 0, 5, 1, 0);
      assertEquals(37, store.length(3));
    }
    try (var store = open()) {
      assertTrue(store.exists(3, sha1(999)));
      assertFalse(store.exists(3, sha1(1_000)));
      Vectors all = store.readAll(3);
      assertEquals(1_000, all.count());
      for (int i = 0; i < all.count(); i++) {
        same(all, i, (int) all.sha1s().get(i).middle(), 0);
      }
      Vectors some = store.read(3, List.of(sha1(7), sha1(5_000), sha1(2)));
      assertEquals(List.of(sha1(7), sha1(2)), some.sha1s());
      same(some, 1, 2, 0);
      assertEquals(0, store.readAll(9).count());
      assertEquals(List.of(), store.check());
    }
  }

  @Test
  void copiesInBulkAreTheSame() throws IOException {
    try (var store = open(); var arena = Arena.ofConfined()) {
      add(store, 1, 0, 50, 8, 0);
      Vectors all = store.readAll(1);
      var into = arena.allocate(50 * 32);
      all.copy(0, 50, into, 0);
      assertArrayEquals(all.get(49), into.asSlice(49 * 32).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
    }
  }

  @Test
  void anotherLengthIsRefusedNamingBoth() throws IOException {
    try (var store = open()) {
      add(store, 1, 0, 2, 8, 0);
      var e = assertThrows(RefusedException.class, () -> add(store, 1, 2, 4, 9, 0));
      assertEquals("a vector of the type 1 has 8 numbers, not 9", e.getMessage());
      assertEquals(2, store.readAll(1).count());
    }
  }

  @Test
  void numbersThatAreNotFiniteAreRefusedNamingTheImage() throws IOException {
    try (var store = open()) {
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
        var e = assertThrows(RefusedException.class,
            () -> store.add(1, sha1s(0, 2), FloatBuffer.wrap(new float[] {1, 2, 3, bad})));
        assertTrue(e.getMessage().contains(sha1(1) + " has " + bad + " at place 1"), e.getMessage());
      }
      assertEquals(0, store.readAll(1).count());
      assertThrows(RefusedException.class, () -> store.add(1, sha1s(0, 2), FloatBuffer.wrap(new float[] {1, 2, 3})));
    }
  }

  @Test
  void writtenAgainReplacesAndDoesNotGrowWithoutBound() throws IOException {
    try (var store = open()) {
      add(store, 1, 0, 100, 16, 0);
      Vectors first = store.readAll(1);
      for (int salt = 1; salt < 60; salt++) {
        add(store, 1, 0, 100, 16, salt);
      }
      same(first, 0, (int) first.sha1s().getFirst().middle(), 0); // somebody reads on what is no longer there
      Vectors now = store.readAll(1);
      assertEquals(100, now.count());
      for (int i = 0; i < 100; i++) {
        same(now, i, (int) now.sha1s().get(i).middle(), 59);
      }
    }
    assertTrue(size() < 60_000, size() + " bytes for " + 100 * 84);
    try (var store = open()) {
      Vectors now = store.readAll(1);
      same(now, 99, (int) now.sha1s().get(99).middle(), 59);
    }
  }

  @Test
  void smallBatchesAreJoined() throws IOException {
    try (var store = open()) {
      for (int i = 0; i < 600; i++) {
        add(store, 1, i, i + 1, 1, 0);
      }
      assertEquals(600, store.readAll(1).count());
    }
    assertTrue(size() < 3 * 10_000 + 2 * 600 * 24, size() + " bytes for 600 vectors of 24");
  }

  @Test
  void nothingGoesAwayWhileFilesAreHeld() throws IOException {
    try (var store = open()) {
      add(store, 1, 0, 100, 16, 0);
      store.holding(() -> {
        for (int salt = 1; salt < 9; salt++) {
          add(store, 1, 0, 100, 16, salt);
        }
        assertTrue(Files.exists(folder.resolve("vectors/1/00000001.vectors")));
      });
      add(store, 1, 0, 1, 16, 9);
      assertFalse(Files.exists(folder.resolve("vectors/1/00000001.vectors")));
    }
  }

  @Test
  void damageCostsItsBatchAndIsTold() throws IOException {
    try (var store = open()) {
      add(store, 1, 0, 10, 16, 0);
      add(store, 1, 10, 20, 16, 0);
    }
    Path file = folder.resolve("vectors/1/00000001.vectors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[64 + 64 + 3] ^= 1; // a sha1 of the first batch
    Files.write(file, bytes);
    try (var store = open()) {
      assertEquals(sha1s(10, 20), store.readAll(1).sha1s());
      assertEquals(1, store.check().size());
    }
    bytes[3] ^= 1; // the head
    Files.write(file, bytes);
    try (var store = open()) {
      assertEquals(ErrorCode.DAMAGED, assertThrows(RefusedException.class, () -> store.readAll(1)).code());
    }
    assertEquals(bytes.length, Files.size(file));
  }

  @Test
  void failsCleanlyAfterCloseAlsoWhileOthersRead() throws Exception {
    var store = open();
    add(store, 1, 0, 1_000, 64, 0);
    Vectors all = store.readAll(1);
    var thrown = new AtomicReference<Throwable>();
    var reader = new Thread(() -> {
      try {
        while (true) {
          for (int i = 0; i < all.count(); i++) {
            all.get(i);
          }
        }
      } catch (Throwable e) {
        thrown.set(e);
      }
    });
    reader.start();
    Thread.sleep(20);
    store.close();
    reader.join(10_000);
    assertEquals(IllegalStateException.class, thrown.get().getClass());
    assertThrows(IllegalStateException.class, () -> store.exists(1, sha1(0)));
  }

  @Test
  void keptFilesAreNamedByTheirContent() throws IOException {
    var kept = new KeptFiles(new LocalDisk(), folder.resolve("kept"));
    String a = kept.keep(new byte[] {1, 2, 3});
    String b = kept.keep(new byte[0]);
    assertEquals(a, kept.keep(new byte[] {1, 2, 3}));
    assertArrayEquals(new byte[] {1, 2, 3}, kept.read(a));
    assertEquals(ErrorCode.UNKNOWN, assertThrows(RefusedException.class, () -> kept.read("../x")).code());
    kept.retain(java.util.Set.of(a));
    assertEquals(1, kept.check(List.of(a, b)).size());
    Files.write(folder.resolve("kept").resolve(a), new byte[] {1, 2, 4});
    assertEquals(ErrorCode.DAMAGED, assertThrows(RefusedException.class, () -> kept.read(a)).code());
    assertEquals(a, kept.keep(new byte[] {1, 2, 3}));
    assertArrayEquals(new byte[] {1, 2, 3}, kept.read(a), "keeping it again mends it");
  }

  private long size() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }
}
