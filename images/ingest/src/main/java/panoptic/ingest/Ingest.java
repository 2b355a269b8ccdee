package panoptic.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.roaringbitmap.PeekableIntIterator;
import panoptic.media.ThumbnailSets;
import panoptic.media.ThumbnailStore;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.ErrorCode;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.model.Root;
import panoptic.model.Signature;
import panoptic.model.spi.Disk;
import panoptic.project.Project;
import panoptic.project.ProjectState;

/// The one way for pictures into a project: by imports of folders, and by commits that claim instances.
///
/// All methods may be called from any thread. Close it before the task queue when the program ends, so that imports under way go on at the next start.
public final class Ingest implements AutoCloseable {
  /// Who does what nobody asked for.
  private static final Person PROGRAM = new Person(0, "panoptic", "Panoptic", 0);

  private final Project project;
  private final Allowed places;
  private final Intake intake;
  private final Uploads uploads;
  private final AtomicBoolean closing = new AtomicBoolean();

  /// `projectFolder` keeps what is under way. `places` are the directories in which commits may make roots, besides that of what was uploaded; an import may name any. `isOurs` tells folders that Panoptic itself writes (project folders, caches), which no import enters.
  public Ingest(Project project, Path projectFolder, Disk disk, Examiner examiner, ThumbnailStore thumbnails, Allowed places,
      Predicate<Path> isOurs, InstantSource clock) {
    this.project = project;
    this.uploads = new Uploads(disk, projectFolder, clock);
    this.places = places.and(uploads.folder());
    this.intake = new Intake(project, examiner, thumbnails, new ImportsFile(disk, projectFolder), isOurs.or(uploads::isOpen), clock,
        uploads, new ReentrantLock(),
        new ReentrantLock());
  }

  /// Makes the task that imports folders, or scans them again; the owner allows them by asking for this. Refuses what is no folder.
  ///
  /// A folder in a root is a scan of that part of the root. A folder above roots becomes a root itself; what lies in the others stays theirs.
  public Import importOf(List<Path> folders, Person by, Consumer<ImportOutcome> listener) {
    var texts = new ArrayList<String>();
    for (Path folder : folders) {
      texts.add(textOf(folder));
    }
    texts.removeIf(t -> texts.stream().anyMatch(o -> !o.equals(t) && FileNames.isWithin(o, t)));
    if (texts.isEmpty()) {
      throw new RefusedException(ErrorCode.USAGE, "an import takes at least one folder");
    }
    return new Import(intake, texts.stream().distinct().toList(), by, closing, listener);
  }

  /// Makes the task that makes all thumbnails again, of the files that are there and in what the owner allows.
  public ThumbnailRemake remake(ThumbnailSets thumbnails, Person by) {
    return new ThumbnailRemake(project, places, intake.examiner(), thumbnails, by);
  }

  /// Returns the pictures that browsers send.
  public Uploads uploads() {
    return uploads;
  }

  /// Lets the project know where its uploads lie, where its folder was moved, copied or restored since it was open last.
  public void followUploads() {
    Optional<String> before = uploads.before();
    if (before.isPresent() && Files.isDirectory(uploads.folder())) {
      var commit = new Commit();
      project.state().roots().stream().filter(r -> r.path().equals(before.get()))
          .forEach(r -> commit.roots().add(new Root(r.id(), FileNames.text(uploads.folder()))));
      if (!commit.roots().isEmpty()) {
        commit(commit, new Signature(PROGRAM, Signature.IMPORT, "Uploads follow the project's folder", 0));
      }
      uploads.noteRoot();
    }
  }

  /// Returns the imports that were cut off: by a crash, or because the program ended.
  public List<PendingImport> pending() {
    return intake.imports().read();
  }

  /// Makes the task that goes on with an import, in the same step.
  public Import resume(PendingImport pending, Consumer<ImportOutcome> listener) {
    return new Import(intake, pending.folders(), pending.person(), closing, listener);
  }

  /// Applies a commit, whatever it holds. Instances, roots and folders in it are claims: their files must lie in a root (those of the commit count), and be
  /// pictures; sha1, size and all else is what we read. A file that has an instance already, perhaps a deleted one, keeps that one: the answer
  /// carries its id. Refused whole where one claim does not hold.
  public Committed commit(Commit commit, Signature by) {
    if (commit.instances().isEmpty() && commit.roots().isEmpty() && commit.folders().isEmpty()) {
      return project.commit(commit, by);
    }
    return new Claims(intake, places, commit).commit(by);
  }

  /// Looks which roots are there now.
  public List<RootReach> roots() {
    ProjectState state = project.state();
    Set<Root> filled = withFiles(state);
    return state.roots().stream().map(root -> RootReach.of(root, filled.stream().anyMatch(f -> FileNames.isWithin(root.path(), f.path()))))
        .toList();
  }

  /// Returns the roots in which a file was at the last scan; ends as soon as all are found.
  private static Set<Root> withFiles(ProjectState state) {
    var roots = new HashMap<Integer, Root>();
    state.roots().forEach(r -> roots.put(r.id(), r));
    var rootOf = new HashMap<Integer, Integer>();
    state.folders().forEach(f -> rootOf.put(f.id(), f.rootId()));
    var found = new HashSet<Root>();
    PeekableIntIterator rows = state.instances().rows().getIntIterator();
    while (rows.hasNext() && found.size() < roots.size()) {
      int row = rows.next();
      Root root = roots.get(rootOf.getOrDefault(state.folderOf(row), 0));
      if (root != null && !found.contains(root) && !state.missing().contains(row)) {
        found.add(root);
      }
    }
    return found;
  }

  /// Lets imports that are cancelled from now on be taken up again.
  @Override
  public void close() {
    closing.set(true);
  }

  /// Returns a folder in the words of the project: below the root it lies in, as that is called there.
  private String textOf(Path folder) {
    List<Root> roots = project.state().roots();
    Path real;
    try {
      real = folder.toRealPath();
    } catch (NoSuchFileException e) {
      String text = FileNames.text(folder.normalize());
      if (roots.stream().anyMatch(r -> r.path().equals(text))) {
        return text;
      }
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no folder " + folder, e);
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.UNKNOWN, folder + " cannot be read: " + Reasons.of(e), e);
    }
    if (!Files.isDirectory(real)) {
      throw new RefusedException(ErrorCode.INVALID, folder + " is not a folder");
    }
    return new RealRoots(roots).text(real).orElseGet(() -> FileNames.text(real));
  }
}
