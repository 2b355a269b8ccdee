package panoptic.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.model.spi.DiskFile;

class ForgetfulDiskTest extends DiskContract {
  private static final Path FOLDER = Path.of("/data");
  private static final Path A = FOLDER.resolve("a");
  private static final Path B = FOLDER.resolve("b");

  private interface Work {
    void on(ForgetfulDisk disk) throws IOException;
  }

  private final ForgetfulDisk disk = new ForgetfulDisk(new SplittableRandom(1));

  @BeforeEach
  void makeFolder() throws IOException {
    disk.createFolders(FOLDER);
  }

  @Override
  protected Disk disk() {
    return disk;
  }

  @Override
  protected Path folder() {
    return FOLDER;
  }

  @Test
  void keepsWhatWasSyncedWhateverTheFate() {
    assertEquals(Set.of("a=synced"), fates(d -> {
      put(d, A, "synced", true);
      d.sync(FOLDER);
    }));
  }

  @Test
  void forgetsAFileWhoseNameWasNotSynced() {
    assertEquals(Set.of("", "a=synced"), fates(d -> put(d, A, "synced", true)));
  }

  @Test
  void forgetsContentThatWasNotSyncedInPart() {
    Set<String> fates = fates(d -> {
      put(d, A, "1234", false);
      d.sync(FOLDER);
    });
    assertTrue(fates.containsAll(Set.of("a=", "a=1", "a=12", "a=123", "a=1234", "a=\0\0\0\0")), fates.toString());
  }

  @Test
  void bringsBackTheOldContentOfAnUnsyncedOverwriteOrAnyMixture() {
    Set<String> fates = fates(d -> {
      put(d, A, "old.", true);
      d.sync(FOLDER);
      put(d, A, "NEW!", false);
    });
    assertEquals(Set.of("a=old.", "a=Nld.", "a=NEd.", "a=NEW.", "a=NEW!"), fates);
  }

  @Test
  void lettersOfSeveralSectorsArriveInAnyOrder() {
    Set<String> fates = fates(d -> {
      put(d, A, "-".repeat(1024), true);
      d.sync(FOLDER);
      put(d, A, "x".repeat(1024), false);
    });
    assertTrue(fates.contains("a=" + "-".repeat(512) + "x".repeat(512)), "the second sector alone");
    assertTrue(fates.contains("a=" + "x".repeat(512) + "-".repeat(512)), "the first sector alone");
  }

  @Test
  void mayBringBackTheTailOfACutThatWasNotSynced() {
    assertEquals(Set.of("a=1234", "a=12"), fates(d -> {
      put(d, A, "1234", true);
      d.sync(FOLDER);
      try (DiskFile file = d.openToWrite(A)) {
        file.truncate(2);
      }
    }));
  }

  @Test
  void leavesTheOldOrTheNewNameOfAnUnsyncedRename() {
    assertEquals(Set.of("a=new b=old", "b=new"), fates(d -> {
      put(d, A, "new", true);
      put(d, B, "old", true);
      d.sync(FOLDER);
      d.move(A, B);
    }));
    assertEquals(Set.of("b=new"), fates(d -> {
      put(d, A, "new", true);
      d.move(A, B);
      d.sync(FOLDER);
    }));
  }

  @Test
  void showsARenameBeforeTheWriteAsLost() {
    Set<String> fates = fates(d -> {
      put(d, B, "old", true);
      d.sync(FOLDER);
      put(d, A, "new", false);
      d.move(A, B);
      d.sync(FOLDER);
    });
    assertTrue(fates.contains("b="), fates.toString());
  }

  @Test
  void neverLosesBothNamesOfAMoveIntoAnotherFolder() {
    Path sub = FOLDER.resolve("sub");
    Set<String> fates = fates(d -> {
      d.createFolders(sub);
      put(d, A, "x", true);
      d.sync(FOLDER);
      d.move(A, sub.resolve("b"));
      d.sync(FOLDER);
    });
    assertFalse(fates.contains("sub:"), fates.toString());
    assertTrue(fates.contains("a=x sub:") && fates.stream().anyMatch(f -> f.endsWith("sub: b=x")), fates.toString());
  }

  @Test
  void mayBringBackAFileWhoseRemovalWasNotSynced() {
    assertEquals(Set.of("", "a=x"), fates(d -> {
      put(d, A, "x", true);
      d.sync(FOLDER);
      d.delete(A);
    }));
  }

