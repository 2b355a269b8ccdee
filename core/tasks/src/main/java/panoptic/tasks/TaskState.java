package panoptic.tasks;

/// Where a bar stands.
public enum TaskState {
  /// None of its tasks has begun.
  WAITING,
  RUNNING,
  /// All that is left of it was cancelled and has not ended yet.
  STOPPING,
  /// All its tasks returned. Units may have failed.
  DONE,
  /// A task, or `runIfLast`, threw.
  FAILED,
  /// A task was cancelled.
  CANCELLED;

  public boolean isEnded() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}
