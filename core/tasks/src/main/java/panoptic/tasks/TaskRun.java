package panoptic.tasks;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One task in a queue, or the `runIfLast` of one. The queue's lock guards `thread`; this object's monitor guards the units.
final class TaskRun implements TaskProgress, TaskHandle {
  final Task task;
  final Bar bar;
  /// Whether this is the `runIfLast`, which counts no units.
  final boolean isLast;
  @Nullable Thread thread;

  private final TaskQueue queue;
  private final CompletableFuture<TaskEnd> end = new CompletableFuture<>();
  private volatile boolean cancelled;
  private boolean spoke;
  private boolean closed;
  private long total;
  private long worked;

  TaskRun(Task task, Bar bar, TaskQueue queue, boolean isLast) {
    this.task = task;
    this.bar = bar;
    this.queue = queue;
    this.isLast = isLast;
    if (!isLast) {
      total = 1;
      bar.count(1, 0, 0);
    }
  }

  @Override
  public void total(long units) {
    if (units < 0) {
      throw new IllegalArgumentException("a task cannot have " + units + " units");
    }
    synchronized (this) {
      if (!closed && !isLast) {
        spoke = true;
        grow(Math.max(units, worked) - total);
      }
    }
    queue.progressed(bar);
  }

  @Override
  public void done(long units) {
    work(units, 0);
  }

  @Override
  public void failed(long units) {
    work(0, units);
  }

  private void work(long doneUnits, long failedUnits) {
    if (doneUnits < 0 || failedUnits < 0) {
      throw new IllegalArgumentException("units are only added, not " + Math.min(doneUnits, failedUnits));
    }
    synchronized (this) {
      if (!closed && !isLast) {
        spoke = true;
        worked += doneUnits + failedUnits;
        bar.count(0, doneUnits, failedUnits);
        grow(Math.max(total, worked) - total);
      }
    }
    queue.progressed(bar);
  }

  private void grow(long units) {
    total += units;
    bar.count(units, 0, 0);
  }

  @Override
  public void detail(String words) {
    synchronized (this) {
      if (!closed) {
        bar.detail(words);
      }
    }
    queue.progressed(bar);
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  void markCancelled() {
    cancelled = true;
  }

  /// Closes the books of this run: a task that said nothing is one unit. Returns the units it leaves undone.
  synchronized long close(TaskEnd how) {
    closed = true;
    if (!spoke && !isLast) {
      long done = how instanceof TaskEnd.Done ? 1 : 0;
      long failed = how instanceof TaskEnd.Failed ? 1 : 0;
      worked = done + failed;
      bar.count(0, done, failed);
    }
    return total - worked;
  }

  void complete(TaskEnd how) {
    end.complete(how);
  }

  @Override
  public Optional<TaskEnd> end() {
    return Optional.ofNullable(end.getNow(null));
  }

  @Override
  public TaskEnd await() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an end is never an exception", e);
    }
  }

  @Override
  public Optional<TaskEnd> await(Duration atMost) throws InterruptedException {
    try {
      return Optional.of(end.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an end is never an exception", e);
    }
  }

  @Override
  public void cancel() {
    queue.cancel(this);
  }
}
