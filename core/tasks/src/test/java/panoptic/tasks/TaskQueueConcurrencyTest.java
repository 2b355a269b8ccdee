package panoptic.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many threads add, cancel and look at once; afterwards every task has one end, and the books balance.
@Timeout(60)
class TaskQueueConcurrencyTest {
  private static final int SCALE = Integer.getInteger("panoptic.scale", 1);
  private static final int KEYS = 7;

  @Test
  void everyTaskEndsOnceAndNeverBesideItsLast() throws Exception {
    for (int seed = 0; seed < 5 * SCALE; seed++) {
      run(seed);
    }
  }

  private static void run(long seed) throws Exception {
    var active = new ConcurrentHashMap<String, AtomicInteger>();
    var wrong = new ConcurrentLinkedQueue<String>();
    var ran = new AtomicInteger();
    var lasts = new ConcurrentHashMap<String, AtomicInteger>();
    Collection<TaskHandle> handles = new ConcurrentLinkedQueue<>();
    Map<String, TaskView> latest = new ConcurrentHashMap<>();
    try (var queue = new TaskQueue(8, InstantSource.system()); var pool = Executors.newFixedThreadPool(6)) {
      queue.watch(v -> latest.put(v.key(), v));
      List<Future<?>> adders = IntStream.range(0, 6).<Future<?>>mapToObj(t -> pool.submit(() -> {
        var random = new SplittableRandom(seed * 100 + t);
        for (int i = 0; i < 400; i++) {
          String key = "k" + random.nextInt(KEYS);
          int kind = random.nextInt(6);
          TaskHandle handle = queue.add(new Busy(key, random.nextInt(10) == 0, kind, active, lasts, wrong, ran));
          handles.add(handle);
          if (random.nextInt(8) == 0) {
            handle.cancel();
          }
          if (random.nextInt(200) == 0) {
            queue.cancel(key);
          }
          if (random.nextInt(20) == 0) {
            queue.views().forEach(TaskView::timeLeft);
          }
        }
      })).toList();
      for (Future<?> adder : adders) {
        adder.get();
      }
      assertTrue(queue.awaitIdle(Duration.ofSeconds(30)), "idle, seed " + seed);
      assertEquals(List.of(), List.copyOf(wrong), "seed " + seed);
      int worked = 0;
      int cancelled = 0;
      for (TaskHandle handle : handles) {
        switch (handle.end().orElseThrow(() -> new AssertionError("a task without end, seed " + seed))) {
          case TaskEnd.Done _, TaskEnd.Failed _ -> worked++;
          case TaskEnd.Cancelled _ -> cancelled++;
        }
      }
      assertEquals(2400, worked + cancelled);
      assertTrue(worked > 300 && cancelled > 300, worked + " worked, " + cancelled + " cancelled, seed " + seed);
      assertTrue(ran.get() >= worked && ran.get() <= 2400, ran + " ran, " + worked + " worked, seed " + seed);
      for (TaskView view : queue.views()) {
        assertTrue(view.state().isEnded(), view.toString());
        assertEquals(0, view.left(), view.toString());
        assertEquals(0, view.tasks(), view.toString());
        assertEquals(0, view.running(), view.toString());
        assertTrue(lasts.containsKey(view.key()), view.toString());
      }
    }
    latest.values().forEach(view -> assertTrue(view.state().isEnded(), "the last a listener hears is the end: " + view));
  }

  private record Busy(String key, boolean hasPriority, int kind, Map<String, AtomicInteger> active, Map<String, AtomicInteger> lasts,
      Collection<String> wrong, AtomicInteger ran) implements Task {

    @Override
    public void run(TaskProgress progress) throws Exception {
      AtomicInteger mine = active.computeIfAbsent(key, _ -> new AtomicInteger());
      if (mine.incrementAndGet() <= 0) {
        wrong.add("a task of " + key + " ran beside its last");
      }
      ran.incrementAndGet();
      try {
        switch (kind) {
          case 0 -> throw new IllegalStateException("on purpose");
          case 1 -> progress.total(5);
          case 2 -> progress.done(3);
          case 3 -> Thread.sleep(0, 200_000);
          default -> Thread.onSpinWait();
        }
      } finally {
        mine.decrementAndGet();
      }
    }

    @Override
    public void runIfLast(TaskProgress progress) {
      AtomicInteger mine = active.computeIfAbsent(key, _ -> new AtomicInteger());
      if (!mine.compareAndSet(0, -1000)) {
        wrong.add("the last of " + key + " ran beside " + mine);
        return;
      }
      lasts.computeIfAbsent(key, _ -> new AtomicInteger()).incrementAndGet();
      Thread.onSpinWait();
      mine.addAndGet(1000);
    }
  }
}
