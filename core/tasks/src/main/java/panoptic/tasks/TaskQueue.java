package panoptic.tasks;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs tasks on a few threads of its own, and knows how far they are.
///
/// Bars with priority go first; bars of one priority take turns, so that a hundred thousand tasks of one key do not keep another waiting;
/// tasks of one key start in the order they came. A task that throws is recorded and stops nothing else.
///
/// Thread safety: all methods may be called from any thread, also from a task; [#awaitIdle] from anywhere but a task.
public final class TaskQueue implements AutoCloseable {
  /// Bars that have ended and are still shown; older ones are forgotten.
  static final int ENDED_BARS_KEPT = 100;
  private static final long TELL_EVERY_MILLIS = 100;
  private static final Duration CLOSE_WAITS = Duration.ofSeconds(10);

  /* All structure is under one lock, taken once when a task is added, starts and ends: a task is long work. Progress is
     counted under the monitor of its bar instead. Order of locks: telling, queue, run, bar; listeners are called under
     `telling` alone, which keeps what they hear in order. A bar is in `ready` exactly while it has work that may start. */
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock telling = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition idle = lock.newCondition();
  private final Map<String, Bar> bars = new LinkedHashMap<>();
  private final ArrayDeque<TaskRun> lasts = new ArrayDeque<>();
  private final ArrayDeque<Bar> urgent = new ArrayDeque<>();
  private final ArrayDeque<Bar> ready = new ArrayDeque<>();
  private final List<Consumer<TaskView>> listeners = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final InstantSource clock;
  private int openBars;
  private boolean closed;

  /// Ends the calls of a listener when closed.
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /// Starts a queue with so many threads (daemons, so that they never keep the program from ending).
  public TaskQueue(int threadCount, InstantSource clock) {
    if (threadCount < 1) {
      throw new IllegalArgumentException("a queue needs a thread, not " + threadCount);
    }
    this.clock = clock;
    for (int i = 1; i <= threadCount; i++) {
      threads.add(Thread.ofPlatform().daemon().name("task-" + i).start(this::work));
    }
  }

