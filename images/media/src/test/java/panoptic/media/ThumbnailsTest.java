package panoptic.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;

class ThumbnailsTest {
  private static final PackLimits SMALL = new PackLimits(20_000, 1000);

  @TempDir
  Path temp;

  private final LocalDisk disk = new LocalDisk();

  private Path folder() {
    return temp.resolve("thumbnails");
  }

  private Thumbnails open() throws IOException {
    return Thumbnails.open(disk, folder(), SMALL);
  }

  private static Sha1 sha1(long n) {
    var random = new SplittableRandom(n);
    return new Sha1(random.nextLong(), random.nextLong(), random.nextInt());
  }

  /// The bytes that belong to a number: of many lengths, now and then longer than one read.
  private static byte[] bytes(long n) {
    var random = new SplittableRandom(~n);
    var bytes = new byte[n % 50 == 7 ? 30_000 : 1 + random.nextInt(700)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void assertHas(Thumbnails thumbnails, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      Thumbnail found = thumbnails.find(sha1(i), 256).orElseThrow();
      assertArrayEquals(bytes(i), found.bytes());
      assertEquals("jpeg", found.format());
      assertTrue(thumbnails.contains(sha1(i), 256));
    }
  }

  private static void put(Thumbnails thumbnails, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      assertTrue(thumbnails.put(sha1(i), 256, "jpeg", bytes(i)));
    }
  }

  @Test
  void opensAFolderThatDoesNotExistAndWritesNothing() throws IOException {
    try (Thumbnails thumbnails = open()) {
      assertEquals(0, thumbnails.count());
      assertEquals(Optional.empty(), thumbnails.find(sha1(1), 256));
      assertFalse(thumbnails.contains(sha1(1), 256));
      assertEquals(List.of(), thumbnails.check());
      thumbnails.sync();
    }
    assertFalse(Files.exists(folder()));
  }

  @Test
  void findsWhatWasPutAtOnceAndAfterOpeningAgain() throws IOException {
    for (int start = 0; start < 300; start += 100) {
      try (Thumbnails thumbnails = open()) {
        assertEquals(start, thumbnails.count());
        put(thumbnails, start, start + 100);
        assertHas(thumbnails, 0, start + 100);
        assertFalse(thumbnails.contains(sha1(start + 100), 256));
        assertEquals(start + 100, thumbnails.count());
      }
    }
    try (Thumbnails thumbnails = open()) {
      assertHas(thumbnails, 0, 300);
      assertEquals(List.of(), thumbnails.check());
      assertEquals(List.of(), thumbnails.notes());
    }
    assertTrue(disk.list(folder()).stream().filter(p -> p.toString().endsWith(".pack")).count() > 5, "the packs were small");
  }

  @Test
  void keepsTheSizesOfOneImageApart() throws IOException {
    try (Thumbnails thumbnails = open()) {
      assertTrue(thumbnails.put(sha1(1), 256, "webp", bytes(1)));
      assertTrue(thumbnails.put(sha1(1), 128, "jpeg", bytes(2)));
      assertArrayEquals(bytes(1), thumbnails.find(sha1(1), 256).orElseThrow().bytes());
      assertArrayEquals(bytes(2), thumbnails.find(sha1(1), 128).orElseThrow().bytes());
      assertEquals("webp", thumbnails.find(sha1(1), 256).orElseThrow().format());
      assertEquals(Optional.empty(), thumbnails.find(sha1(1), 64));
      assertEquals(2, thumbnails.count());
    }
  }

  @Test
  void putsTheSameOnlyOnce() throws IOException {
    try (Thumbnails thumbnails = open()) {
      assertTrue(thumbnails.put(sha1(1), 256, "jpeg", bytes(1)));
      assertFalse(thumbnails.put(sha1(1), 256, "jpeg", bytes(2)));
      assertArrayEquals(bytes(1), thumbnails.find(sha1(1), 256).orElseThrow().bytes());
      assertEquals(1, thumbnails.count());
    }
  }

  @Test
  void refusesWhatIsNoThumbnail() throws IOException {
    try (Thumbnails thumbnails = open()) {
      assertThrows(IllegalArgumentException.class, () -> thumbnails.put(sha1(1), 0, "jpeg", bytes(1)));
      assertThrows(IllegalArgumentException.class, () -> thumbnails.put(sha1(1), 65536, "jpeg", bytes(1)));
      assertThrows(IllegalArgumentException.class, () -> thumbnails.put(sha1(1), 256, "image/jpeg", bytes(1)));
      assertThrows(IllegalArgumentException.class, () -> thumbnails.put(sha1(1), 256, "", bytes(1)));
      assertThrows(IllegalArgumentException.class, () -> thumbnails.put(sha1(1), 256, "jpeg", new byte[0]));
      assertThrows(IllegalArgumentException.class, () -> thumbnails.put(sha1(1), 256, "jpeg", new byte[(16 << 20) + 1]));
      assertEquals(0, thumbnails.count());
    }
  }

