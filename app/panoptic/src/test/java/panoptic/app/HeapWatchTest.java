package panoptic.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a collection is worth its pause. What it brings is measured by `make bench ARGS=memory`.
final class HeapWatchTest {
  @ParameterizedTest
  @CsvSource({"100, 0, false, false", "129, 0, false, true", "500, 0, true, false", "700, 474, false, false", "721, 474, false, true",
      "980, 474, true, false", "990, 474, true, true", "5000, 4000, false, false", "5200, 4000, false, true"})
  void collectsWhereAGoodPartMayBeGarbage(long usedMegabytes, long leftMegabytes, boolean grows, boolean worthIt) {
    assertEquals(worthIt, HeapWatch.isWorthIt(usedMegabytes << 20, leftMegabytes << 20, grows));
  }
}
