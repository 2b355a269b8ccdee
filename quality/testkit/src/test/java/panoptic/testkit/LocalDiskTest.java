package panoptic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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
