package panoptic.tasks;

import java.time.Duration;
import java.util.ArrayDeque;

/// Units a second over a sliding window. Not safe for threads: its owner guards it.
final class Rate {
  private static final long WINDOW_MILLIS = Duration.ofSeconds(10).toMillis();
  private static final long STEP_MILLIS = WINDOW_MILLIS / 40;
  /// Less time than this says nothing.
  private static final long LEAST_MILLIS = 500;

  private record Sample(long millis, long worked) {}

  /// The first one is the newest that is at least a window old, or the very first.
  private final ArrayDeque<Sample> samples = new ArrayDeque<>();

  void add(long nowMillis, long worked) {
    if (samples.isEmpty() || nowMillis - samples.getLast().millis >= STEP_MILLIS) {
      samples.addLast(new Sample(nowMillis, worked));
      forget(nowMillis);
    }
  }

  double perSecond(long nowMillis, long worked) {
    forget(nowMillis);
    if (samples.isEmpty() || nowMillis - samples.getFirst().millis < LEAST_MILLIS) {
      return 0;
    }
    Sample since = samples.getFirst();
    return 1000.0 * (worked - since.worked) / (nowMillis - since.millis);
  }

  private void forget(long nowMillis) {
    while (samples.size() > 1) {
      Sample first = samples.removeFirst();
      if (samples.getFirst().millis > nowMillis - WINDOW_MILLIS) {
        samples.addFirst(first);
        return;
      }
    }
  }
}
