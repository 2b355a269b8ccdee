package panoptic.ingest;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import panoptic.project.ProjectState;

/// The first thread of an import: walks the folders, tells what is as it was from what needs a closer look, and what has vanished.
final class ImportScan implements Runnable {
  private final ProjectState state;
  private final KnownFiles known;
  private final List<ImportFolder> folders;
  /// The instances that the folders should hold; those among them that were met.
  private final RoaringBitmap scope;
  private final RoaringBitmap alsoMissing;
  private final RoaringBitmap present = new RoaringBitmap();
  /// Those of unknown files, where one may be the file of an instance that was elsewhere.
  private long[] stamps = new long[256];
  private int stampCount;
  private final ScanQueue queue = new ScanQueue();
  private final AtomicLong met = new AtomicLong();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean stopped;
  private volatile Vanished vanished;
  private volatile @Nullable Throwable failure;

  /// `alsoMissing`: instances of the same roots that were missing before and may be met in other places.
  ImportScan(ProjectState state, KnownFiles known, List<ImportFolder> folders, RoaringBitmap scope, RoaringBitmap alsoMissing) {
    this.state = state;
    this.known = known;
    this.folders = folders;
    this.scope = scope;
    this.alsoMissing = alsoMissing;
    this.vanished = new Vanished(state, new RoaringBitmap(), new long[0]);
  }

  /// Returns the project as it was when the scan began.
  ProjectState state() {
    return state;
  }

  ScanQueue queue() {
    return queue;
  }

  /// Returns how many files and other things were met so far.
  long met() {
    return met.get();
  }

  void stop() {
    stopped = true;
  }

  /// Returns whether a file that nobody knows could be one that was somewhere else before.
  boolean mayHaveMoved() {
    return !scope.isEmpty() || !alsoMissing.isEmpty();
  }

  /// Returns what broke the walk, after its end.
  @Nullable Throwable failure() {
    return failure;
  }

  /// Waits for the end of the walk and returns what was not met.
  Vanished awaitVanished() throws InterruptedException {
    done.await();
    return vanished;
  }

  @Override
  public void run() {
    try {
      for (ImportFolder f : folders) {
        f.scan().walk(f.path(), new Hearing(queue));
      }
      vanished = new Vanished(state, vanished(), Arrays.copyOf(stamps, stampCount));
    } catch (CancellationException e) {
      // Stopped: what was not met is not known.
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      done.countDown();
      queue.add(ScanQueue.Kind.END, 0, "");
    }
  }

  private RoaringBitmap vanished() {
    var unmet = RoaringBitmap.or(scope, alsoMissing);
    unmet.andNot(present);
    var gone = new RoaringBitmap();
    for (var i = unmet.getIntIterator(); i.hasNext();) {
      int row = i.next();
      if (stopped) {
        throw new CancellationException();
      }
      if (Vanished.isGone(FileNames.path(known.path(row)))) {
        gone.add(row);
      }
    }
    return gone;
  }

  private final class Hearing implements FolderScan.Reader {
    private final ScanQueue out;
    private int slot;
    private long flushedNanos = System.nanoTime();

    Hearing(ScanQueue out) {
      this.out = out;
    }

    @Override
    public boolean folder(Path folder, String text) {
      slot = known.slot(text);
      out.add(ScanQueue.Kind.FOLDER, 0, text);
      long now = System.nanoTime();
      if (now - flushedNanos > 50_000_000) {
        out.flush();
        flushedNanos = now;
      }
      return !stopped;
    }

    @Override
    public void file(String name, FileStamp stamp) {
      if (stopped) {
        throw new CancellationException();
      }
      met.incrementAndGet();
      int row = known.find(slot, name);
      boolean isVisible = row >= 0 && row < state.instanceRows() && state.instances().contains(row);
      if (isVisible) {
        present.add(row);
      }
      if (isVisible && stamp.isThatOf(state, row)) {
        out.add(ScanQueue.Kind.SAME, row, "");
      } else if (!isVisible && row >= 0 && row < state.instanceRows() && stamp.isThatOf(state, row)) {
        out.add(ScanQueue.Kind.BACK, row, name);
      } else {
        if (!isVisible && mayHaveMoved()) {
          stamps = stampCount == stamps.length ? Arrays.copyOf(stamps, 2 * stampCount) : stamps;
          stamps[stampCount++] = stamp.mixed();
        }
        out.add(ScanQueue.Kind.CANDIDATE, isVisible ? row : -1, name);
      }
    }

    @Override
    public void skipped(String name, String reason) {
      met.incrementAndGet();
      out.add(ScanQueue.Kind.SKIPPED, 0, name + '\0' + reason);
    }

    @Override
    public void unreadable(String name, String reason) {
      met.incrementAndGet();
      out.add(ScanQueue.Kind.UNREADABLE, 0, name + '\0' + reason);
    }
  }
}
