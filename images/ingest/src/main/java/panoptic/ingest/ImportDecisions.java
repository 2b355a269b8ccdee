package panoptic.ingest;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import panoptic.imaging.Examination;
import panoptic.imaging.Examination.Picture;
import panoptic.ingest.ImportOutcome.Changed;
import panoptic.ingest.ImportOutcome.Imported;
import panoptic.ingest.ImportOutcome.Known;
import panoptic.ingest.ImportOutcome.Missing;
import panoptic.ingest.ImportOutcome.Moved;
import panoptic.ingest.ImportOutcome.Returned;
import panoptic.ingest.ImportOutcome.Unreadable;
import panoptic.model.Sha1;
import panoptic.project.ProjectState;
import panoptic.tasks.TaskProgress;

/// Decides what became of each file that an import met, in order, and hands it to the next commit.
final class ImportDecisions {
  /// So long does a file wait at most for others to share its commit.
  private static final long SHARE_NANOS = 1_000_000_000;
  private static final long LOOK_UP_MILLIS = 100;

  private final Intake intake;
  private final KnownFiles known;
  private final ImportScan scan;
  private final ImportBatch batch;
  private final TaskProgress progress;
  private long begunNanos;
  private long total;

  ImportDecisions(Intake intake, KnownFiles known, ImportScan scan, ImportBatch batch, TaskProgress progress) {
    this.intake = intake;
    this.known = known;
    this.scan = scan;
    this.batch = batch;
    this.progress = progress;
  }

  /// Takes all steps to the last.
  void takeAll(BlockingQueue<ImportStep> steps) throws InterruptedException {
    while (true) {
      ImportStep step = steps.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
      switch (step) {
        case null -> flushIfDue();
        case ImportStep.Same s -> same(s.row());
        case ImportStep.Unread u -> unread(u);
        case ImportStep.Told t -> batch.tell(t.outcome());
        case ImportStep.Reading r -> read(r);
        case ImportStep.End _ -> {
          return;
        }
        case ImportStep.Broken b -> throw broken(b.cause());
      }
      flushIfDue();
    }
  }

  /// Tells that the files of instances are gone, those among `sure`.
  void missing(RoaringBitmap gone, RoaringBitmap sure) {
    ProjectState state = intake.project().state();
    progress.total(total + gone.getCardinality());
    for (var i = gone.getIntIterator(); i.hasNext();) {
      int row = i.next();
      if (sure.contains(row) && state.instances().contains(row)) {
        int id = state.instanceId(row);
        if (!state.missing().contains(row)) {
          batch.missing(id);
        }
        batch.tell(new Missing(known.path(row), id, ImportBatch.sha1(state, row)));
        flushIfDue();
      }
    }
  }

  private void flushIfDue() {
    progress.checkCancelled();
    long now = System.nanoTime();
    if (batch.isEmpty()) {
      begunNanos = now;
    } else if (batch.isFull() || now - begunNanos > SHARE_NANOS) {
      batch.flush();
      begunNanos = System.nanoTime();
    }
    long met = scan.met();
    if (met != total) {
      total = met;
      progress.total(met);
    }
  }

  private void same(int row) {
    ProjectState state = intake.project().state();
    int id = state.instanceId(row);
    Sha1 sha1 = ImportBatch.sha1(state, row);
    if (state.missing().contains(row)) {
      batch.found(id);
      batch.tell(new Returned(known.path(row), id, sha1));
    } else {
      batch.tell(new Known(known.path(row), id, sha1));
    }
  }

  private void unread(ImportStep.Unread file) {
    ProjectState state = intake.project().state();
    int id = state.instanceId(file.row());
    Sha1 sha1 = ImportBatch.sha1(state, file.row());
    String path = FileNames.join(file.folder(), file.name());
    String before = known.path(file.row());
    if (state.instances().contains(file.row()) && !before.equals(path)) {
      batch.add(state, file, new Moved(path, id, sha1, before));
    } else {
      batch.add(state, file, new Returned(path, id, sha1));
    }
  }

  private void read(ImportStep.Reading file) throws InterruptedException {
    Examination found = await(file.examination());
    FileStamp stamp = file.stamp();
    FileStamp now = stampOf(file);
    if (!stamp.equals(now) && now != null) {
      // It was written while it was read: once more.
      found = await(intake.examiner().submit(file.file()));
      stamp = now;
      now = stampOf(file);
    }
    String path = FileNames.join(file.folder(), file.name());
    if (!stamp.equals(now) || found instanceof Picture p && p.bytes() != stamp.bytes()) {
      batch.tell(new Unreadable(path, now == null ? "it was removed while it was read" : "it was being written while it was read"));
      return;
    }
    switch (found) {
      case Picture p -> picture(file, stamp, p, path);
      case Examination.Unreadable u -> batch.tell(new Unreadable(path, u.reason()));
    }
  }

  private static @Nullable FileStamp stampOf(ImportStep.Reading file) {
    try {
      return file.scan().stamp(file.file());
    } catch (IOException e) {
      return null;
    }
  }

  private void picture(ImportStep.Reading file, FileStamp stamp, Picture p, String path) throws InterruptedException {
    ProjectState state = intake.project().state();
    known.follow(state);
    Sha1 sha1 = p.sha1();
    int row = known.find(known.slot(file.folder()), file.name());
    if (row >= 0 && state.instances().contains(row)) {
      Sha1 before = ImportBatch.sha1(state, row);
      int id = state.instanceId(row);
      boolean wasMissing = state.missing().contains(row);
      if (!before.equals(sha1)) {
        batch.add(row, file, stamp, p, _ -> new Changed(path, id, sha1, before));
      } else {
        batch.add(row, file, stamp, p, _ -> wasMissing ? new Returned(path, id, sha1) : new Known(path, id, sha1));
      }
      return;
    }
    boolean isDeletedHere = row >= 0;
    boolean isSameAsDeleted = isDeletedHere && ImportBatch.sha1(state, row).equals(sha1);
    int from = isSameAsDeleted || !scan.mayHaveMoved() ? -1 : scan.awaitVanished().take(sha1, stamp, file.name());
    if (from >= 0) {
      String before = known.path(from);
      int id = state.instanceId(from);
      batch.add(from, file, stamp, p, _ -> new Moved(path, id, sha1, before));
    } else if (isDeletedHere) {
      batch.add(row, file, stamp, p, id -> new Returned(path, id, sha1));
    } else {
      batch.add(-1, file, stamp, p, id -> new Imported(path, id, sha1));
    }
  }

  private Examination await(CompletableFuture<Examination> examination) throws InterruptedException {
    while (true) {
      try {
        return examination.get(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        flushIfDue();
      } catch (ExecutionException e) {
        throw broken(e.getCause() == null ? e : e.getCause());
      }
    }
  }

  private static RuntimeException broken(Throwable cause) {
    if (cause instanceof Error e) {
      throw e;
    }
    return cause instanceof RuntimeException r ? r : new IllegalStateException(cause);
  }
}
