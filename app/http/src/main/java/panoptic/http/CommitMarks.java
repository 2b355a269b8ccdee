package panoptic.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import panoptic.model.Committed;

/// Which session made which of the newest commits, so that a browser knows its own when it hears of them. Any thread may use it.
final class CommitMarks {
  private static final int KEPT = 10_000;
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition known = lock.newCondition();
  private final Map<Long, String> marks = new LinkedHashMap<>();
  private int underWay;

  /// Makes a commit for the session of a mark.
  Committed make(String mark, Supplier<Committed> commit) {
    change(1, 0, "");
    long sequence = 0;
    try {
      Committed made = commit.get();
      sequence = made.changed() ? made.sequence() : 0;
      return made;
    } finally {
      change(-1, sequence, mark);
    }
  }

  private void change(int more, long sequence, String mark) {
    lock.lock();
    try {
      underWay += more;
      if (sequence > 0) {
        marks.putIfAbsent(sequence, mark);
        if (marks.size() > KEPT) {
          marks.remove(marks.keySet().iterator().next());
        }
      }
      known.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Returns the mark of the session that made a commit, null where none did. One that is just being answered is waited for, some milliseconds at most.
  @Nullable String of(long sequence) {
    lock.lock();
    try {
      long nanos = PATIENCE_NANOS;
      while (underWay > 0 && !marks.containsKey(sequence) && nanos > 0) {
        nanos = known.awaitNanos(nanos);
      }
      return marks.get(sequence);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      lock.unlock();
    }
  }
}
