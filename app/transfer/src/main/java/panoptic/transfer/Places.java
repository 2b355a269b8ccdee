package panoptic.transfer;

import panoptic.model.Folder;
import panoptic.project.ProjectState;

/// Where pictures lie, as files of values tell it: folders from the name of their root on, such as `pictures/1968`.
final class Places {
  private Places() {}

  /// Returns a folder from the name of its root on.
  static String folder(ProjectState state, int folderId) {
    Folder folder = state.folder(folderId).orElseThrow();
    String below = state.folderPath(folder);
    String root = name(root(state, folder));
    return below.isEmpty() ? root : root.isEmpty() ? below : root + "/" + below;
  }

  /// Returns the whole path of a folder, without a `/` at its end.
  static String whole(ProjectState state, Folder folder) {
    String below = state.folderPath(folder);
    String root = root(state, folder);
    String trimmed = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    return below.isEmpty() ? trimmed : trimmed + "/" + below;
  }

  private static String root(ProjectState state, Folder folder) {
    return state.root(folder.rootId()).orElseThrow().path();
  }

  private static String name(String path) {
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }
}
