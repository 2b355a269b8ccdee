package panoptic.project;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.project.spi.CommitLog;
import panoptic.project.spi.LogRecord;

/// The one thread that changes a project. It takes the requests that wait, plans them one after the other, writes their commits to the log with one
/// sync, publishes the state after the last, and only then answers.
@SuppressWarnings("ReferenceEquality") // END is one object
final class Writer implements AutoCloseable {
  /// How many states [#stateAt] keeps at hand.
  static final int RECENT = 64;
  private static final int MOST_REQUESTS = 512;
  private static final int MOST_BYTES = 4 << 20;
  private static final long MOST_NANOS = 10_000_000;
  private static final long CHECKPOINT_BYTES = 64L << 20;

  private record Planned(Request request, Drafter.Draft draft) {
  }

  private static final Request END = new Request.Undo(new panoptic.model.Person(0, "", "", 0),
      new java.util.concurrent.CompletableFuture<>());

  private final CommitLog log;
  private final Checkpoints checkpoints;
  private final Drafter drafter;
  private final LinkedBlockingQueue<Request> waiting = new LinkedBlockingQueue<>();
  private final ArrayDeque<ProjectState> recent = new ArrayDeque<>();
  private final List<String> damage;
  private final Thread thread = new Thread(this::run, "project-writer");
  private final ExecutorService checkpointing = Executors.newSingleThreadExecutor(r -> {
    var t = new Thread(r, "project-checkpoint");
    t.setDaemon(true);
    return t;
  });
  private final Trail trail;
  private volatile ProjectState state;
  private volatile boolean closed;
  private long bytesSinceCheckpoint;
  private @Nullable Request held;

  Writer(CommitLog log, Checkpoints checkpoints, InstantSource clock, ProjectState state, List<String> damage) {
    this.log = log;
    this.checkpoints = checkpoints;
    this.damage = damage;
    this.state = state;
    drafter = new Drafter(log, clock);
    trail = new Trail(state.sequence());
    remember(state);
    thread.setDaemon(true);
    thread.start();
  }

  ProjectState state() {
    return state;
  }

  Trail trail() {
    return trail;
  }

  ProjectState stateAt(long sequence) {
    synchronized (recent) {
      for (ProjectState s : recent) {
        if (s.sequence() == sequence) {
          return s;
        }
      }
    }
    throw new RefusedException(ErrorCode.OUTDATED,
        "the state at commit " + sequence + " is no longer at hand (now at " + state.sequence() + "); ask again");
  }

  void take(Request request) {
    if (!damage.isEmpty()) {
      throw new RefusedException(ErrorCode.DAMAGED, "the project is open to read only: " + String.join("; ", damage));
    }
    synchronized (waiting) { // so that nothing waits behind the end
      if (closed) {
        throw new RefusedException(ErrorCode.NOT_PERMITTED, "the project is closed");
      }
      waiting.add(request);
    }
  }

  void checkpoint() {
    if (damage.isEmpty()) {
      checkpoints.write(state);
    }
  }

  /// Ends the thread once everything waiting is done, and writes a checkpoint. What cannot be written is not lost: the log has it.
  @Override
  public void close() {
    synchronized (waiting) {
      if (closed) {
        return;
      }
      closed = true;
      waiting.add(END);
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // the end is near: what was acknowledged is durable, what waits is about to be
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    trail.end();
    checkpointing.close();
    checkpoint();
  }

  private void run() {
    try {
      while (true) {
        Request first = held != null ? held : waiting.take();
        held = null;
        if (first == END) {
          return;
        }
        batch(first);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody but the end of the process does this
    }
  }

  private void batch(Request first) {
    var planned = new ArrayList<Planned>();
    var records = new ArrayList<LogRecord>();
    ProjectState next = state;
    long began = System.nanoTime();
    long bytes = 0;
    for (Request r = first; r != null; r = following(planned.size(), bytes, began, records)) {
      try {
        Drafter.Draft draft = drafter.draft(next, r);
        planned.add(new Planned(r, draft));
        next = draft.state();
        if (draft.record() != null) {
          records.add(draft.record());
          bytes += draft.record().changes().length;
        }
      } catch (RefusedException | AssertionError | IllegalStateException e) {
        r.answer().completeExceptionally(e);
      } catch (RuntimeException | VirtualMachineError e) { // a bug, or more than memory holds, costs its own request, and is told as one
        r.answer().completeExceptionally(new IllegalStateException("a request could not be planned", e));
      }
    }
    try {
      if (!records.isEmpty()) {
        log.append(records);
      }
    } catch (RuntimeException | VirtualMachineError e) {
      planned.forEach(p -> p.request().answer().completeExceptionally(e));
      return;
    }
    state = next;
    remember(next);
    trail.add(planned.stream().map(Planned::draft).toList());
    planned.forEach(p -> p.request().answer().complete(p.draft().answer()));
    bytesSinceCheckpoint += bytes;
    if (bytesSinceCheckpoint > CHECKPOINT_BYTES) {
      bytesSinceCheckpoint = 0;
      checkpointing.execute(this::checkpointInBackground);
    }
  }

  /// Returns the next request that shares this sync, or null. What reads the log (undo, redo, revert) waits for the sync of what is before it.
  private @Nullable Request following(int planned, long bytes, long began, List<LogRecord> records) {
    if (planned >= MOST_REQUESTS || bytes > MOST_BYTES || System.nanoTime() - began > MOST_NANOS) {
      return null;
    }
    Request r = waiting.poll();
    if (r == END || r != null && !(r instanceof Request.Apply) && !(r instanceof Request.Add) && !records.isEmpty()) {
      held = r;
      return null;
    }
    return r;
  }

  private void checkpointInBackground() {
    try {
      checkpoint();
    } catch (RuntimeException e) {
      // The log has everything; the next checkpoint, or the one at close, tries again and tells.
      bytesSinceCheckpoint = CHECKPOINT_BYTES / 2;
    }
  }

  private void remember(ProjectState s) {
    synchronized (recent) {
      recent.addLast(s);
      if (recent.size() > RECENT) {
        recent.removeFirst();
      }
    }
  }
}
