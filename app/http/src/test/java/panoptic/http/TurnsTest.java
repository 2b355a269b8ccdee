package panoptic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  @Test
  void leavesACoreFree() throws Exception {
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    var all = new CountDownLatch(8 * CORES);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<?> f : IntStream.range(0, 8 * CORES).mapToObj(_ -> threads.submit(() -> Turns.take(() -> {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        LockSupport.parkNanos(1_000_000); // time for the others to come in
        all.countDown();
        return now.decrementAndGet();
      }))).toList()) {
        f.get();
      }
    }
    assertEquals(0, all.getCount());
    assertTrue(most.get() <= Math.max(1, CORES - 1), most + " at once on " + CORES + " cores");
  }

  @Test
  void aFailureEndsItsTurn() {
    for (int i = 0; i <= CORES; i++) {
      assertThrows(IllegalStateException.class, () -> Turns.take(() -> {
        throw new IllegalStateException("planted");
      }));
    }
    assertEquals(1, Turns.take(() -> 1));
  }
}
