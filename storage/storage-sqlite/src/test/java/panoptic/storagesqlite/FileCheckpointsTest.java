package panoptic.storagesqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.MemoryLog;
import panoptic.project.Project;
import panoptic.project.spi.CheckpointStore;
import panoptic.testkit.CheckpointStoreContract;
import panoptic.testkit.ForgetfulDisk;
import panoptic.testkit.RandomHistory;
import panoptic.testkit.VisibleState;

/// Checkpoints in files: the contract, and what is found after power cuts, damage, full and read-only disks.
class FileCheckpointsTest extends CheckpointStoreContract {
  private static final int SCALE = Integer.getInteger("panoptic.scale", 1);
  private static final Path FOLDER = Path.of("/project/state");

  private final ForgetfulDisk disk = new ForgetfulDisk(new SplittableRandom(1));

  @Override
  protected CheckpointStore open() {
    return new FileCheckpoints(disk, FOLDER);
  }

  private static byte[] bytes(SplittableRandom random, int number) {
    var bytes = new byte[50 + number % 400];
    random.nextBytes(bytes);
    return bytes;
  }

  /// One life of a disk: checkpoints are made of pages old and new until the power goes; the newest acknowledged one must be found, whole.
  private static final class Story {
    final SplittableRandom random;
    ForgetfulDisk disk;
    Predicate<Path> forgotten = _ -> false;
    long safe;
    long begun;
    int checkpoints;

    Story(long seed) {
      random = new SplittableRandom(seed);
      disk = new ForgetfulDisk(random.split());
    }

    void liveUntilCut() {
      disk.leaveOutSyncs(forgotten);
      disk.cutAtOperation(1 + random.nextInt(90));
      try {
        while (true) {
          var store = new FileCheckpoints(disk, FOLDER);
          store.newest(Long.MAX_VALUE);
          for (int n = random.nextInt(6); n >= 0; n--) {
            checkpoint(store);
          }
        }
      } catch (RefusedException e) {
        if (!String.valueOf(e.getCause()).contains("PowerCut")) {
          throw e;
        }
        disk = disk.powerCut();
      }
    }

    /// A page's content tells its number, and is the same whenever it comes again.
    private void checkpoint(FileCheckpoints store) {
      begun = Math.max(safe, begun) + 1;
      var names = new ArrayList<String>();
      for (int p = 0; p < 6; p++) {
        names.add(store.keep(page(p, begun / (p + 1))));
      }
      store.complete(begun, page(99, begun), names);
      safe = begun;
      checkpoints++;
    }

    static byte[] page(int p, long version) {
      return bytes(new SplittableRandom(1000 * version + p), (int) version + 37 * p);
    }

    void verify() {
      CheckpointStore store = new FileCheckpoints(disk, FOLDER);
      long found = store.newest(Long.MAX_VALUE).map(CheckpointStore.Checkpoint::sequence).orElse(0L);
      assertTrue(found == safe || found == begun, "checkpoint " + found + " is there, " + safe + " was acknowledged, " + begun + " begun");
      store.newest(Long.MAX_VALUE).ifPresent(c -> {
        for (int p = 0; p < 6; p++) {
          assertEquals(List.of(page(p, found / (p + 1))[0], c.names().get(p).length()), List.of(c.pages().apply(p)[0], 32));
          org.junit.jupiter.api.Assertions.assertArrayEquals(page(p, found / (p + 1)), c.pages().apply(p));
        }
      });
      safe = found;
    }
  }

  @Test
  void theNewestAcknowledgedIsWholeAfterPowerCuts() {
    int checkpoints = 0;
    for (int seed = 0; seed < 250 * SCALE; seed++) {
      var story = new Story(seed);
      for (int cut = 0; cut < 4; cut++) {
        try {
          story.liveUntilCut();
          story.verify();
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("seed " + seed + ", cut " + cut, e);
        }
      }
      checkpoints += story.checkpoints;
    }
    assertTrue(checkpoints > 700 * SCALE, "only " + checkpoints + " were acknowledged: the test tests little");
  }