  @Test
  void showsAllInTheOrderTheyWerePut() throws IOException {
    try (Thumbnails thumbnails = open()) {
      put(thumbnails, 0, 200);
      var shown = new ArrayList<Thumbnails.Entry>();
      thumbnails.forEach(shown::add);
      assertEquals(IntStream.range(0, 200).mapToObj(i -> new Thumbnails.Entry(sha1(i), 256, "jpeg", bytes(i).length)).toList(), shown);
    }
  }

  @Test
  void findsEverythingAfterTheProgramWasKilled() throws IOException {
    Thumbnails killed = open();
    put(killed, 0, 150);
    try (Thumbnails thumbnails = open()) {
      assertHas(thumbnails, 0, 150);
      assertEquals(150, thumbnails.count());
      assertEquals(List.of(), thumbnails.notes());
      put(thumbnails, 150, 160);
    }
    try (Thumbnails thumbnails = open()) {
      assertHas(thumbnails, 0, 160);
      assertEquals(List.of(), thumbnails.check());
    }
  }

  @Test
  void leavesFilesOfOtherPeopleAlone() throws IOException {
    Files.createDirectories(folder());
    List<String> names = List.of("notes.txt", "1.pack", "000000001.pack", "00000000.pack", "99999999.pack", "00000001.pack.old",
        "00000003.index");
    for (String name : names) {
      Files.writeString(folder().resolve(name), "mine");
    }
    try (Thumbnails thumbnails = open()) {
      put(thumbnails, 0, 50);
    }
    try (Thumbnails thumbnails = open()) {
      assertHas(thumbnails, 0, 50);
    }
    for (String name : names.subList(0, 6)) {
      assertEquals("mine", Files.readString(folder().resolve(name)), name);
    }
  }

