package panoptic.http;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Long computations take turns, all cores but one at a time, in the order in which they came: so that edits, messages and pictures never wait for somebody's view. Any
/// thread may ask; a virtual one that waits costs nothing.
final class Turns {
  private static final Semaphore FREE = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), true);

  private Turns() {}

  /// Returns what a computation finds once it had its turn. It must not wait for another one's turn.
  static <T> T take(Supplier<T> work) {
    FREE.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      FREE.release();
    }
  }
}