  /// Planted faults show that the harness would notice.
  @Test
  void aSyncLeftOutIsNoticed() {
    assertTrue(noticed(p -> p.toString().contains("/pages/")) > 30, "of pages and their folders");
    assertTrue(noticed(p -> p.getFileName().toString().endsWith(".part")) > 15, "of manifests: renamed before they were written");
    assertTrue(noticed(p -> p.equals(FOLDER)) > 15, "of the manifests' folder");
  }

  private static int noticed(Predicate<Path> forgotten) {
    int noticed = 0;
    for (int seed = 0; seed < 50; seed++) {
      var story = new Story(seed);
      story.forgotten = forgotten;
      try {
        for (int cut = 0; cut < 4; cut++) {
          story.liveUntilCut();
          story.verify();
        }
      } catch (RuntimeException | AssertionError e) {
        noticed++;
      }
    }
    return noticed;
  }

  @Test
  void aFullDiskRefusesAndTheCheckpointBeforeStays() {
    CheckpointStore store = open();
    String page = store.keep(new byte[100]);
    store.complete(1, new byte[10], List.of(page));
    for (long room = 0; room < 1200; room += 100) {
      disk.fillUpAfter(room);
      var e = assertThrows(RefusedException.class, () -> {
        String large = store.keep(bytes(new SplittableRandom(disk.operations()), 999));
        store.complete(2, new byte[1000], List.of(page, large));
      });
      assertEquals(ErrorCode.DISK_FULL, e.code());
      assertEquals(1, open().newest(Long.MAX_VALUE).orElseThrow().sequence());
    }
    disk.fillUpAfter(Long.MAX_VALUE / 2);
    store.complete(3, new byte[1000], List.of(page));
    assertEquals(3, open().newest(Long.MAX_VALUE).orElseThrow().sequence());
    assertEquals(List.of(), open().check());
  }

  @Test
  void aReadOnlyDiskRefusesAndStillReads() {
    CheckpointStore store = open();
    store.complete(1, new byte[10], List.of(store.keep(new byte[100])));
    disk.readOnly(true);
    assertEquals(ErrorCode.READ_ONLY, assertThrows(RefusedException.class, () -> store.keep(new byte[50])).code());
    assertEquals(100, open().newest(Long.MAX_VALUE).orElseThrow().pages().apply(0).length);
  }

  /// Bits flipped and ends lost in every file of a checkpoint: opening finds the state all the same, from the checkpoint before or from the log,
  /// and `check` names the file.
  @Test
  void aDamagedCheckpointIsNoticedAndTheLogUsedInstead() throws IOException {
    var log = new MemoryLog();
    VisibleState live;
    var store = new FileCheckpoints(disk, FOLDER);
    try (var history = new RandomHistory(7, log, store)) {
      history.run(150);
      live = VisibleState.of(history.state());
    }
    assertTrue(store.newest(Long.MAX_VALUE).isPresent());
    var files = new ArrayList<Path>();
    for (Path path : disk.list(FOLDER)) {
      if (!path.endsWith("pages")) {
        files.add(path);
      }
    }
    for (Path place : disk.list(FOLDER.resolve("pages"))) {
      files.addAll(disk.list(place));
    }
    assertTrue(files.size() > 20, files + "");
    var random = new SplittableRandom(3);
    int told = 0;
    for (Path file : files) {
      byte[] whole = disk.read(file);
      if (whole.length == 0) {
        continue;
      }
      if (random.nextBoolean()) {
        disk.flipBit(file, random.nextInt(whole.length), random.nextInt(8));
      } else {
        disk.loseTail(file, random.nextInt(whole.length));
      }
      var damaged = new FileCheckpoints(disk, FOLDER);
      String name = String.valueOf(file.getFileName());
      told += damaged.check().stream().anyMatch(p -> p.contains(name)) ? 1 : 0;
      try (Project project = Project.open(log, damaged, InstantSource.system())) {
        assertEquals(List.of(), live.differences(VisibleState.of(project.state())), "with " + file + " damaged");
        assertTrue(project.damage().isEmpty(), project.damage() + "");
      }
      disk.replace(file, whole);
    }
    assertEquals(files.size(), told, "every damage is told by check");
    try (Project project = Project.open(log, new MemoryCheckpoints(), InstantSource.system())) {
      assertEquals(List.of(), live.differences(VisibleState.of(project.state())));
    }
  }
}