  @Test
  void noticesAReplaceThatLeftOutItsSyncs() {
    Work replace = d -> {
      d.replace(A, "old".getBytes(StandardCharsets.UTF_8));
      d.replace(A, "new".getBytes(StandardCharsets.UTF_8));
    };
    assertEquals(Set.of("a=new"), fates(replace));
    assertTrue(fates(d -> {
      d.leaveOutSyncs(p -> p.equals(FOLDER));
      replace.on(d);
    }).contains("a=old"));
    assertTrue(fates(d -> {
      d.leaveOutSyncs(p -> p.toString().endsWith(".part"));
      replace.on(d);
    }).contains("a="));
  }

  @Test
  void replaceIsWholeAtEveryMoment() {
    for (long n = 1; n <= 5; n++) {
      long moment = n;
      Set<String> fates = fates(d -> {
        d.replace(A, "old".getBytes(StandardCharsets.UTF_8));
        d.cutAtOperation(moment);
        assertThrows(PowerCutException.class, () -> d.replace(A, "new".getBytes(StandardCharsets.UTF_8)));
      });
      assertTrue(fates.stream().allMatch(f -> f.startsWith("a=old") || f.startsWith("a=new")), fates.toString());
    }
  }

  @Test
  void deniesEverythingFromTheArmedOperationOn() throws IOException {
    DiskFile file = disk.openToWrite(A);
    disk.cutAtOperation(2);
    file.write(ByteBuffer.allocate(1), 0);
    assertThrows(PowerCutException.class, file::sync);
    assertThrows(PowerCutException.class, () -> file.read(ByteBuffer.allocate(1), 0));
    assertThrows(PowerCutException.class, () -> disk.openToWrite(B));
    assertThrows(PowerCutException.class, () -> disk.list(FOLDER));
    ForgetfulDisk again = disk.powerCut();
    assertThrows(PowerCutException.class, () -> disk.list(FOLDER));
    put(again, B, "alive", true);
    assertEquals("alive", new String(again.read(B), StandardCharsets.UTF_8));
  }

  @Test
  void refusesWhatDoesNotFitAndKeepsTheRest() throws IOException {
    disk.fillUpAfter(6);
    try (DiskFile file = disk.openToWrite(A)) {
      file.write(ByteBuffer.wrap("1234".getBytes(StandardCharsets.UTF_8)), 0);
      file.write(ByteBuffer.wrap("over".getBytes(StandardCharsets.UTF_8)), 0);
      var refused = assertThrows(RefusedException.class, () -> file.write(ByteBuffer.allocate(4), 4));
      assertEquals(ErrorCode.DISK_FULL, refused.code());
      assertEquals(6, file.size());
      disk.fillUpAfter(100);
      file.write(ByteBuffer.allocate(4), 4);
      assertEquals(8, file.size());
    }
  }

  @Test
  void refusesEveryChangeOnAReadOnlyDisk() throws IOException {
    put(disk, A, "x", true);
    disk.readOnly(true);
    for (Work work : new Work[] {d -> d.openToWrite(A).close(), d -> d.openToWrite(B).close(), d -> d.move(A, B), d -> d.delete(A),
        d -> d.createFolders(FOLDER.resolve("c"))}) {
      assertEquals(ErrorCode.READ_ONLY, assertThrows(RefusedException.class, () -> work.on(disk)).code());
    }
    assertEquals("x", new String(disk.read(A), StandardCharsets.UTF_8));
  }

  @Test
  void plantsFlippedBitsAndLostTails() throws IOException {
    put(disk, A, "abc", true);
    disk.flipBit(A, 1, 0);
    disk.loseTail(A, 2);
    assertArrayEquals(new byte[] {'a', 'c'}, disk.read(A));
  }

  /// Runs the work on many disks, cuts the power, and returns all the states that were found.
  private static Set<String> fates(Work work) {
    var found = new TreeSet<String>();
    for (int seed = 0; seed < 400; seed++) {
      try {
        var disk = new ForgetfulDisk(new SplittableRandom(seed));
        disk.createFolders(FOLDER);
        work.on(disk);
        var text = new StringBuilder();
        describe(disk.powerCut(), FOLDER, s -> text.append(text.isEmpty() ? "" : " ").append(s));
        found.add(text.toString());
      } catch (IOException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    return found;
  }

  private static void describe(Disk disk, Path folder, Consumer<String> out) throws IOException {
    for (Path path : disk.list(folder)) {
      if (path.endsWith("sub")) {
        out.accept("sub:");
        describe(disk, path, out);
      } else {
        out.accept(path.getFileName() + "=" + new String(disk.read(path), StandardCharsets.ISO_8859_1));
      }
    }
  }

  private static void put(Disk disk, Path path, String content, boolean sync) throws IOException {
    try (DiskFile file = disk.openToWrite(path)) {
      file.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), 0);
      if (sync) {
        file.sync();
      }
    }
  }
}
