package panoptic.ingest;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import panoptic.imaging.Examination;

/// Reads a file and says what picture it is: `Decoders#submit`. Waits while too many files wait; an interrupt ends that.
@FunctionalInterface
public interface Examiner {
  CompletableFuture<Examination> submit(Path file);
}
