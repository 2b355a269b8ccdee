package panoptic.project.spi;

/// A commit as it lies in the log. `changes` is opaque to the log, which keeps it checksummed; `counts` and all else are for History.
///
/// `timeMicros` counts from 1970-01-01T00:00Z. `target` is the step that an undo, redo or revert was of, else 0. `version` is that of the changes' format.
public record LogRecord(long sequence, long timeMicros, int author, long step, String origin, String label, long target, String counts,
    int version,
    byte[] changes) {
  /// Returns this with no changes.
  public LogRecord withoutChanges() {
    return new LogRecord(sequence, timeMicros, author, step, origin, label, target, counts, version, new byte[0]);
  }
}
