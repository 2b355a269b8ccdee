package panoptic.storagesqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// A project's folder, held by one process at a time. The system lets go of it when the process ends, however it ends.
///
/// The file `lock` tells whoever comes second who has it: process and time, as text. It stays when the lock is gone, and then means nothing.
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  static FolderLock take(Path folder) {
    Path file = folder.resolve("lock");
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.READ_ONLY, folder + " cannot be written (" + e.getMessage() + ")", e);
    }
    try {
      if (isFree(channel)) {
        channel.truncate(0);
        channel.write(
            ByteBuffer.wrap(("process " + ProcessHandle.current().pid() + " since " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n")
                .getBytes(StandardCharsets.UTF_8)),
            0);
        return new FolderLock(channel);
      }
      String who = Files.readString(file, StandardCharsets.UTF_8).strip();
      channel.close();
      throw new RefusedException(ErrorCode.LOCKED, "the project in " + folder + " is open elsewhere" + (who.isEmpty() ? "" : ": " + who));
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.READ_ONLY, file + " cannot be locked (" + e.getMessage() + ")", e);
    }
  }

  /// Tells whether some process holds the lock. It is tried for an instant, and only where the process that wrote the file still lives, so that
  /// somebody who takes it meanwhile is hardly ever in the way.
  static boolean isHeld(Path folder) {
    Path file = folder.resolve("lock");
    try {
      String[] words = Files.readString(file, StandardCharsets.UTF_8).split(" ", 3);
      if (words.length < 3 || ProcessHandle.of(Long.parseLong(words[1])).isEmpty()) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        return !isFree(channel);
      }
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // open in this very process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.READ_ONLY, "the lock could not be given back (" + e.getMessage() + ")", e);
    }
  }
}
