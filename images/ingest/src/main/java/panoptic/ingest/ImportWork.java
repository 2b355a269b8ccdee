package panoptic.ingest;

import java.util.Optional;
import panoptic.tasks.Task;

/// Work that brings pictures in, and tells what it did.
public interface ImportWork extends Task {

  /// Returns what was done, once the work has ended; what was done so far where it was cancelled or failed. Empty where nothing was begun.
  Optional<ImportSummary> summary();
}
