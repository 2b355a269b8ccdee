package panoptic.http.spi;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The projects of the data folder and what can be done with them as a whole. Any thread may use it.
public interface Projects {

  /// Returns what is known of all projects without opening one.
  List<ProjectCard> cards();

  /// Returns what is known of one project.
  ProjectCard card(String id);

  /// Makes an empty project in a folder, or where projects usually lie; returns its identity.
  String create(String name, @Nullable Path at);

  /// Lists the project that lies in a folder; a copy of one that is still there gets an identity of its own. Returns the identity.
  String list(Path folder);

  void rename(String id, String name);

  /// Takes a project off the list; with `files`, also removes what Panoptic wrote for it, uploaded pictures too, but no other. It must not be open.
  void forget(String id, boolean files);

  /// Returns a picture of a project's card.
  Optional<byte[]> cover(String id, int number);

  /// Pictures that were uploaded into a project: how many, and the bytes they take.
  record Uploaded(int pictures, long bytes) {}

  /// Returns what was uploaded into a project in all, without opening it.
  Uploaded uploaded(String id);

  /// Makes a project of a backup; returns its identity.
  String restore(Path file);

  /// Makes a project of a backup as it comes; `name` is what its file is called. Of one that is not sound, or does not come whole, nothing stays.
  String restore(InputStream backup, String name);

  /// Opens a project by its identity. Refused with `UNKNOWN` where no listed project has it, `LOCKED` where another process has it open.
  OpenProject open(String id);
}
