package panoptic.tasks;

import java.util.concurrent.CancellationException;

/// What a running task says about itself, and hears. What it says after its end is ignored.
///
/// A task that says nothing counts as one unit: done when it returns, failed when it throws.
/// Thread safety: all methods may be called from any thread, often.
public interface TaskProgress {

  /// Sets how many units this task has in all; may be said again when more is known.
  void total(long units);

  /// Counts units that succeeded.
  void done(long units);

  /// Counts units that failed. They are no failure of the task: one bad file never stops the rest.
  void failed(long units);

  /// Sets what the task does now, in words, for example the folder it reads.
  void detail(String words);

  /// Returns whether somebody wants this task to end.
  boolean isCancelled();

  /// Throws `CancellationException` when somebody wants this task to end.
  default void checkCancelled() {
    if (isCancelled()) {
      throw new CancellationException("cancelled");
    }
  }
}
