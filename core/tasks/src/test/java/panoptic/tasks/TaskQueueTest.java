package panoptic.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

@Timeout(30)
class TaskQueueTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final AtomicLong millis = new AtomicLong(1_000_000);
  private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
  private TaskQueue queue = new TaskQueue(1, clock);

  @AfterEach
  void close() {
    queue.close();
  }

  private record Named(String key, String name, String owner, boolean hasPriority, Body body, Body last) implements Task {
    @Override
    public void run(TaskProgress progress) throws Exception {
      body.run(progress);
    }

    @Override
    public void runIfLast(TaskProgress progress) throws Exception {
      last.run(progress);
    }
  }

  private static Task named(String key, boolean priority, Task.Body body, Task.Body last) {
    return new Named(key, "the " + key, "Ada", priority, body, last);
  }

  @Test
  void runsATaskAndShowsItsEnd() throws Exception {
    var ran = new AtomicInteger();
    TaskHandle handle = queue.add(named("import", false, p -> ran.incrementAndGet(), p -> {}));
    assertInstanceOf(TaskEnd.Done.class, handle.await());
    assertTrue(queue.awaitIdle(LONG));
    TaskView view = queue.find("import").orElseThrow();
    assertEquals(1, ran.get());
    assertEquals(new TaskView("import", "the import", "Ada", "", TaskState.DONE, 0, 0, 1, 1, 0, 0, 0, Duration.ZERO, List.of(), 0), view);
  }

  @Test
  void showsTasksOfOneKeyAsOneBar() throws Exception {
    var gate = new CountDownLatch(1);
    queue.add(Task.of("vectors", p -> gate.await()));
    for (int i = 0; i < 99; i++) {
      queue.add(Task.of("vectors", p -> {}));
    }
    TaskView view = queue.find("vectors").orElseThrow();
    assertEquals(100, view.total());
    assertEquals(100, view.tasks());
    assertEquals(100, view.left());
    gate.countDown();
    assertTrue(queue.awaitIdle(LONG));
    assertEquals(1, queue.views().size());
    assertEquals(100, queue.find("vectors").orElseThrow().done());
  }

  @Test
  void beginsAFreshBarOnceTheOldOneHasEnded() throws Exception {
    queue.add(Task.of("a", p -> p.failed(3)));
    assertTrue(queue.awaitIdle(LONG));
    queue.add(Task.of("a", p -> p.done(2)));
    assertTrue(queue.awaitIdle(LONG));
    TaskView view = queue.find("a").orElseThrow();
    assertEquals(0, view.failed());
    assertEquals(2, view.total());
  }

  @Test
  void countsUnitsAndFailuresApart() throws Exception {
    var told = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    queue.add(Task.of("import", p -> {
      p.total(10);
      p.done(4);
      p.failed(1);
      p.detail("folder/b");
      told.countDown();
      go.await();
      p.done(5);
    }));
    told.await();
    TaskView view = queue.find("import").orElseThrow();
    assertEquals(List.of(10L, 4L, 1L, 5L), List.of(view.total(), view.done(), view.failed(), view.left()));
    assertEquals("folder/b", view.detail());
    assertEquals(TaskState.RUNNING, view.state());
    go.countDown();
    assertTrue(queue.awaitIdle(LONG));
    view = queue.find("import").orElseThrow();
    assertEquals(List.of(10L, 9L, 1L, 0L), List.of(view.total(), view.done(), view.failed(), view.left()));
    assertEquals(TaskState.DONE, view.state(), "failed units are no failed task");
  }

  @Test
  void oneBadTaskStopsNothingElse() throws Exception {
    List<TaskHandle> handles = new ArrayList<>();
    var lasts = new AtomicInteger();
    var allAdded = new CountDownLatch(1);
    queue.add(Task.of("gate", p -> allAdded.await()));
    for (int i = 0; i < 30; i++) {
      int n = i;
      handles.add(queue.add(named("k", false, p -> {
        switch (n % 3) {
          case 0 -> throw new RefusedException(ErrorCode.DISK_FULL, "no room left for " + n);
          case 1 -> throw new StackOverflowError();
          default -> {
            // this one is well
          }
        }
      }, p -> lasts.incrementAndGet())));
    }
    allAdded.countDown();
    assertTrue(queue.awaitIdle(LONG));
    TaskView view = queue.find("k").orElseThrow();
    assertEquals(List.of(30L, 10L, 20L, 0L), List.of(view.total(), view.done(), view.failed(), view.left()));
    assertEquals(TaskState.FAILED, view.state());
    assertEquals(20, view.errorCount());
    assertTrue(view.errors().containsAll(List.of("no room left for 0", "StackOverflowError")), view.errors().toString());
    assertEquals(1, lasts.get(), "after failures too");
    var failed = assertInstanceOf(TaskEnd.Failed.class, handles.getFirst().end().orElseThrow());
    assertInstanceOf(RefusedException.class, failed.cause());
  }

  @Test
  void whatAFailedTaskLeftUndoneIsNotWaitedFor() throws Exception {
    queue.add(Task.of("k", p -> {
      p.total(100);
      p.done(40);
      throw new IllegalStateException("boom");
    }));
    assertTrue(queue.awaitIdle(LONG));
    TaskView view = queue.find("k").orElseThrow();
    assertEquals(List.of(100L, 40L, 0L, 0L), List.of(view.total(), view.done(), view.failed(), view.left()));
    assertEquals(List.of("IllegalStateException: boom"), view.errors());
  }

  /// Returns once the queue's one worker runs a task that waits for the gate, so that what is added now is chosen from together.
  private void occupyWorker(CountDownLatch gate) throws InterruptedException {
    var begun = new CountDownLatch(1);
    queue.add(Task.of("gate", p -> {
      begun.countDown();
      gate.await();
    }));
    begun.await();
  }

  @Test
  void startsTasksWithPriorityFirstAndLetsBarsTakeTurns() throws Exception {
    var gate = new CountDownLatch(1);
    var order = Collections.synchronizedList(new ArrayList<String>());
    occupyWorker(gate);
    for (int i = 0; i < 3; i++) {
      int n = i;
      queue.add(Task.of("a", p -> order.add("a" + n)));
    }
    queue.add(Task.of("b", p -> order.add("b0")));
    queue.add(Task.of("b", p -> order.add("b1")));
    queue.add(named("urgent", true, p -> order.add("u0"), p -> order.add("last")));
    queue.add(named("urgent", false, p -> order.add("u1"), p -> order.add("last")));
    gate.countDown();
    assertTrue(queue.awaitIdle(LONG));
    assertEquals(List.of("u0", "u1", "last", "a0", "b0", "a1", "b1", "a2"), order);
  }

  @Test
  void aTaskWithPriorityLiftsItsBar() throws Exception {
    var gate = new CountDownLatch(1);
    var order = Collections.synchronizedList(new ArrayList<String>());
    occupyWorker(gate);
    queue.add(Task.of("a", p -> order.add("a")));
    queue.add(Task.of("b", p -> order.add("b0")));
    queue.add(named("b", true, p -> order.add("b1"), p -> {}));
    gate.countDown();
    assertTrue(queue.awaitIdle(LONG));
    assertEquals(List.of("b0", "b1", "a"), order);
  }

  @Test
  void runIfLastRunsOnceAndAgainForTasksAddedMeanwhile() throws Exception {
    var order = Collections.synchronizedList(new ArrayList<String>());
    var inLast = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    queue.close();
    queue = new TaskQueue(4, clock);
    queue.add(named("k", false, p -> order.add("task"), p -> {
      order.add("last begins");
      inLast.countDown();
      go.await();
      order.add("last ends");
    }));
    inLast.await();
    for (int i = 0; i < 3; i++) {
      queue.add(named("k", false, p -> order.add("late"), p -> order.add("last again")));
    }
    queue.add(Task.of("other", p -> {})).await();
    go.countDown();
    assertTrue(queue.awaitIdle(LONG));
    assertEquals(List.of("task", "last begins", "last ends", "late", "late", "late", "last again"), order);
    assertEquals(4, queue.find("k").orElseThrow().done(), "one bar all the time");
  }

  @Test
  void recordsAFailureOfRunIfLast() throws Exception {
    queue.add(named("k", false, p -> {}, p -> {
      throw new java.io.IOException("no index");
    }));
    assertTrue(queue.awaitIdle(LONG));
    TaskView view = queue.find("k").orElseThrow();
    assertEquals(TaskState.FAILED, view.state());
    assertEquals(List.of("IOException: no index"), view.errors());
    assertEquals(List.of(1L, 1L, 0L), List.of(view.total(), view.done(), view.failed()));
  }

  @Test
  void cancelsWaitingTasksWithoutRunningThem() throws Exception {
    var gate = new CountDownLatch(1);
    occupyWorker(gate);
    var ran = new AtomicInteger();
    TaskHandle first = queue.add(named("k", false, p -> ran.incrementAndGet(), p -> ran.addAndGet(100)));
    TaskHandle second = queue.add(named("k", false, p -> ran.incrementAndGet(), p -> ran.addAndGet(100)));
    first.cancel();
    assertInstanceOf(TaskEnd.Cancelled.class, first.end().orElseThrow());
    assertEquals(Optional.empty(), second.end());
    second.cancel();
    second.cancel();
    assertEquals(TaskState.CANCELLED, queue.find("k").orElseThrow().state());
    gate.countDown();
    assertTrue(queue.awaitIdle(LONG));
    assertEquals(0, ran.get(), "nothing had begun, so runIfLast does not run either");
  }

  @Test
  void cancelsARunningTaskByFlagAndInterrupt() throws Exception {
    var running = new CountDownLatch(2);
    queue.close();
    queue = new TaskQueue(2, clock);
    var lasts = new AtomicInteger();
    var flagInLast = new AtomicInteger(-1);
    Task.Body last = p -> {
      flagInLast.set(p.isCancelled() || Thread.currentThread().isInterrupted() ? 1 : 0);
      lasts.incrementAndGet();
    };
    TaskHandle polite = queue.add(named("k", false, p -> {
      running.countDown();
      while (!p.isCancelled()) {
        Thread.onSpinWait();
      }
    }, last));
    TaskHandle asleep = queue.add(named("k", false, p -> {
      running.countDown();
      Thread.sleep(LONG);
    }, last));
    TaskHandle waiting = queue.add(named("k", false, p -> {}, last));
    running.await();
    queue.cancel("k");
    for (TaskHandle handle : List.of(polite, asleep, waiting)) {
      assertInstanceOf(TaskEnd.Cancelled.class, handle.await());
    }
    assertTrue(queue.awaitIdle(LONG));
    TaskView view = queue.find("k").orElseThrow();
    assertEquals(TaskState.CANCELLED, view.state());
    assertEquals(List.of(3L, 0L, 0L, 0L), List.of(view.total(), view.done(), view.failed(), view.left()));
    assertEquals(1, lasts.get());
    assertEquals(0, flagInLast.get(), "runIfLast itself is not cancelled");
  }

  @Test
  void saysThatItStopsWhileACancelledTaskStillRuns() throws Exception {
    var running = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    TaskHandle stubborn = queue.add(Task.of("k", p -> {
      running.countDown();
      while (go.getCount() > 0) {
        Thread.onSpinWait();
      }
    }));
    running.await();
    stubborn.cancel();
    assertEquals(TaskState.STOPPING, queue.find("k").orElseThrow().state());
    go.countDown();
    assertInstanceOf(TaskEnd.Cancelled.class, stubborn.await());
  }

  @Test
  void anInterruptNeverReachesTheNextTask() throws Exception {
    for (int round = 0; round < 500; round++) {
      var running = new CountDownLatch(1);
      TaskHandle victim = queue.add(Task.of("victim", p -> running.countDown()));
      TaskHandle next = queue.add(Task.of("next", p -> {
        if (Thread.currentThread().isInterrupted() || p.isCancelled()) {
          throw new IllegalStateException("interrupted by a neighbour");
        }
      }));
      running.await();
      victim.cancel();
      assertInstanceOf(TaskEnd.Done.class, next.await());
    }
  }

  @Test
  void tellsRateAndTimeLeftOverTheLastSeconds() throws Exception {
    var told = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    queue.add(Task.of("k", p -> {
      p.total(10_000);
      for (int second = 0; second < 20; second++) {
        millis.addAndGet(1000);
        p.done(second < 10 ? 10 : 100);
      }
      told.countDown();
      go.await();
      millis.addAndGet(10_000);
    }));
    told.await();
    TaskView view = queue.find("k").orElseThrow();
    assertEquals(100, view.perSecond(), 0.01, "the slow first seconds have left the window");
    assertEquals(Duration.ofSeconds(89), view.timeLeft().orElseThrow());
    assertEquals(Duration.ofSeconds(20), view.elapsed());
    millis.addAndGet(60_000);
    assertEquals(Optional.empty(), stalled().timeLeft(), "nothing moved for a minute");
    assertEquals(0, stalled().perSecond());
    go.countDown();
    assertTrue(queue.awaitIdle(LONG));
    TaskView ended = queue.find("k").orElseThrow();
    assertEquals(Duration.ofSeconds(90), ended.elapsed());
    assertEquals(1100 / 90.0, ended.perSecond(), 0.01);
    millis.addAndGet(1_000_000);
    assertEquals(ended, queue.find("k").orElseThrow(), "the clock of an ended bar stands still");
  }

  private TaskView stalled() {
    return queue.find("k").orElseThrow();
  }

  @Test
  void listenersHearEveryStateInOrder() throws Exception {
    var heard = Collections.synchronizedList(new ArrayList<TaskView>());
    // A state is passed over while another thread tells one: the adding thread has told when the task goes on.
    var added = new CountDownLatch(1);
    try (TaskQueue.Watch _ = queue.watch(heard::add)) {
      TaskHandle handle = queue.add(Task.of("k", p -> {
        added.await();
        p.total(1000);
        for (int i = 0; i < 1000; i++) {
          millis.addAndGet(1);
          p.done(1);
        }
      }));
      added.countDown();
      handle.await();
      assertTrue(queue.awaitIdle(LONG));
      while (heard.isEmpty() || !heard.getLast().state().isEnded()) {
        Thread.onSpinWait();
      }
      assertSame(TaskState.DONE, heard.getLast().state());
    }
    long done = 0;
    for (TaskView view : heard) {
      assertTrue(view.done() >= done, "progress goes forward");
      done = view.done();
    }
    assertTrue(heard.size() >= 10 && heard.size() <= 20, "at most about ten a second, not one a unit: " + heard.size());
    int before = heard.size();
    queue.add(Task.of("quiet", p -> {})).await();
    assertEquals(before, heard.size());
  }

  @Test
  void aListenerThatThrowsHurtsNobody() throws Exception {
    var calls = new AtomicInteger();
    var heard = new AtomicInteger();
    var uncaught = new AtomicInteger();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, _) -> uncaught.incrementAndGet());
    try (var _ = queue.watch(v -> {
      calls.incrementAndGet();
      throw new IllegalStateException("bad listener");
    }); var _ = queue.watch(v -> heard.incrementAndGet())) {
      queue.add(Task.of("k", p -> {})).await();
      assertTrue(queue.awaitIdle(LONG));
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertEquals(1, calls.get());
    assertEquals(1, uncaught.get());
    assertTrue(heard.get() >= 2);
  }

  @Test
  void ignoresWhatATaskSaysAfterItsEnd() throws Exception {
    var leaked = new ArrayList<TaskProgress>();
    queue.add(Task.of("k", leaked::add)).await();
    leaked.getFirst().done(100);
    leaked.getFirst().total(100);
    leaked.getFirst().detail("ghost");
    assertTrue(queue.awaitIdle(LONG));
    TaskView view = queue.find("k").orElseThrow();
    assertEquals(List.of(1L, 1L), List.of(view.total(), view.done()));
    assertEquals("", view.detail());
  }

  @Test
  void closeEndsEverythingAndRefusesMore() throws Exception {
    var running = new CountDownLatch(1);
    var lasts = new AtomicInteger();
    TaskHandle asleep = queue.add(named("k", false, p -> {
      running.countDown();
      Thread.sleep(LONG);
    }, p -> lasts.incrementAndGet()));
    TaskHandle waiting = queue.add(Task.of("w", p -> {}));
    running.await();
    queue.close();
    assertInstanceOf(TaskEnd.Cancelled.class, asleep.end().orElseThrow());
    assertInstanceOf(TaskEnd.Cancelled.class, waiting.end().orElseThrow());
    assertEquals(0, lasts.get());
    assertTrue(queue.awaitIdle(Duration.ZERO));
    assertThrows(IllegalStateException.class, () -> queue.add(Task.of("k", p -> {})));
    queue.close();
  }

  @Test
  void keepsOnlyTheLastBarsThatEnded() throws Exception {
    for (int i = 0; i < TaskQueue.ENDED_BARS_KEPT + 50; i++) {
      queue.add(Task.of("k" + i, p -> {})).await();
    }
    assertTrue(queue.awaitIdle(LONG));
    assertTrue(queue.views().size() <= TaskQueue.ENDED_BARS_KEPT + 2, "" + queue.views().size());
    queue.clear();
    assertEquals(List.of(), queue.views());
  }

  @Test
  void awaitIdleGivesUpInTime() throws Exception {
    TaskHandle asleep = queue.add(Task.of("k", p -> Thread.sleep(LONG)));
    assertFalse(queue.awaitIdle(Duration.ofMillis(20)));
    assertEquals(Optional.empty(), asleep.await(Duration.ofMillis(1)));
  }
}
