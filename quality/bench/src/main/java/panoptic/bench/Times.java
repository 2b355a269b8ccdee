package panoptic.bench;

import java.util.Arrays;
import java.util.Locale;

/// How long something took, again and again. Any thread may add.
final class Times {
  private long[] nanos = new long[1024];
  private int n;

  synchronized void add(long took) {
    if (n == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * n);
    }
    nanos[n++] = took;
  }

  synchronized int count() {
    return n;
  }

  /// Returns the middle, the 95th and the 99th of a hundred, and the longest, in ms.
  @Override
  public synchronized String toString() {
    if (n == 0) {
      return "none";
    }
    long[] sorted = Arrays.copyOf(nanos, n);
    Arrays.sort(sorted);
    return String.format(Locale.ROOT, "p50 %8.2f ms, p95 %8.2f ms, p99 %8.2f ms, longest %8.1f ms (%,d)", at(sorted, 50), at(sorted, 95),
        at(sorted, 99), sorted[n - 1] / 1e6, n);
  }

  private static double at(long[] sorted, int percent) {
    return sorted[(int) Math.min(sorted.length - 1, (long) sorted.length * percent / 100)] / 1e6;
  }
}
