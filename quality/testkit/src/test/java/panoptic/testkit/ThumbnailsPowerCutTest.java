package panoptic.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import panoptic.media.PackLimits;
import panoptic.media.Thumbnail;
import panoptic.media.Thumbnails;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;

/// Power cuts, damage and full disks under [Thumbnails]: whatever `sync` acknowledged is whole afterwards.
class ThumbnailsPowerCutTest {
  private static final int SCALE = Integer.getInteger("panoptic.scale", 1);
  private static final Path FOLDER = Path.of("/data/thumbnails");
  private static final PackLimits SMALL = new PackLimits(6_000, 1000);

  /// One life of a disk: numbers are put, synced, killed and cut; `safe` are those whose sync returned.
  private static final class Story {
    final SplittableRandom random;
    ForgetfulDisk disk;
    final Set<Integer> put = new HashSet<>();
    final Set<Integer> safe = new HashSet<>();
    boolean planted;
    int next;

    Story(long seed) {
      random = new SplittableRandom(seed);
      disk = new ForgetfulDisk(random.split());
    }

    void plant() {
      if (planted) {
        disk.leaveOutSyncs(path -> path.toString().endsWith(".pack"));
      }
    }

    void liveUntilCut() {
      disk.cutAtOperation(1 + random.nextInt(120));
      try {
        while (true) {
          work();
        }
      } catch (IOException e) {
        disk = disk.powerCut();
        plant();
      }
    }

    private void work() throws IOException {
      Thumbnails thumbnails = Thumbnails.open(disk, FOLDER, SMALL);
      for (int steps = random.nextInt(60); steps > 0; steps--) {
        int number = random.nextInt(10) == 0 && next > 0 ? random.nextInt(next) : next++;
        thumbnails.put(sha1(number), 128, "jpeg", bytes(number));
        put.add(number);
        if (random.nextInt(6) == 0) {
          thumbnails.sync();
          safe.addAll(put);
        }
      }
      if (random.nextBoolean()) {
        thumbnails.close();
        safe.addAll(put);
      } // else killed: opened again without a close, on the same disk
    }

    void verify() throws IOException {
      try (Thumbnails thumbnails = Thumbnails.open(disk, FOLDER, SMALL)) {
        for (int number : safe) {
          Thumbnail found = thumbnails.find(sha1(number), 128)
              .orElseThrow(() -> new AssertionError("number " + number + " is lost: " + thumbnails.notes()));
          assertArrayEquals(bytes(number), found.bytes(), "number " + number);
        }
        for (int number = 0; number < next; number++) {
          int n = number;
          thumbnails.find(sha1(number), 128).ifPresent(found -> assertArrayEquals(bytes(n), found.bytes(), "number " + n));
        }
        assertEquals(List.of(), thumbnails.check());
        var shown = new ArrayList<Sha1>();
        thumbnails.forEach(entry -> shown.add(entry.sha1()));
        assertEquals(shown.size(), thumbnails.count());
        assertEquals(shown.size(), Set.copyOf(shown).size());
      }
      // What was lost may be put again.
      put.retainAll(safe);
    }
  }

  private static Sha1 sha1(long n) {
    var random = new SplittableRandom(n);
    return new Sha1(random.nextLong(), random.nextLong(), random.nextInt());
  }

