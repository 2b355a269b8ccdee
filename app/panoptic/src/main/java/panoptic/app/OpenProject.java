package panoptic.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import panoptic.imaging.DecoderLimits;
import panoptic.imaging.Decoders;
import panoptic.ingest.Allowed;
import panoptic.ingest.Ingest;
import panoptic.media.Thumbnails;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Json;
import panoptic.model.Signature;
import panoptic.model.spi.Disk;
import panoptic.project.CommitJson;
import panoptic.project.Project;
import panoptic.query.Views;
import panoptic.storagesqlite.ProjectFolder;
import panoptic.testkit.Synthetic;

/// A project that this command has open, and nobody else meanwhile. What decodes pictures is started when a picture comes in.
///
/// One thread uses it, but for the tasks of its [#ingest].
final class OpenProject implements AutoCloseable {
  private static final long SEED = 1;

  private final Disk disk;
  private final InstantSource clock;
  private final ProjectFolder folder;
  private final Predicate<Path> isOurs;
  private final Project project;
  private @Nullable Thumbnails thumbnails;
  private @Nullable Decoders decoders;
  private @Nullable Ingest ingest;

  /// `isOurs` tells folders that Panoptic itself writes.
  OpenProject(Disk disk, InstantSource clock, ProjectFolder folder, Predicate<Path> isOurs) {
    this.disk = disk;
    this.clock = clock;
    this.folder = folder;
    this.isOurs = isOurs;
    try {
      project = Project.open(folder.log(), folder.checkpoints(), clock);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  Project project() {
    return project;
  }

  /// Returns the way in for pictures; commits may make roots in the `allowed` folders.
  Ingest ingest(List<Path> allowed) {
    Ingest way = ingest;
    if (way == null) {
      way = new Ingest(project, folder.folder(), disk, file -> decoders().submit(file), thumbnails(), Allowed.of(allowed), isOurs, clock);
      ingest = way;
    }
    return way;
  }

  /// Applies a commit that is written in JSON.
  Committed commit(Json json, Signature by, List<Path> allowed) {
    Commit commit = CommitJson.parse(json, project, Views.rows(clock));
    boolean claims = !commit.instances().isEmpty() || !commit.roots().isEmpty() || !commit.folders().isEmpty();
    return claims ? ingest(allowed).commit(commit, by) : project.commit(commit, by);
  }

  /// Fills the project, which is empty, with made-up images; `progress` is told the per cent done.
  void fill(int images, IntConsumer progress) {
    Synthetic.fill(project, images, SEED, progress);
    try {
      Synthetic.store(project.state(), thumbnails(), 256, 128);
    } catch (IOException e) {
      throw new UncheckedIOException("the thumbnails in " + folder.media() + " could not be written: " + e.getMessage(), e);
    }
  }

  /// Verifies every checksum and invariant; returns a sentence per problem.
  List<String> check() {
    var problems = new ArrayList<>(project.check());
    try {
      problems.addAll(thumbnails().check());
    } catch (IOException | UncheckedIOException e) {
      problems.add("the thumbnails cannot be read: " + e.getMessage());
    }
    return problems;
  }

  private Thumbnails thumbnails() {
    Thumbnails packs = thumbnails;
    if (packs == null) {
      try {
        packs = Thumbnails.open(disk, folder.media().resolve("thumbnails"));
      } catch (IOException e) {
        throw new UncheckedIOException("the thumbnails in " + folder.media() + " cannot be opened: " + e.getMessage(), e);
      }
      thumbnails = packs;
    }
    return packs;
  }

  private synchronized Decoders decoders() {
    Decoders running = decoders;
    if (running == null) {
      running = Decoders.start(DecoderLimits.usual());
      decoders = running;
    }
    return running;
  }

  @Override
  public void close() {
    try (folder) {
      if (ingest != null) {
        ingest.close();
      }
      synchronized (this) {
        if (decoders != null) {
          decoders.close();
        }
      }
      if (thumbnails != null) {
        thumbnails.close();
      }
      var counts = ProjectCounts.of(project.state());
      project.close();
      counts.keep(disk, folder.folder());
    } catch (IOException e) {
      throw new UncheckedIOException("the thumbnails in " + folder.media() + " could not be closed: " + e.getMessage(), e);
    }
  }
}
