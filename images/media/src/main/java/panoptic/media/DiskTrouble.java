package panoptic.media;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// The one place that tells a full or unwritable disk from other trouble.
///
/// The operating system's sentence is compared first; since it may be in the person's language, the file store is asked too.
final class DiskTrouble {
  private DiskTrouble() {}

  /// Throws a refusal where the disk is full or cannot be written; else returns an exception that names the file.
  static IOException translate(IOException trouble, Path file, long bytes) {
    if (trouble instanceof ClosedChannelException) {
      return trouble;
    }
    String reason = reason(trouble);
    if (reason.contains("no space left") || reason.contains("quota exceeded") || reason.contains("not enough space")
        || isFull(file, bytes)) {
      throw new RefusedException(ErrorCode.DISK_FULL, "no room left on the disk for " + file, trouble);
    }
    if (trouble instanceof AccessDeniedException || reason.contains("read-only file system") || isReadOnly(file)) {
      throw new RefusedException(ErrorCode.READ_ONLY, file + " cannot be written: " + trouble.getMessage(), trouble);
    }
    return trouble instanceof FileSystemException ? trouble : new IOException(file + ": " + trouble.getMessage(), trouble);
  }

  static boolean isUnsupported(IOException trouble) {
    String reason = reason(trouble);
    return reason.contains("invalid argument") || reason.contains("not supported");
  }

  private static String reason(IOException trouble) {
    String text = trouble instanceof FileSystemException f ? f.getReason() : trouble.getMessage();
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  private static boolean isFull(Path file, long bytes) {
    try {
      return bytes > 0 && store(file).getUsableSpace() < bytes;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isReadOnly(Path file) {
    try {
      return store(file).isReadOnly();
    } catch (IOException | ReadOnlyFileSystemException e) {
      return false;
    }
  }

  private static FileStore store(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    return Files.getFileStore(Files.exists(file) || parent == null ? file : parent);
  }
}
