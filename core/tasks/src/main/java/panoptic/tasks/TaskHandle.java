package panoptic.tasks;

import java.time.Duration;
import java.util.Optional;

/// One task that was added to a [TaskQueue]: to wait for it, or to cancel it.
///
/// Thread safety: all methods may be called from any thread. A task that waits for another occupies a thread of the queue
/// meanwhile; with few threads that can block both.
public interface TaskHandle {

  /// Returns how the task ended, empty while it has not.
  Optional<TaskEnd> end();

  /// Waits for the end of the task; its `runIfLast` may still come.
  TaskEnd await() throws InterruptedException;

  /// Waits for the end of the task, so long at most; empty when it has not ended by then.
  Optional<TaskEnd> await(Duration atMost) throws InterruptedException;

  /// Takes a waiting task from the queue; tells a running one to end, and interrupts it. After the end it does nothing.
  void cancel();
}