  private static byte[] bytes(long n) {
    var random = new SplittableRandom(~n);
    var bytes = new byte[1 + random.nextInt(n % 20 == 3 ? 3000 : 300)];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void everythingAcknowledgedIsWholeAfterPowerCuts() throws IOException {
    int safe = 0;
    for (int seed = 0; seed < 250 * SCALE; seed++) {
      var story = new Story(seed);
      for (int cut = 0; cut < 4; cut++) {
        try {
          story.liveUntilCut();
          story.verify();
        } catch (IOException | RuntimeException | AssertionError e) {
          throw new AssertionError("seed " + seed + ", cut " + cut, e);
        }
      }
      safe += story.safe.size();
    }
    assertTrue(safe > 5_000 * SCALE, "only " + safe + " were acknowledged: the test tests little");
  }

  /// A planted fault shows that the harness would notice: the packs are not synced.
  @Test
  void aSyncLeftOutIsNoticed() {
    int noticed = 0;
    for (int seed = 0; seed < 50; seed++) {
      var story = new Story(seed);
      story.planted = true;
      story.plant();
      try {
        for (int cut = 0; cut < 4; cut++) {
          story.liveUntilCut();
          story.verify();
        }
      } catch (IOException | RuntimeException | AssertionError e) {
        noticed++;
      }
    }
    assertTrue(noticed > 40, "noticed in " + noticed + " of 50");
  }

  /// Another: the name of a new pack is not synced.
  @Test
  void aFolderSyncLeftOutIsNoticed() throws IOException {
    int lost = 0;
    for (int seed = 0; seed < 50; seed++) {
      var disk = new ForgetfulDisk(new SplittableRandom(seed));
      disk.createFolders(FOLDER);
      disk.leaveOutSyncs(FOLDER::equals);
      Thumbnails thumbnails = Thumbnails.open(disk, FOLDER, SMALL);
      thumbnails.put(sha1(1), 128, "jpeg", bytes(1));
      thumbnails.sync();
      try (Thumbnails again = Thumbnails.open(disk.powerCut(), FOLDER, SMALL)) {
        lost += again.contains(sha1(1), 128) ? 0 : 1;
      }
    }
    assertTrue(lost > 10, "lost in " + lost + " of 50");
  }

  @Test
  void syncCoversWhatAKilledProcessHadPut() throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      var disk = new ForgetfulDisk(new SplittableRandom(seed));
      Thumbnails.open(disk, FOLDER).put(sha1(1), 128, "jpeg", bytes(1));
      Thumbnails again = Thumbnails.open(disk, FOLDER);
      assertEquals(false, again.put(sha1(1), 128, "jpeg", bytes(1)));
      again.sync();
      try (Thumbnails last = Thumbnails.open(disk.powerCut(), FOLDER)) {
        assertTrue(last.contains(sha1(1), 128), "seed " + seed);
      }
    }
  }

  @Test
  void flippedBitsCostTheThumbnailTheyHitAndNoOther() throws IOException {
    int damaged = 0;
    for (int seed = 0; seed < 150 * SCALE; seed++) {
      var random = new SplittableRandom(seed);
      ForgetfulDisk disk = filled(100, random.nextBoolean(), random);
      var files = disk.list(FOLDER);
      Path file = files.get(random.nextInt(files.size()));
      disk.flipBit(file, random.nextInt(disk.read(file).length), random.nextInt(8));
      damaged += countDamaged(disk, 1, true, "seed " + seed + ", " + file);
    }
    assertTrue(damaged > 50 * SCALE, "only " + damaged + " flips were noticed");
  }

  @Test
  void truncatedFilesCostTheirEndAndNoMore() throws IOException {
    int damaged = 0;
    for (int seed = 0; seed < 150 * SCALE; seed++) {
      var random = new SplittableRandom(seed);
      boolean closed = random.nextBoolean();
      ForgetfulDisk disk = filled(100, closed, random);
      var files = disk.list(FOLDER);
      Path file = files.get(random.nextInt(files.size()));
      disk.loseTail(file, random.nextInt(disk.read(file).length));
      // How long the newest pack was, nothing tells before its index is written.
      boolean noticeable = closed || !file.equals(files.getLast());
      damaged += countDamaged(disk, 100, noticeable, "seed " + seed + ", " + file);
      try (Thumbnails thumbnails = Thumbnails.open(disk, FOLDER, SMALL)) {
        for (int n = 0; n < 100; n++) {
          thumbnails.put(sha1(n), 128, "jpeg", bytes(n));
        }
        assertHasAll(thumbnails, 100);
      }
      try (Thumbnails thumbnails = Thumbnails.open(disk, FOLDER, SMALL)) {
        assertHasAll(thumbnails, 100);
      }
    }
    assertTrue(damaged > 100 * SCALE, "only " + damaged + " were hit");
  }

  private static ForgetfulDisk filled(int count, boolean close, SplittableRandom random) throws IOException {
    var disk = new ForgetfulDisk(random.split());
    Thumbnails thumbnails = Thumbnails.open(disk, FOLDER, SMALL);
    for (int n = 0; n < count; n++) {
      thumbnails.put(sha1(n), 128, "jpeg", bytes(n));
    }
    thumbnails.sync();
    if (close) {
      thumbnails.close();
    }
    return disk;
  }

  /// Returns how many are gone or refused; the others must be as they were. A check, or a note of the opening, tells of each damage.
  private static int countDamaged(ForgetfulDisk disk, int atMost, boolean noticeable, String where) throws IOException {
    int gone = 0;
    try (Thumbnails thumbnails = Thumbnails.open(disk, FOLDER, SMALL)) {
      for (int n = 0; n < 100; n++) {
        try {
          var found = thumbnails.find(sha1(n), 128);
          if (found.isPresent()) {
            assertArrayEquals(bytes(n), found.get().bytes(), where);
          } else {
            gone++;
          }
        } catch (RefusedException e) {
          assertEquals(ErrorCode.DAMAGED, e.code(), where);
          gone++;
        }
      }
      assertTrue(gone <= atMost, gone + " gone, " + where);
      assertTrue(gone == 0 || !noticeable || !thumbnails.check().isEmpty() || !thumbnails.notes().isEmpty(), where);
    }
    return gone;
  }

  private static void assertHasAll(Thumbnails thumbnails, int count) throws IOException {
    for (int n = 0; n < count; n++) {
      assertArrayEquals(bytes(n), thumbnails.find(sha1(n), 128).orElseThrow().bytes());
    }
  }

  @Test
  void aFullDiskRefusesAndLosesNothing() throws IOException {
    for (int seed = 0; seed < 100; seed++) {
      var random = new SplittableRandom(seed);
      ForgetfulDisk disk = filled(20, true, random);
      Thumbnails thumbnails = Thumbnails.open(disk, FOLDER, SMALL);
      disk.fillUpAfter(random.nextInt(8_000));
      int n = 20;
      try {
        while (true) {
          thumbnails.put(sha1(n), 128, "jpeg", bytes(n));
          n++;
        }
      } catch (RefusedException e) {
        assertEquals(ErrorCode.DISK_FULL, e.code());
      }
      assertHasAll(thumbnails, n);
      thumbnails.sync();
      disk.fillUpAfter(1_000_000);
      int more = n + 20;
      for (; n < more; n++) {
        thumbnails.put(sha1(n), 128, "jpeg", bytes(n));
      }
      thumbnails.close();
      try (Thumbnails again = Thumbnails.open(disk.powerCut(), FOLDER, SMALL)) {
        assertHasAll(again, n);
        assertEquals(n, again.count());
        assertEquals(List.of(), again.check());
      }
    }
  }

  @Test
  void aReadOnlyDiskIsReadAndRefusesToWrite() throws IOException {
    for (boolean closed : new boolean[] {true, false}) {
      ForgetfulDisk disk = filled(50, closed, new SplittableRandom(1));
      disk.readOnly(true);
      try (Thumbnails thumbnails = Thumbnails.open(disk, FOLDER, SMALL)) {
        assertHasAll(thumbnails, 50);
        Executable write = () -> thumbnails.put(sha1(1000), 128, "jpeg", bytes(1000));
        assertEquals(ErrorCode.READ_ONLY, assertThrows(RefusedException.class, write).code());
        assertHasAll(thumbnails, 50);
        assertEquals(List.of(), thumbnails.check());
      }
    }
  }
}
