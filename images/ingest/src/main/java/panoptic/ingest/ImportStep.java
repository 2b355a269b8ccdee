package panoptic.ingest;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import panoptic.imaging.Examination;

/// One thing that an import has to say something about, in the order of the scan.
sealed interface ImportStep {

  /// The file of an instance, as it was.
  record Same(int row) implements ImportStep {}

  /// A file that needs no reading, by its stamp: that of the instance in a row, which lay elsewhere or was deleted.
  record Unread(String folder, String name, FileStamp stamp, int row) implements ImportStep {}

  /// Something whose outcome is clear.
  record Told(ImportOutcome outcome) implements ImportStep {}

  /// A file that is being read. `file` is its real path, `folder` the text of the folder it was met in.
  record Reading(String folder, String name, Path file, FileStamp stamp, FolderScan scan, CompletableFuture<Examination> examination)
      implements
        ImportStep {}

  /// The last one: all was met, or something broke.
  record End() implements ImportStep {}

  record Broken(Throwable cause) implements ImportStep {}
}
