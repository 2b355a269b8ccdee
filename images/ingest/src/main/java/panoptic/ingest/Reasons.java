package panoptic.ingest;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/// Words for what a file system said, without the path, which stands beside them.
final class Reasons {
  private Reasons() {}

  static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "it is no longer there";
      case FileSystemLoopException _ -> "links that lead in a circle";
      case FileSystemException f when isTooLong(f) -> "its path is longer than this system can open";
      case FileSystemException f when f.getReason() != null -> lowerFirst(String.valueOf(f.getReason()));
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : lowerFirst(e.getMessage());
    };
  }

  private static boolean isTooLong(FileSystemException e) {
    return String.valueOf(e.getReason()).contains("name too long");
  }

  private static String lowerFirst(String s) {
    return s.isEmpty() ? s : Character.toLowerCase(s.charAt(0)) + s.substring(1);
  }
}
