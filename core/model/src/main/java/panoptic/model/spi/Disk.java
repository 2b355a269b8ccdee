package panoptic.model.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// The one way to files that Panoptic writes itself: packs, checkpoints, settings. SQLite writes its own file.
///
/// A power cut keeps of a file what its last [DiskFile#sync] covered, and of a folder the names that its last [#sync] covered.
/// A test double that drops everything else stands behind this port, so whoever acknowledges something has synced both.
/// A full disk and a place that cannot be written are refused (`RefusedException`, `DISK_FULL` and `READ_ONLY`); a write that was
/// refused may have written its first part. All other trouble is an `IOException`. All methods may be called from any thread, and
/// an interrupted thread reads and writes as any other.
public interface Disk {

  /// Opens an existing file to read. Throws `NoSuchFileException` when it is not there.
  DiskFile openToRead(Path file) throws IOException;

  /// Opens a file to read and write, and creates it when it is not there. A new name is durable after [#sync] of its folder.
  DiskFile openToWrite(Path file) throws IOException;

  boolean exists(Path path);

  /// Lists what lies directly in a folder, by name. A folder that is not there is empty.
  List<Path> list(Path folder) throws IOException;

  /// Creates a folder and its missing parents; their names are durable when this returns.
  void createFolders(Path folder) throws IOException;

  /// Renames a file within one file system; an existing target is replaced in the same instant.
  void move(Path from, Path to) throws IOException;

  /// Removes a file or an empty folder; one that is not there is no error.
  void delete(Path path) throws IOException;

  /// Makes the names in a folder durable: what was created, renamed or removed there.
  void sync(Path folder) throws IOException;

  /// Reads a whole file of at most 2 GB.
  default byte[] read(Path file) throws IOException {
    try (DiskFile in = openToRead(file)) {
      var bytes = ByteBuffer.allocate(Math.toIntExact(in.size()));
      while (bytes.hasRemaining() && in.read(bytes, bytes.position()) >= 0) {
        // a short read is continued where it ended
      }
      return bytes.array();
    }
  }

  /// Puts new content in place of a file, whole or not at all; durable when this returns.
  default void replace(Path file, byte[] content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (DiskFile out = openToWrite(part)) {
      out.truncate(0);
      out.write(ByteBuffer.wrap(content), 0);
      out.sync();
    }
    move(part, file);
    sync(java.util.Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }
}
