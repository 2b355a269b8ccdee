package panoptic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.media.LocalDisk;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;

/// The real disk under the contract. It stands here, not in `media`, since `testkit` is built after `media`.
class LocalDiskTest extends DiskContract {
  @TempDir
  Path folder;

  private final LocalDisk disk = new LocalDisk();

  @Override
  protected Disk disk() {
    return disk;
  }

  @Override
  protected Path folder() {
    return folder;
  }

  @Test
  void countsSyncsOfFilesAndFolders() throws IOException {
    long before = disk.syncs();
    disk.replace(folder.resolve("a"), new byte[1]);
    assertEquals(before + 2, disk.syncs());
  }

  /// Java closes a channel under all who read it when one of them is interrupted, so this one is opened again all the time.
  @Test
  void readersThatAreInterruptedMeanwhileReadOn() throws Exception {
    Path path = folder.resolve("a");
    byte[] content = new byte[1 << 20];
    new SplittableRandom(1).nextBytes(content);
    disk.replace(path, content);
    var stop = new AtomicBoolean();
    try (var file = disk.openToRead(path); var pool = Executors.newFixedThreadPool(3)) {
      var threads = new ConcurrentLinkedQueue<Thread>();
      List<Future<Integer>> readers = IntStream.range(0, 3).mapToObj(n -> pool.submit(() -> {
        threads.add(Thread.currentThread());
        int interrupts = 0;
        for (int i = 0; i < 2_000 || interrupts < 20 && i < 2_000_000; i++) {
          var into = ByteBuffer.allocate(64 << 10);
          int at = Math.floorMod(i * 7919, content.length - into.capacity());
          while (into.hasRemaining()) {
            file.read(into, at + into.position());
          }
          if (into.flip().mismatch(ByteBuffer.wrap(content, at, into.capacity())) >= 0) {
            throw new AssertionError("read something else at " + at);
          }
          interrupts += Thread.interrupted() ? 1 : 0;
        }
        return interrupts;
      })).toList();
      var disturber = Thread.ofPlatform().daemon().start(() -> {
        while (!stop.get()) {
          threads.forEach(Thread::interrupt);
          LockSupport.parkNanos(50_000);
        }
      });
      for (Future<Integer> reader : readers) {
        assertTrue(reader.get() >= 20, "interrupted too seldom to mean anything");
      }
      stop.set(true);
      disturber.join();
    }
  }

  @Test
  void doesNotReadOnInAnotherFileOfTheSameName() throws Exception {
    Path path = folder.resolve("a");
    disk.replace(path, new byte[] {1});
    try (var file = disk.openToRead(path)) {
      assertEquals(1, file.read(ByteBuffer.allocate(1), 0));
      disk.replace(path, new byte[] {2});
      var into = ByteBuffer.allocate(1);
      assertEquals(1, file.read(into, 0));
      assertEquals(1, into.get(0), "an open file stays the file that was opened");
    }
  }

  /// `/dev/full` takes no byte: every write to it ends in "no space left on device".
  @Test
  void refusesWhenTheDiskIsFull() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    try (var file = disk.openToWrite(full)) {
      var refused = assertThrows(RefusedException.class, () -> file.write(ByteBuffer.allocate(10), 0));
      assertEquals(ErrorCode.DISK_FULL, refused.code());
      assertTrue(String.valueOf(refused.getMessage()).contains("/dev/full"), refused.toString());
    }
  }

  /// `/proc` takes no names, and `/sys` no folders, whoever asks.
  @Test
  void failsWithTheFilesNameWhereNothingCanBeWritten() {
    Path file = Path.of("/proc/panoptic-test");
    assumeTrue(Files.exists(Path.of("/proc/self")));
    var thrown = assertThrows(Exception.class, () -> disk.openToWrite(file));
    assertTrue(String.valueOf(thrown.getMessage()).contains(file.toString()), thrown.toString());
  }
}
