package panoptic.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import panoptic.imaging.Examination.Picture;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.model.Signature;
import panoptic.project.Admission;
import panoptic.project.AdmittedFile;
import panoptic.project.AdmittedRoot;
import panoptic.project.ImageFacts;
import panoptic.project.ProjectState;

/// The files of an import that go into its next commit, and the outcomes that are told once it is durable, in the order of the scan.
final class ImportBatch {
  /// So that no commit holds the project's writer for long.
  static final int FILES = 500;
  private static final int OUTCOMES = 5_000;
  private static final int ATTEMPTS = 3;

  /// A file that was read. `row` is that of its instance, -1 for a new one. `told` makes the outcome once the instance has an id.
  private record Draft(int row, String folder, String name, FileStamp stamp, Sha1 sha1, ImageFacts facts,
      IntFunction<ImportOutcome> told) {}

  private final Intake intake;
  private final KnownFiles known;
  private final Consumer<ImportOutcome> listener;
  private final List<AdmittedRoot> roots = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final List<Integer> missing = new ArrayList<>();
  private final List<Integer> found = new ArrayList<>();
  /// Outcomes in order; null stands for the next draft's.
  private final List<@Nullable ImportOutcome> outcomes = new ArrayList<>();
  private final UploadedAs uploadedAs;
  private Signature signature;
  private Places places;
  private long sequence;

  ImportBatch(Intake intake, KnownFiles known, ProjectState state, Signature signature, Consumer<ImportOutcome> listener) {
    this.intake = intake;
    this.uploadedAs = new UploadedAs(intake.project(), intake.uploads());
    this.known = known;
    this.signature = signature;
    this.listener = listener;
    this.places = new Places(state);
    this.sequence = state.sequence();
  }

  /// Returns the step of the commits so far, 0 before the first.
  long step() {
    return signature.step();
  }

  boolean isEmpty() {
    return outcomes.isEmpty() && roots.isEmpty();
  }

  boolean isFull() {
    return drafts.size() >= FILES || outcomes.size() >= OUTCOMES;
  }

  void addRoot(String path) {
    roots.add(new AdmittedRoot(-1 - roots.size(), path));
  }

  void tell(ImportOutcome outcome) {
    outcomes.add(outcome);
  }

  void missing(int id) {
    missing.add(id);
  }

  void found(int id) {
    found.add(id);
  }

  void add(int row, ImportStep.Reading file, FileStamp stamp, Picture picture, IntFunction<ImportOutcome> told) {
    intake.keep(picture);
    drafts.add(new Draft(row, file.folder(), file.name(), stamp, picture.sha1(), PictureFacts.of(picture), told));
    outcomes.add(null);
  }

  /// Adds a file that was not read, of an instance in a row of a state.
  void add(ProjectState state, ImportStep.Unread file, ImportOutcome told) {
    int image = state.imageOf(file.row());
    drafts
        .add(new Draft(file.row(), file.folder(), file.name(), file.stamp(), state.sha1(image), PictureFacts.of(state, image), _ -> told));
    outcomes.add(null);
  }

  /// Makes all that was added durable, and then tells it.
  void flush() {
    int[] ids = new int[drafts.size()];
    if (!drafts.isEmpty() || !roots.isEmpty() || !missing.isEmpty() || !found.isEmpty()) {
      if (!drafts.isEmpty()) {
        // A commit that names a picture is durable only after the picture's thumbnails.
        intake.syncThumbnails();
      }
      ids = commit();
    }
    int draft = 0;
    for (ImportOutcome told : outcomes) {
      listener.accept(told != null ? told : drafts.get(draft).told.apply(ids[draft++]));
    }
    roots.clear();
    drafts.clear();
    missing.clear();
    found.clear();
    outcomes.clear();
  }

  private int[] commit() {
    intake.admitting().lock();
    try {
      for (int attempt = 1;; attempt++) {
        try {
          return attempt();
        } catch (RefusedException e) {
          // Somebody deleted a folder, or undid something, between our look at the project and the commit.
          sequence = -1;
          if (attempt == ATTEMPTS || e.code() != ErrorCode.UNKNOWN && e.code() != ErrorCode.INVALID) {
            throw e;
          }
        }
      }
    } finally {
      intake.admitting().unlock();
    }
  }

  private int[] attempt() {
    ProjectState state = intake.project().state();
    if (state.sequence() != sequence) {
      places = new Places(state);
      known.follow(state);
    }
    var commit = new Commit();
    places.begin(commit);
    for (AdmittedRoot r : roots) {
      places.addRoot(r);
      places.folder(r.path());
    }
    var files = new ArrayList<AdmittedFile>();
    var ids = new int[drafts.size()];
    int fresh = 0;
    for (int i = 0; i < ids.length; i++) {
      Draft d = drafts.get(i);
      // A commit with instances may have brought the same file meanwhile.
      int row = d.row >= 0 ? d.row : known.find(known.slot(d.folder), d.name);
      ids[i] = row >= 0 ? state.instanceId(row) : --fresh;
      if (row < 0) {
        uploadedAs.add(commit, ids[i], d.folder, d.name);
      }
      files.add(new AdmittedFile(ids[i], places.folder(d.folder), d.name, d.sha1, d.stamp.timeMillis(), d.stamp.fileId(), d.facts));
    }
    Committed done = intake.project().commit(commit, new Admission(roots, files, missing, found), signature);
    signature = signature.step() == 0 ? signature.in(done.sequence()) : signature;
    sequence = done.sequence();
    places.learn(done);
    known.follow(intake.project().state());
    for (int i = 0; i < ids.length; i++) {
      ids[i] = done.instances().get(i);
      if (drafts.get(i).row >= 0) {
        known.moved(drafts.get(i).row);
      }
    }
    return ids;
  }

  /// Returns the bytes that an instance had before.
  static Sha1 sha1(ProjectState state, int row) {
    return state.sha1(state.imageOf(row));
  }
}
