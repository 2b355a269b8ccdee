package panoptic.project;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The newest commits of an open project, for those who follow it: some thousand, of at most some megabytes. One thread adds, any read.
final class Trail {
  private static final int MOST = 4_096;
  private static final long MOST_BYTES = 16L << 20;

  private record Mark(Applied applied, long bytes) {
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final ArrayDeque<Mark> marks = new ArrayDeque<>();
  private long bytes;
  private long last;
  private boolean ended;

  /// Begins after the commit `last`.
  Trail(long last) {
    this.last = last;
  }

  void add(List<Drafter.Draft> drafts) {
    lock.lock();
    try {
      for (Drafter.Draft d : drafts) {
        var record = d.record();
        if (record != null) {
          marks.add(new Mark(new Applied(record.withoutChanges(), d.changes()), record.changes().length));
          bytes += record.changes().length;
          last = record.sequence();
        }
      }
      while (marks.size() > MOST || bytes > MOST_BYTES && marks.size() > 1) {
        bytes -= marks.remove().bytes();
      }
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Returns the commits after one; empty where that is too long ago.
  Optional<List<Applied>> after(long sequence) {
    lock.lock();
    try {
      long first = marks.isEmpty() ? last + 1 : marks.getFirst().applied().sequence();
      if (sequence + 1 < first) {
        return Optional.empty();
      }
      var out = new ArrayList<Applied>();
      for (var i = marks.descendingIterator(); i.hasNext();) {
        Applied a = i.next().applied();
        if (a.sequence() <= sequence) {
          break;
        }
        out.addFirst(a);
      }
      return Optional.of(out);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is a commit after one, for a while at most; false once the project is closed.
  boolean await(long sequence, Duration most) throws InterruptedException {
    lock.lock();
    try {
      long nanos = most.toNanos();
      while (last <= sequence && !ended && nanos > 0) {
        nanos = grown.awaitNanos(nanos);
      }
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
