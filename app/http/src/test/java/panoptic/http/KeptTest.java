package panoptic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptTest {
  private final ConcurrentHashMap<String, Kept<Integer>> all = new ConcurrentHashMap<>();
  private final AtomicInteger made = new AtomicInteger();

  private int get(Object... parts) {
    return Kept.of(all, "key", List.of(parts), () -> {
      LockSupport.parkNanos(1_000_000); // the others come meanwhile
      return made.incrementAndGet();
    });
  }

  @Test
  void holdsWhileThePartsAreTheSameObjects() {
    var one = new Object();
    var other = new Object();
    assertEquals(1, get(one, other));
    assertEquals(1, get(one, other));
    assertEquals(2, get(one, new Object()));
    assertEquals(3, get(one));
    assertEquals(4, get(new ArrayList<>(List.of(1))));
    assertEquals(5, get(new ArrayList<>(List.of(1))));
  }

  @Test
  void ofSeveralWhoAskAtOnceOneMakesIt() throws Exception {
    int askers = 8;
    for (int turn = 1; turn <= 50; turn++) {
      var part = new Object();
      var together = new CyclicBarrier(askers);
      try (var threads = Executors.newFixedThreadPool(askers)) {
        List<Future<Integer>> got = IntStream.range(0, askers).mapToObj(_ -> threads.submit(() -> {
          together.await();
          return get(part);
        })).toList();
        for (Future<Integer> g : got) {
          assertEquals(turn, g.get());
        }
      }
    }
  }
}
