package panoptic.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.roaringbitmap.PeekableIntIterator;
import panoptic.imaging.Examination;
import panoptic.imaging.Thumbnail;
import panoptic.media.ThumbnailSets;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.model.Root;
import panoptic.project.Project;
import panoptic.project.ProjectState;
import panoptic.tasks.Task;
import panoptic.tasks.TaskProgress;

/// Makes all thumbnails of a project again, from the files as they are: a task, made by [Ingest#remake].
///
/// The thumbnails that are shown stay until all is done; a task that is cancelled or cut off leaves them as they were. An image whose file is gone, has changed, or
/// lies in no folder that is allowed keeps the thumbnails it had.
public final class ThumbnailRemake implements Task {
  /// So many files are read at once; the thumbnails of as many wait in memory.
  private static final int AT_ONCE = 64;

  private record Asked(int image, CompletableFuture<Examination> outcome) {}

  private final Project project;
  private final Allowed places;
  private final Examiner examiner;
  private final ThumbnailSets thumbnails;
  private final Person by;

  ThumbnailRemake(Project project, Allowed places, Examiner examiner, ThumbnailSets thumbnails, Person by) {
    this.project = project;
    this.places = places;
    this.examiner = examiner;
    this.thumbnails = thumbnails;
    this.by = by;
  }

  @Override
  public String key() {
    return "thumbnails";
  }

  @Override
  public String name() {
    return "Thumbnails made again";
  }

  @Override
  public String owner() {
    return by.name();
  }

  @Override
  public void run(TaskProgress progress) throws IOException {
    ProjectState state = project.state();
    progress.total(state.images().count());
    try (ThumbnailSets.Making making = thumbnails.begin()) {
      Allowed roots = Allowed.of(state.roots().stream().map(Root::path).map(FileNames::path).toList());
      var seen = new BitSet();
      var reading = new ArrayDeque<Asked>();
      int made = 0;
      PeekableIntIterator rows = state.instances().rows().getIntIterator();
      while (rows.hasNext()) {
        progress.checkCancelled();
        int row = rows.next();
        int image = state.imageOf(row);
        Optional<Path> file = seen.get(image) ? Optional.empty() : file(state, roots, row);
        if (file.isPresent()) {
          seen.set(image);
          reading.add(new Asked(image, examiner.submit(file.get())));
        }
        if (reading.size() >= AT_ONCE) {
          made += take(state, reading.remove(), making, progress);
        }
      }
      while (!reading.isEmpty()) {
        progress.checkCancelled();
        made += take(state, reading.remove(), making, progress);
      }
      progress.failed(state.images().count() - made);
      making.complete();
    }
  }

  private Optional<Path> file(ProjectState state, Allowed roots, int row) {
    try {
      return Optional.of(places.file(FileNames.text(roots.file(state.path(row)))));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  /// Keeps the thumbnails of one file; returns 1 where it still is the image.
  private static int take(ProjectState state, Asked asked, ThumbnailSets.Making making, TaskProgress progress) throws IOException {
    Examination found;
    try {
      found = asked.outcome().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw e;
    } catch (CancellationException e) {
      progress.checkCancelled();
      throw e;
    }
    if (!(found instanceof Examination.Picture p) || !p.sha1().equals(state.sha1(asked.image()))) {
      return 0;
    }
    for (Thumbnail t : p.thumbnails()) {
      making.put(p.sha1(), t.edge(), t.format(), t.bytes());
    }
    progress.done(1);
    return 1;
  }
}