  @Test
  void refusesPacksAndIndexesOfANewerVersion() throws IOException {
    try (Thumbnails thumbnails = open()) {
      put(thumbnails, 0, 10);
    }
    for (Path file : List.of(PackFile.name(folder(), 1), PackIndexFile.name(folder(), 1))) {
      byte[] before = Files.readAllBytes(file);
      byte[] newer = before.clone();
      int head = file.toString().endsWith(".pack") ? PackFile.HEAD : 48;
      ByteBuffer.wrap(newer).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 2).putInt(head - 4, 0);
      ByteBuffer.wrap(newer).order(ByteOrder.LITTLE_ENDIAN).putInt(head - 4, PackRecord.checksum(newer, 0, head - 4));
      Files.write(file, newer);
      var refused = assertThrows(RefusedException.class, this::open);
      assertEquals(ErrorCode.TOO_NEW, refused.code());
      assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()));
      assertArrayEquals(newer, Files.readAllBytes(file));
      Files.write(file, before);
    }
    try (Thumbnails thumbnails = open()) {
      assertHas(thumbnails, 0, 10);
    }
  }

  @Test
  void makesAnIndexAgainThatIsMissingOrDamaged() throws IOException {
    try (Thumbnails thumbnails = open()) {
      put(thumbnails, 0, 300);
    }
    Path index = PackIndexFile.name(folder(), 2);
    byte[] whole = Files.readAllBytes(index);
    Files.delete(index);
    Files.write(PackIndexFile.name(folder(), 1), new byte[10]);
    try (Thumbnails thumbnails = open()) {
      assertHas(thumbnails, 0, 300);
      assertEquals(300, thumbnails.count());
      assertEquals(1, thumbnails.notes().size(), thumbnails.notes().toString());
      assertEquals(List.of(), thumbnails.check());
    }
    assertArrayEquals(whole, Files.readAllBytes(index), "the same as before");
  }

  @Test
  void refusesADamagedThumbnailAndTakesItAgain() throws IOException {
    try (Thumbnails thumbnails = open()) {
      put(thumbnails, 0, 100);
    }
    byte[] pack = Files.readAllBytes(PackFile.name(folder(), 1));
    pack[PackFile.HEAD + PackRecord.BYTES] ^= 1;
    Files.write(PackFile.name(folder(), 1), pack);
    try (Thumbnails thumbnails = open()) {
      var refused = assertThrows(RefusedException.class, () -> thumbnails.find(sha1(0), 256));
      assertEquals(ErrorCode.DAMAGED, refused.code());
      assertTrue(String.valueOf(refused.getMessage()).contains("00000001.pack"), refused.toString());
      assertHas(thumbnails, 1, 100);
      assertEquals(1, thumbnails.check().size());
      put(thumbnails, 0, 1);
      assertHas(thumbnails, 0, 100);
      assertEquals(100, thumbnails.count());
    }
    try (Thumbnails thumbnails = open()) {
      assertHas(thumbnails, 0, 100);
      assertEquals(100, thumbnails.count());
      assertEquals(List.of(), thumbnails.check());
    }
  }

  @Test
  void neverAddsToAPackWithADamagedHeadOrALostEnd() throws IOException {
    try (Thumbnails thumbnails = open()) {
      put(thumbnails, 0, 5);
    }
    byte[] pack = Files.readAllBytes(PackFile.name(folder(), 1));
    pack[3] ^= 1;
    Files.write(PackFile.name(folder(), 1), pack);
    try (Thumbnails thumbnails = open()) {
      assertHas(thumbnails, 0, 5);
      put(thumbnails, 5, 6);
    }
    assertArrayEquals(pack, Files.readAllBytes(PackFile.name(folder(), 1)));
    byte[] second = Files.readAllBytes(PackFile.name(folder(), 2));
    Files.write(PackFile.name(folder(), 2), java.util.Arrays.copyOf(second, second.length - 9));
    try (Thumbnails thumbnails = open()) {
      assertEquals(ErrorCode.DAMAGED, assertThrows(RefusedException.class, () -> thumbnails.find(sha1(5), 256)).code());
      put(thumbnails, 5, 7);
      assertHas(thumbnails, 0, 7);
    }
    assertTrue(Files.exists(PackFile.name(folder(), 3)));
  }

  @Test
  void failsCleanlyAfterClose() throws IOException {
    Thumbnails thumbnails = open();
    put(thumbnails, 0, 1);
    thumbnails.close();
    thumbnails.close();
    assertThrows(IllegalStateException.class, () -> thumbnails.find(sha1(0), 256));
    assertThrows(IllegalStateException.class, () -> thumbnails.contains(sha1(0), 256));
    assertThrows(IllegalStateException.class, () -> thumbnails.put(sha1(0), 256, "jpeg", bytes(0)));
    assertThrows(IllegalStateException.class, thumbnails::sync);
    assertThrows(IllegalStateException.class, thumbnails::check);
  }

  @Test
  void manyThreadsPutFindAndSyncAtOnce() throws Exception {
    int perThread = 400;
    var news = new AtomicInteger();
    try (Thumbnails thumbnails = open(); var pool = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = IntStream.range(0, 8).<Future<?>>mapToObj(t -> pool.submit(() -> {
        for (int i = 0; i < perThread; i++) {
          int mine = t / 2 * perThread + i; // two threads put the same
          news.addAndGet(thumbnails.put(sha1(mine), 256, "jpeg", bytes(mine)) ? 1 : 0);
          assertHas(thumbnails, mine, mine + 1);
          int other = new SplittableRandom(mine).nextInt(4 * perThread);
          thumbnails.find(sha1(other), 256).ifPresent(found -> assertArrayEquals(bytes(other), found.bytes()));
          if (i % 20 == 0) {
            thumbnails.sync();
          }
        }
        return null;
      })).toList();
      for (Future<?> one : all) {
        one.get();
      }
      assertEquals(4 * perThread, thumbnails.count());
      assertEquals(4 * perThread, news.get());
      assertEquals(List.of(), thumbnails.check());
    }
    try (Thumbnails thumbnails = open()) {
      assertHas(thumbnails, 0, 4 * perThread);
      assertEquals(4 * perThread, thumbnails.count());
    }
  }

  /// The bytes of version 1, as `docs/formats/media-pack.md` gives them: they never change.
  @Test
  void writesTheBytesOfTheFormat() throws IOException {
    try (Thumbnails thumbnails = open()) {
      thumbnails.put(Sha1.parse("00112233445566778899aabbccddeeff01234567"), 256, "jpeg", "hello".getBytes(StandardCharsets.US_ASCII));
      thumbnails.sync();
      thumbnails.put(Sha1.parse("ffffffffffffffffffffffffffffffffffffffff"), 128, "webp", "you".getBytes(StandardCharsets.US_ASCII));
    }
    var hex = java.util.HexFormat.of();
    assertEquals("""
        50414e4f5041434b0100000001000000000000000000000000000000d9dcf204\
        5052454300112233445566778899aabbccddeeff01234567000100006a706567\
        0000000005000000000000004cbb719a000000000ddc4d5168656c6c6f000000\
        50524543ffffffffffffffffffffffffffffffffffffffff8000000077656270\
        00000000030000000c0000006c667b880000000054f757e2796f750000000000""", hex.formatHex(Files.readAllBytes(PackFile.name(folder(), 1))));
    assertEquals("""
        50414e4f504944580100000001000000a000000000000000020000007710ea3e\
        0000000000000000000000009e9fa13800112233445566778899aabbccddeeff\
        012345670001000004000000ffffffffffffffffffffffffffffffffffffffff\
        800000000c000000""", hex.formatHex(Files.readAllBytes(PackIndexFile.name(folder(), 1))));
  }
}
