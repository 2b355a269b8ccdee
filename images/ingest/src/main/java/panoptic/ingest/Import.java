package panoptic.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Person;
import panoptic.model.Root;
import panoptic.model.Signature;
import panoptic.project.ProjectState;
import panoptic.tasks.TaskProgress;

/// The import of folders, or the scan again of folders that were imported: a task, made by [Ingest].
///
/// Three threads work on it: one walks the folders, one hands files to the decoders, and the task's own decides, in the order of the walk, what became of each
/// file, and commits. All commits are one step. The listener hears each outcome once it is durable, on the task's thread.
public final class Import implements ImportWork {
  private final Intake intake;
  private final List<String> folders;
  private final Person by;
  private final Consumer<ImportOutcome> listener;
  private final AtomicBoolean closing;
  private volatile @Nullable ImportSummary summary;

  /// `folders`: texts of real paths of directories, or of roots, of which none lies in another. `closing` tells that the program ends.
  Import(Intake intake, List<String> folders, Person by, AtomicBoolean closing, Consumer<ImportOutcome> listener) {
    this.intake = intake;
    this.folders = List.copyOf(folders);
    this.by = by;
    this.closing = closing;
    this.listener = listener;
  }

  @Override
  public String key() {
    return "import";
  }

  @Override
  public String name() {
    return new PendingImport(0, folders, by, 0).label();
  }

  @Override
  public String owner() {
    return by.name();
  }

  @Override
  public Optional<ImportSummary> summary() {
    return Optional.ofNullable(summary);
  }

  @Override
  public void run(TaskProgress progress) throws InterruptedException {
    intake.importing().lockInterruptibly();
    try {
      PendingImport pending = note();
      try {
        work(pending, progress);
        intake.imports().remove(pending);
      } catch (InterruptedException | CancellationException e) {
        if (!closing.get()) {
          intake.imports().remove(pending);
        }
        throw e;
      }
    } finally {
      intake.importing().unlock();
    }
  }

  /// Notes that this import is under way; one of the same folders and person that was cut off before goes on.
  private PendingImport note() {
    Optional<PendingImport> cutOff = intake.imports().read().stream()
        .filter(p -> p.folders().equals(folders) && p.person().key().equals(by.key())).findFirst();
    return cutOff.orElseGet(() -> intake.imports().add(folders, by, intake.project().state().sequence()));
  }

  private void work(PendingImport pending, TaskProgress progress) throws InterruptedException {
    Instant began = intake.clock().instant();
    var count = new ImportCount();
    ProjectState state = intake.project().state();
    var known = new KnownFiles(state);
    var signature = new Signature(by, Signature.IMPORT, pending.label(), stepOf(pending));
    var batch = new ImportBatch(intake, known, state, signature, o -> {
      count.add(o);
      if (o instanceof ImportOutcome.Unreadable) {
        progress.failed(1);
      } else {
        progress.done(1);
      }
      listener.accept(o);
    });
    var reach = new Reach(state, known);
    try {
      var walked = new ArrayList<ImportFolder>();
      var scope = new RoaringBitmap();
      var alsoMissing = new RoaringBitmap();
      for (String folder : folders) {
        Optional<Root> root = Places.rootOf(state.roots(), folder);
        if (root.isPresent() && !reach.check(root.get())) {
          continue;
        }
        String top = root.map(Root::path).orElseGet(() -> intake.uploads().rootOf(folder));
        if (root.isEmpty()) {
          batch.addRoot(top);
        }
        var scan = new FolderScan(reach.real(top), intake.isOurs());
        walked.add(new ImportFolder(FileNames.path(folder), folder, scan));
        scope.or(reach.within(folder));
        alsoMissing.or(RoaringBitmap.and(reach.within(top), state.missing().rows()));
      }
      batch.flush();
      if (!walked.isEmpty()) {
        follow(new ImportScan(state, known, walked, scope, alsoMissing), walked, scope, reach, batch, known, progress);
      }
    } finally {
      summary = count.summary(Duration.between(began, intake.clock().instant()), batch.step(), reach.unreachable());
    }
  }

  private void follow(ImportScan scan, List<ImportFolder> walked, RoaringBitmap scope, Reach reach, ImportBatch batch, KnownFiles known,
      TaskProgress progress) throws InterruptedException {
    var feed = new ImportFeed(scan, walked, intake.examiner());
    Thread scanning = Thread.ofPlatform().daemon().name("import-scan").start(scan);
    Thread feeding = Thread.ofPlatform().daemon().name("import-feed").start(feed);
    try {
      var decisions = new ImportDecisions(intake, known, scan, batch, progress);
      decisions.takeAll(feed.steps());
      RoaringBitmap gone = RoaringBitmap.and(scan.awaitVanished().left(), scope);
      if (!gone.isEmpty()) {
        decisions.missing(gone, reach.stillReachable());
      }
      batch.flush();
    } finally {
      scan.stop();
      feeding.interrupt();
      scanning.join(10_000);
      feeding.join(10_000);
    }
  }

  /// Finds the step that an import which was cut off had begun.
  private long stepOf(PendingImport pending) {
    var step = new AtomicLong();
    intake.project().log(pending.after() + 1, entry -> {
      if (entry.origin().equals(Signature.IMPORT) && entry.label().equals(pending.label()) && entry.author().key().equals(by.key())) {
        step.set(entry.step());
      }
      return step.get() == 0;
    });
    return step.get();
  }
}
