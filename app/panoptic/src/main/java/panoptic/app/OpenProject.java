package panoptic.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import panoptic.media.Thumbnails;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.model.Signature;
import panoptic.model.spi.Disk;
import panoptic.project.CommitJson;
import panoptic.project.Project;
import panoptic.query.Views;
import panoptic.storagesqlite.ProjectFolder;

/// A project that this command has open, and nobody else meanwhile.
final class OpenProject implements AutoCloseable {
  private final Disk disk;
  private final InstantSource clock;
  private final ProjectFolder folder;
  private final Project project;

  OpenProject(Disk disk, InstantSource clock, ProjectFolder folder) {
    this.disk = disk;
    this.clock = clock;
    this.folder = folder;
    try {
      project = folder.project(clock);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  Project project() {
    return project;
  }

  Path folder() {
    return folder.folder();
  }

  Path thumbnails() {
    return folder.media().resolve("thumbnails");
  }

  /// Applies a commit that is written in JSON.
  Committed commit(Json json, Person person, String label) {
    Commit commit = CommitJson.parse(json, project, Views.rows(clock));
    return project.commit(commit, Signature.of(person, label));
  }

  /// Verifies every checksum and invariant; returns a sentence per problem.
  List<String> check() {
    var problems = new ArrayList<>(project.check());
    try (Thumbnails thumbnails = Thumbnails.open(disk, thumbnails())) {
      problems.addAll(thumbnails.check());
    } catch (IOException e) {
      problems.add("the thumbnails cannot be read: " + e.getMessage());
    }
    return problems;
  }

  @Override
  public void close() {
    try (folder) {
      var counts = ProjectCounts.of(project.state());
      project.close();
      counts.keep(disk, folder.folder());
    }
  }
}
