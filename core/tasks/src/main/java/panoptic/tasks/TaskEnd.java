package panoptic.tasks;

/// How one task ended.
public sealed interface TaskEnd {

  /// It returned.
  record Done() implements TaskEnd {}

  /// It threw.
  record Failed(Throwable cause) implements TaskEnd {}

  /// Somebody cancelled it before its end, whether it had begun or not.
  record Cancelled() implements TaskEnd {}
}
