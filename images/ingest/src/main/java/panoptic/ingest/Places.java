package panoptic.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.ErrorCode;
import panoptic.model.Folder;
import panoptic.model.RefusedException;
import panoptic.model.Root;
import panoptic.project.AdmittedRoot;
import panoptic.project.ProjectState;

/// The folders of a project by where they lie, and those that a commit has to make.
///
/// A directory belongs to the deepest root it lies in: where a root lies within another, both are kept, and no file belongs to two.
final class Places {
  /// The name of the folder of the root `/`, which has none.
  private static final String TOP = "root";

  private record Below(int parent, String name) {}

  private final List<Root> roots;
  private final Map<Integer, Integer> folderOfRoot = new HashMap<>();
  private final Map<Below, Integer> folders = new HashMap<>();
  private final Map<String, Integer> byText = new HashMap<>();
  private final Map<String, Integer> made = new HashMap<>();
  private final List<String> madeTexts = new ArrayList<>();
  private Commit commit = new Commit();
  private int lastId;

  Places(ProjectState state) {
    roots = new ArrayList<>(state.roots());
    for (Folder f : state.folders()) {
      if (f.parentId() == 0) {
        folderOfRoot.put(f.rootId(), f.id());
      } else {
        folders.put(new Below(f.parentId(), f.name()), f.id());
      }
    }
  }

  /// Returns the deepest root that a directory lies in.
  static Optional<Root> rootOf(List<Root> roots, String directory) {
    return roots.stream().filter(r -> FileNames.isWithin(r.path(), directory))
        .max((a, b) -> Integer.compare(a.path().length(), b.path().length()));
  }

  /// Makes further folders part of this commit, whose own new folders keep their ids.
  void begin(Commit next) {
    commit = next;
    made.clear();
    madeTexts.clear();
    lastId = Math.min(0, next.folders().stream().mapToInt(Commit.FolderChange::id).min().orElse(0));
  }

  /// Takes a new root into the commit; its own folder is made when asked for.
  void addRoot(AdmittedRoot root) {
    if (roots.stream().noneMatch(r -> r.path().equals(root.path()))) {
      roots.add(new Root(root.id(), root.path()));
    }
  }

  /// Returns the id of a directory's folder; a negative one where the commit makes it. The directory lies in a root.
  int folder(String directory) {
    Integer known = byText.get(directory);
    if (known == null) {
      known = made.get(directory);
    }
    return known != null ? known : find(directory);
  }

  /// Learns the real ids of the folders that the commit made: they come back in the order they were sent.
  void learn(Committed done) {
    int first = commit.folders().size() - madeTexts.size();
    for (int i = 0; i < madeTexts.size(); i++) {
      byText.put(madeTexts.get(i), done.folders().get(first + i).id());
    }
  }

  /// Returns the name of a directory's folder.
  static String name(String directory) {
    return directory.endsWith("/") ? TOP : directory.substring(directory.lastIndexOf('/') + 1);
  }

  private int find(String directory) {
    Root root = rootOf(roots, directory)
        .orElseThrow(() -> new RefusedException(ErrorCode.OUTDATED, directory + " was taken out of the project meanwhile"));
    boolean isRoot = root.path().equals(directory);
    String name = name(directory);
    int parent = isRoot ? 0 : folder(directory.substring(0, Math.max(1, directory.lastIndexOf('/'))));
    Integer id = isRoot ? folderOfRoot.get(root.id()) : folders.get(new Below(parent, name));
    if (id != null) {
      byText.put(directory, id);
      return id;
    }
    int fresh = --lastId;
    commit.folders().add(new Commit.FolderChange(fresh, parent, root.id(), name));
    made.put(directory, fresh);
    madeTexts.add(directory);
    return fresh;
  }
}