  /// Adds a task. Throws `IllegalStateException` when the queue is closed.
  public TaskHandle add(Task task) {
    Bar bar;
    TaskRun run;
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the task queue is closed");
      }
      String key = task.key();
      Bar known = bars.get(key);
      if (known == null || known.isEnded()) {
        bar = new Bar(task, clock);
        bars.remove(key);
        bars.put(key, bar);
        openBars++;
        forgetOldBars();
      } else {
        bar = known;
      }
      run = new TaskRun(task, bar, this, false);
      bar.added(task);
      bar.open++;
      lift(bar, task.hasPriority());
      bar.waiting.addLast(run);
      if (bar.waiting.size() == 1 && !bar.closing) {
        (bar.hasPriority ? urgent : ready).addLast(bar);
      }
      work.signal();
    } finally {
      lock.unlock();
    }
    tell(bar);
    return run;
  }

  /// Cancels all tasks of a key, as [TaskHandle#cancel] does, and its `runIfLast` if that is what runs.
  public void cancel(String key) {
    Bar bar;
    lock.lock();
    try {
      bar = bars.get(key);
      if (bar == null || bar.isEnded()) {
        return;
      }
      List.copyOf(bar.waiting).forEach(this::stop);
      bar.active.forEach(this::stop);
    } finally {
      lock.unlock();
    }
    tell(bar);
  }

  /// Returns all bars, those that have ended too, in the order they began to exist.
  public List<TaskView> views() {
    lock.lock();
    try {
      return bars.values().stream().map(Bar::view).toList();
    } finally {
      lock.unlock();
    }
  }

  /// Returns the bar of a key, whether it has ended or not.
  public Optional<TaskView> find(String key) {
    lock.lock();
    try {
      return Optional.ofNullable(bars.get(key)).map(Bar::view);
    } finally {
      lock.unlock();
    }
  }

  /// Forgets the bars that have ended.
  public void clear() {
    lock.lock();
    try {
      bars.values().removeIf(Bar::isEnded);
    } finally {
      lock.unlock();
    }
  }

  /// Calls a listener with a bar that changed: at once when a task is added, starts or ends, at most ten times a second for
  /// progress. It is called on whatever thread made the change, one call at a time and in order; it should be quick, and wait
  /// for no task. One that throws is not called again. Closing what is returned ends the calls.
  public Watch watch(Consumer<TaskView> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Waits until nothing waits or runs, so long at most; returns whether that came to be.
  public boolean awaitIdle(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long nanos = atMost.toNanos();
      while (openBars > 0) {
        if (nanos <= 0) {
          return false;
        }
        nanos = idle.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Cancels all tasks and waits for those that run, ten seconds at most. No `runIfLast` starts any more.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      for (Bar bar : List.copyOf(bars.values())) {
        List.copyOf(bar.waiting).forEach(this::stop);
        bar.active.forEach(this::stop);
      }
      for (TaskRun last = lasts.poll(); last != null; last = lasts.poll()) {
        settle(last, false, new TaskEnd.Cancelled());
      }
      work.signalAll();
    } finally {
      lock.unlock();
    }
    long until = System.nanoTime() + CLOSE_WAITS.toNanos();
    try {
      for (Thread thread : threads) {
        if (!thread.equals(Thread.currentThread())) {
          var _ = thread.join(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void cancel(TaskRun run) {
    lock.lock();
    try {
      if (run.end().isPresent()) {
        return;
      }
      stop(run);
    } finally {
      lock.unlock();
    }
    tell(run.bar);
  }

  void progressed(Bar bar) {
    if (!listeners.isEmpty() && bar.isTimeToTell(TELL_EVERY_MILLIS) && telling.tryLock()) {
      try {
        tellAll(bar);
      } finally {
        telling.unlock();
      }
    }
  }

  private void work() {
    for (TaskRun run = take(); run != null; run = take()) {
      tell(run.bar);
      end(run, carryOut(run));
      tell(run.bar);
    }
  }

  /// The one place around a task: whatever it throws, errors too, is its own failure.
  private static TaskEnd carryOut(TaskRun run) {
    try {
      if (run.isLast) {
        run.task.runIfLast(run);
      } else {
        run.task.run(run);
      }
      return run.isCancelled() ? new TaskEnd.Cancelled() : new TaskEnd.Done();
    } catch (Throwable e) {
      return run.isCancelled() ? new TaskEnd.Cancelled() : new TaskEnd.Failed(e);
    }
  }

  private @Nullable TaskRun take() {
    lock.lock();
    try {
      while (true) {
        TaskRun next = poll();
        if (next != null) {
          next.thread = Thread.currentThread();
          next.bar.began = true;
          next.bar.active.add(next);
          next.bar.started();
          return next;
        }
        if (closed) {
          return null;
        }
        work.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable TaskRun poll() {
    TaskRun last = lasts.poll();
    if (last != null) {
      return last;
    }
    ArrayDeque<Bar> from = urgent.isEmpty() ? ready : urgent;
    Bar bar = from.poll();
    if (bar == null) {
      return null;
    }
    TaskRun run = bar.waiting.removeFirst();
    if (!bar.waiting.isEmpty()) {
      from.addLast(bar);
    }
    return run;
  }

  private void end(TaskRun run, TaskEnd how) {
    lock.lock();
    try {
      run.thread = null;
      // An interrupt that was meant for this task must not reach the next.
      var _ = Thread.interrupted();
      run.bar.active.remove(run);
      settle(run, true, how);
    } finally {
      lock.unlock();
    }
  }

  /// Tells a run to end; one that waits has ended by this.
  private void stop(TaskRun run) {
    run.markCancelled();
    Bar bar = run.bar;
    if (run.thread != null) {
      run.thread.interrupt();
    } else if (bar.waiting.remove(run)) {
      if (bar.waiting.isEmpty()) {
        urgent.remove(bar);
        ready.remove(bar);
      }
      settle(run, false, new TaskEnd.Cancelled());
    }
    if (bar.waiting.isEmpty() && !bar.active.isEmpty() && bar.active.stream().allMatch(TaskRun::isCancelled)) {
      bar.stopping();
    }
  }

  private void settle(TaskRun run, boolean wasRunning, TaskEnd how) {
    Bar bar = run.bar;
    bar.ended(run, wasRunning, how, run.close(how));
    if (run.isLast) {
      bar.closing = false;
      bar.began = false;
      if (!bar.waiting.isEmpty()) {
        (bar.hasPriority ? urgent : ready).addLast(bar);
        work.signalAll();
      }
    } else {
      bar.open--;
    }
    if (bar.open == 0 && !bar.closing) {
      if (!run.isLast && bar.began && !closed) {
        bar.closing = true;
        lasts.addLast(new TaskRun(run.task, bar, this, true));
        work.signal();
      } else {
        bar.finished();
        openBars--;
        idle.signalAll();
      }
    }
    run.complete(how);
  }

  private void lift(Bar bar, boolean priority) {
    if (priority && !bar.hasPriority) {
      bar.hasPriority = true;
      if (ready.remove(bar)) {
        urgent.addLast(bar);
      }
    }
  }

  private void forgetOldBars() {
    int over = bars.size() - openBars - ENDED_BARS_KEPT;
    for (var i = bars.values().iterator(); over > 0 && i.hasNext();) {
      if (i.next().isEnded()) {
        i.remove();
        over--;
      }
    }
  }

  /// A bar that has ended may be told of late, when a fresh one of its key is known already.
  private boolean isReplaced(Bar bar) {
    lock.lock();
    try {
      Bar current = bars.get(bar.key);
      return current != null && !current.equals(bar);
    } finally {
      lock.unlock();
    }
  }

  private void tell(Bar bar) {
    if (!listeners.isEmpty()) {
      telling.lock();
      try {
        tellAll(bar);
      } finally {
        telling.unlock();
      }
    }
  }

  private void tellAll(Bar bar) {
    if (isReplaced(bar)) {
      return;
    }
    TaskView view = bar.view();
    for (Consumer<TaskView> listener : List.copyOf(listeners)) {
      try {
        listener.accept(view);
      } catch (Throwable e) {
        listeners.remove(listener);
        Thread current = Thread.currentThread();
        current.getUncaughtExceptionHandler().uncaughtException(current, e);
      }
    }
  }
}
