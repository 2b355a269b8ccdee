package panoptic.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import panoptic.project.ProjectState;

/// What tells without reading whether a file is still the one it was: size, time, and the file system's own number of it (0 where it has none).
record FileStamp(long bytes, long timeMillis, long fileId) {

  /// Looks at a file, not at what a link leads to.
  static FileStamp of(Path file) throws IOException {
    return of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(attributes.size(), attributes.lastModifiedTime().toMillis(), fileId(attributes.fileKey()));
  }

  /// Returns the stamp under which an instance's file was read.
  static FileStamp of(ProjectState state, int row) {
    return new FileStamp(state.bytes(state.imageOf(row)), state.fileTimeMillis(row), state.fileId(row));
  }

  /// Returns a number that differs for different stamps, almost surely.
  long mixed() {
    return Long.rotateLeft((fileId * 0x9E3779B97F4A7C15L) ^ bytes, 31) * 0xC2B2AE3D27D4EB4FL + timeMillis * 0x165667B19E3779F9L;
  }

  FileStamp withoutId() {
    return new FileStamp(bytes, timeMillis, 0);
  }

  /// Returns whether this is the stamp under which an instance's file was read.
  boolean isThatOf(ProjectState state, int row) {
    return state.fileTimeMillis(row) == timeMillis && state.bytes(state.imageOf(row)) == bytes && isSameId(state.fileId(row));
  }

  private boolean isSameId(long other) {
    return other == fileId || other == 0 || fileId == 0;
  }

  /// A key reads `(dev=fe00,ino=737)` on Unix, and is absent elsewhere. Asking for the number as a named attribute costs three times as much.
  private static long fileId(@Nullable Object key) {
    String text = key == null ? "" : key.toString();
    int at = text.indexOf("ino=");
    if (at < 0 || !text.endsWith(")")) {
      return 0;
    }
    try {
      return Long.parseLong(text, at + 4, text.length() - 1, 10);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
