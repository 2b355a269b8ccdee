package panoptic.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.imaging.Examination;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.tasks.TaskEnd;
import panoptic.tasks.TaskQueue;

/// Imports that are cut off go on, in the same step; imports that are cancelled do not.
class CutOffImportTest {
  private static final int FILES = 800;

  @TempDir
  Path folder;
  private Workshop shop;

  @BeforeEach
  void makePictures() throws IOException {
    shop = new Workshop(folder);
    for (int i = 0; i < FILES; i++) {
      shop.picture("f" + i % 10 + "/" + i + ".jpg", "picture " + i);
    }
  }

  @AfterEach
  void close() throws IOException {
    assertEquals(List.of(), shop.project.check());
    shop.close();
  }

  @Test
  void goesOnInTheSameStep() {
    breakAfter(700);
    assertThrows(IllegalStateException.class, () -> shop.run());
    int before = shop.state().instances().count();
    assertTrue(before > 0 && before < FILES, before + " of " + FILES);
    shop.restart();
    shop.examiner = shop::examine;
    PendingImport pending = shop.ingest.pending().getFirst();
    assertEquals(List.of(FileNames.text(shop.pictures)), pending.folders());
    assertEquals("ada", pending.person().key());
    var outcomes = new ArrayList<ImportOutcome>();
    Import again = shop.ingest.resume(pending, outcomes::add);
    Workshop.work(again);
    assertEquals(FILES, shop.state().instances().count());
    assertEquals(before, outcomes.stream().filter(ImportOutcome.Known.class::isInstance).count());
    assertEquals(FILES - before, outcomes.stream().filter(ImportOutcome.Imported.class::isInstance).count());
    assertEquals(List.of(), shop.ingest.pending());
    var steps = new HashSet<Long>();
    shop.project.log(1, e -> {
      steps.add(e.step());
      return true;
    });
    assertEquals(1, steps.size());
    shop.project.revert(shop.state().sequence(), Workshop.ADA);
    assertEquals(0, shop.state().instances().count());
  }

  @Test
  void goesOnWhenTheSameFolderIsImportedAgain() {
    breakAfter(700);
    assertThrows(IllegalStateException.class, () -> shop.run());
    shop.restart();
    shop.examiner = shop::examine;
    shop.run();
    assertEquals(1, shop.last.step());
    assertEquals(List.of(), shop.ingest.pending());
    long sequence = shop.state().sequence();
    shop.run();
    assertEquals(sequence, shop.state().sequence());
  }

  @Test
  void endsWhenCancelledAndDoesNotGoOn() throws InterruptedException {
    TaskEnd end = cancelledAfter(600);
    assertInstanceOf(TaskEnd.Cancelled.class, end);
    int imported = shop.state().instances().count();
    assertTrue(imported < FILES, imported + " of " + FILES);
    assertEquals(imported, told.size(), "what was told is durable, and what is durable was told");
    assertEquals(List.of(), shop.ingest.pending());
    assertEquals(0, shop.state().missing().count());
  }

  @Test
  void goesOnAfterTheProgramEnded() throws InterruptedException {
    closeFirst = true;
    assertInstanceOf(TaskEnd.Cancelled.class, cancelledAfter(600));
    shop.restart();
    assertEquals(1, shop.ingest.pending().size());
  }

  private final ConcurrentLinkedQueue<ImportOutcome> told = new ConcurrentLinkedQueue<>();
  private boolean closeFirst;

  private TaskEnd cancelledAfter(int files) throws InterruptedException {
    var reached = new CountDownLatch(files);
    shop.examiner = file -> {
      reached.countDown();
      return reached.getCount() == 0 ? new CompletableFuture<>() : shop.examine(file);
    };
    try (var queue = new TaskQueue(1, InstantSource.system())) {
      var handle = queue.add(shop.ingest.importOf(List.of(shop.pictures), Workshop.ADA, told::add));
      reached.await();
      if (closeFirst) {
        shop.ingest.close();
      }
      handle.cancel();
      return handle.await(Duration.ofSeconds(30)).orElseThrow();
    }
  }

  @Test
  void keepsNoPictureWithoutItsThumbnails() throws IOException {
    int rounds = 8 * Integer.getInteger("panoptic.scale", 1);
    assertEquals(0, losses(rounds, false), "pictures without thumbnails after power cuts");
    assertTrue(losses(rounds, true) > 0, "a sync left out must be noticed");
  }

  /// Cuts the power at random moments of imports; returns how many pictures of the log have lost their thumbnails.
  private int losses(int rounds, boolean isSyncLeftOut) throws IOException {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    int lost = 0;
    for (int round = 0; round < rounds; round++) {
      shop.fresh(random);
      if (isSyncLeftOut) {
        shop.disk.leaveOutSyncs(path -> path.startsWith(shop.home.resolve("media")));
      }
      shop.disk.cutAtOperation(20 + random.nextInt(2 * FILES));
      try {
        shop.run();
      } catch (java.io.UncheckedIOException | RefusedException e) {
        // What the cut left is what counts.
      }
      shop.powerCut();
      var state = shop.state();
      for (int image : state.images().rows().toArray()) {
        try {
          lost += shop.thumbnails.find(state.sha1(image), 256).isPresent() ? 0 : 1;
        } catch (RefusedException e) {
          lost++;
        }
      }
      if (!isSyncLeftOut) {
        assertEquals(0, lost, "seed " + seed + " round " + round);
        shop.run();
        assertEquals(FILES, shop.state().instances().count(), "seed " + seed + " round " + round);
        assertEquals(List.of(), shop.ingest.pending(), "seed " + seed + " round " + round);
      }
    }
    return lost;
  }

  @Test
  void refusesADamagedNoteOfImports() throws IOException {
    breakAfter(10);
    assertThrows(IllegalStateException.class, () -> shop.run());
    byte[] bytes = shop.disk.read(shop.home.resolve(ImportsFile.NAME));
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 4;
      shop.disk.replace(shop.home.resolve(ImportsFile.NAME), damaged);
      RefusedException e = assertThrows(RefusedException.class, () -> shop.ingest.pending());
      assertTrue(e.code() == ErrorCode.DAMAGED || e.code() == ErrorCode.TOO_NEW, e.getMessage());
    }
    shop.disk.replace(shop.home.resolve(ImportsFile.NAME), bytes);
    assertEquals(1, shop.ingest.pending().size());
  }

  @Test
  void tellsProgress() throws InterruptedException {
    var progress = new Workshop.Silent();
    shop.ingest.importOf(List.of(shop.pictures), Workshop.ADA, o -> {}).run(progress);
    assertEquals(List.of((long) FILES, (long) FILES, 0L), List.of(progress.total, progress.done, progress.failed));
    progress.cancelled = true;
    assertThrows(CancellationException.class, () -> shop.ingest.importOf(List.of(shop.pictures), Workshop.ADA, o -> {}).run(progress));
  }

  private void breakAfter(int files) {
    var left = new AtomicInteger(files);
    shop.examiner = file -> left.getAndDecrement() > 0
        ? shop.examine(file)
        : CompletableFuture.<Examination>failedFuture(new IllegalStateException("the decoders are closed"));
  }
}
