package panoptic.tasks;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import panoptic.model.RefusedException;

/// All tasks of one key, from when there was none until there is none: the counts behind a [TaskView].
///
/// Two guards: what is *queued* (`waiting`, `open`, `closing`, `lastEnded`) belongs to the queue's lock; what is *counted* to this
/// object's monitor, which is taken last and held shortly, so that progress never waits for the queue.
final class Bar {
  private static final int ERRORS_KEPT = 20;

  final String key;
  final ArrayDeque<TaskRun> waiting = new ArrayDeque<>();
  final List<TaskRun> active = new ArrayList<>();
  int open;
  boolean began;
  boolean closing;
  boolean hasPriority;
  private long toldMillis;

  private final InstantSource clock;
  private final Rate rate = new Rate();
  private final List<String> errors = new ArrayList<>();
  private String name;
  private String owner;
  private String detail = "";
  private TaskState state = TaskState.WAITING;
  private int tasks;
  private int running;
  private long total;
  private long done;
  private long failed;
  private long abandoned;
  private int errorCount;
  private boolean threw;
  private boolean cancelled;
  private long beganMillis;
  private long endedMillis;

  Bar(Task first, InstantSource clock) {
    this.key = first.key();
    this.name = first.name();
    this.owner = first.owner();
    this.clock = clock;
  }

  synchronized void added(Task task) {
    name = task.name();
    owner = task.owner();
    tasks++;
    if (state == TaskState.STOPPING) {
      state = TaskState.RUNNING;
    }
  }

  synchronized void started() {
    if (state == TaskState.WAITING) {
      beganMillis = clock.millis();
      rate.add(beganMillis, 0);
      state = TaskState.RUNNING;
    }
    running++;
  }

  synchronized void stopping() {
    state = TaskState.STOPPING;
  }

  /// Counts the end of a run; `units` are those it said of itself.
  synchronized void ended(TaskRun run, boolean wasRunning, TaskEnd end, long abandonedUnits) {
    running -= wasRunning ? 1 : 0;
    tasks -= run.isLast ? 0 : 1;
    abandoned += abandonedUnits;
    switch (end) {
      case TaskEnd.Done _ -> {
        // nothing more to say
      }
      case TaskEnd.Cancelled _ -> cancelled = true;
      case TaskEnd.Failed(Throwable cause) -> {
        threw = true;
        errorCount++;
        if (errors.size() < ERRORS_KEPT) {
          errors.add(sentence(cause));
        }
      }
    }
  }

  synchronized void finished() {
    endedMillis = clock.millis();
    if (state == TaskState.WAITING) {
      beganMillis = endedMillis;
    }
    state = cancelled ? TaskState.CANCELLED : threw ? TaskState.FAILED : TaskState.DONE;
    detail = "";
  }

  synchronized void count(long totalMore, long doneMore, long failedMore) {
    total += totalMore;
    done += doneMore;
    failed += failedMore;
    rate.add(clock.millis(), done + failed);
  }

  synchronized void detail(String words) {
    detail = words;
  }

  /// Answers, and notes, whether listeners should hear of progress now.
  synchronized boolean isTimeToTell(long stepMillis) {
    long now = clock.millis();
    if (now - toldMillis < stepMillis) {
      return false;
    }
    toldMillis = now;
    return true;
  }

  synchronized boolean isEnded() {
    return state.isEnded();
  }

  synchronized TaskView view() {
    long now = state.isEnded() ? endedMillis : clock.millis();
    long elapsed = state == TaskState.WAITING ? 0 : Math.max(0, now - beganMillis);
    double perSecond = !state.isEnded() ? rate.perSecond(now, done + failed) : elapsed == 0 ? 0 : 1000.0 * (done + failed) / elapsed;
    return new TaskView(key, name, owner, detail, state, tasks, running, total, done, failed, total - done - failed - abandoned, perSecond,
        Duration.ofMillis(elapsed), errors, errorCount);
  }

  private static String sentence(Throwable cause) {
    @Nullable String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return cause.getClass().getSimpleName();
    }
    return cause instanceof RefusedException ? message : cause.getClass().getSimpleName() + ": " + message;
  }
}
