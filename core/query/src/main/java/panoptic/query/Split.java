package panoptic.query;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Long work on places 0 to below a number, divided into as many parts as there are processors. What the parts return stands in the order of the parts, so
/// that the result is the same however they ran.
final class Split {
  /// So many places are worked through by one thread in less time than it takes to divide them.
  private static final int ALONE = 1 << 16;

  private Split() {}

  /// Work on the places from one up to another. Called by several threads.
  interface Part<T> {
    T of(int from, int to);
  }

  /// Returns what each part made, in order; one at least.
  static <T> T[] over(int places, IntFunction<T[]> array, Part<T> part) {
    return over(places, ALONE, array, part);
  }

  /// As [#over], where fewer than `alone` places are worked through by one thread.
  static <T> T[] over(int places, int alone, IntFunction<T[]> array, Part<T> part) {
    int parts = places < alone ? 1 : Runtime.getRuntime().availableProcessors();
    IntStream each = IntStream.range(0, parts);
    return (parts == 1 ? each : each.parallel())
        .mapToObj(p -> part.of((int) ((long) places * p / parts), (int) ((long) places * (p + 1) / parts))).toArray(array);
  }
}
