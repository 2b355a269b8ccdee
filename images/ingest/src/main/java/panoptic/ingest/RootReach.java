package panoptic.ingest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import panoptic.model.Root;

/// Whether a root is there now, and if not (`trouble` is not empty), why. A state of the root, never of its files.
///
/// A folder that is there but empty, while the project has files in it, counts as away: it looks like the place of a disk that is not connected.
public record RootReach(Root root, String trouble) {

  public boolean isReachable() {
    return trouble.isEmpty();
  }

  static RootReach of(Root root, boolean hasFiles) {
    Path path = FileNames.path(root.path());
    if (!Files.isDirectory(path)) {
      return new RootReach(root, "the folder is not there");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      boolean isEmpty = !entries.iterator().hasNext();
      return new RootReach(root, isEmpty && hasFiles ? "the folder is empty: its disk or share may not be connected" : "");
    } catch (IOException e) {
      return new RootReach(root, "the folder cannot be read: " + Reasons.of(e));
    }
  }
}
