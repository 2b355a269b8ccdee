package panoptic.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import panoptic.http.VersionedJson;
import panoptic.model.RefusedException;
import panoptic.model.Json;
import panoptic.model.spi.Disk;
import panoptic.project.ProjectState;

/// How many images a closed project has, so that a list of projects need not open them: `counts.json` in the project's folder.
///
/// `properties` is -1 where an older file does not tell. The file is as good as it is younger than the log: what was killed leaves it older, and then it counts for nothing.
record ProjectCounts(int images, int instances, int properties) {
  static final String FILE = "counts.json";
  private static final int VERSION = 1;

  static ProjectCounts of(ProjectState state) {
    return new ProjectCounts(state.images().count(), state.instances().count(), state.properties().size());
  }

  /// Reads what is known of a project; empty where the log went on since.
  static Optional<ProjectCounts> find(Disk disk, Path folder) {
    try {
      FileTime time = Files.getLastModifiedTime(folder.resolve(FILE));
      if (isYounger(folder.resolve("log.sqlite"), time) || isYounger(folder.resolve("log.sqlite-wal"), time)) {
        return Optional.empty();
      }
      Optional<Json> json = new VersionedJson(disk, folder.resolve(FILE), VERSION).read();
      return json.map(j -> new ProjectCounts(j.get("images").integer(), j.get("instances").integer(),
          j.get("properties").isNull() ? -1 : j.get("properties").integer()));
    } catch (IOException | RefusedException e) {
      return Optional.empty(); // It can be counted again.
    }
  }

  /// Keeps the counts of a project that was closed just now, unless they stand there already.
  void keep(Disk disk, Path folder) {
    if (find(disk, folder).filter(this::equals).isPresent()) {
      return;
    }
    try {
      new VersionedJson(disk, folder.resolve(FILE), VERSION)
          .write(Map.of("images", images, "instances", instances, "properties", properties));
    } catch (IOException | RefusedException e) {
      // A full disk or one that cannot be written: it is counted again when it is asked for.
    }
  }

  private static boolean isYounger(Path file, FileTime time) throws IOException {
    try {
      return Files.getLastModifiedTime(file).compareTo(time) > 0;
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
