package panoptic.storagesqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.model.spi.DiskFile;

/// One step from a format of the project's folder to the next, in place.
///
/// Before the first step the log and the mark are copied to `before-format-N`; the mark is written last, so that a migration that was cut off begins anew from the copy.
interface Migration {
  /// All steps there are, oldest first. Format 1 is the first that was released.
  List<Migration> ALL = List.of();

  /// Returns the format that this step starts from; it leads to the next.
  int from();

  void apply(Disk disk, Path folder) throws IOException;

  /// Brings a folder to a format; returns its mark then. Refuses a format that no step starts from.
  static ProjectFolder.Mark migrate(Disk disk, Path folder, ProjectFolder.Mark mark, List<Migration> steps, int format) {
    if (mark.format() == format) {
      return mark;
    }
    try {
      Path copy = folder.resolve("before-format-" + format);
      Path saved = copy.resolve(ProjectFolder.MARK);
      boolean again = disk.exists(saved);
      for (String name : List.of(ProjectFolder.LOG, ProjectFolder.LOG + "-wal", ProjectFolder.MARK)) { // the mark last: it tells that the copy is whole
        Path from = again ? copy : folder;
        if (disk.exists(from.resolve(name))) {
          copy(disk, from.resolve(name), (again ? folder : copy).resolve(name));
        }
      }
      for (int at = mark.format(); at < format; at++) {
        int now = at;
        steps.stream().filter(s -> s.from() == now).findFirst()
            .orElseThrow(() -> new RefusedException(ErrorCode.DAMAGED,
                "the project in " + folder + " has format " + now + ", which no Panoptic wrote"))
            .apply(disk, folder);
      }
      var migrated = new ProjectFolder.Mark(format, mark.id(), mark.name(), mark.created());
      ProjectFolder.write(disk, folder, migrated);
      return migrated;
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.READ_ONLY,
          "the project in " + folder + " could not be brought to format " + format + " (" + e.getMessage() + ")", e);
    }
  }

  private static void copy(Disk disk, Path from, Path to) throws IOException {
    Path folder = Objects.requireNonNull(to.getParent());
    disk.createFolders(folder);
    try (DiskFile in = disk.openToRead(from); DiskFile out = disk.openToWrite(to)) {
      out.truncate(0);
      var piece = ByteBuffer.allocate(1 << 20);
      for (long at = 0; at < in.size(); at += piece.limit()) {
        piece.clear();
        if (in.read(piece, at) < 0) {
          break;
        }
        piece.flip();
        out.write(piece.duplicate(), at);
      }
      out.sync();
    }
    disk.sync(folder);
  }
}
