package panoptic.ingest;

import java.nio.file.Path;

/// A folder that an import walks: where it is, its text in the project, and the walk in its root.
record ImportFolder(Path path, String text, FolderScan scan) {
}
