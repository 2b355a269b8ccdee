package panoptic.transfer;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import panoptic.project.ProjectState;

/// Tells of each instance how the file names it.
final class KeyWriter {
  private final ProjectState state;
  private final ExportKey key;
  private final Map<Integer, String> folders = new HashMap<>();

  KeyWriter(ProjectState state, ExportKey key) {
    this.state = state;
    this.key = key;
  }

  void write(int instance, CellForm form, ByteSink out) throws IOException {
    if (key == ExportKey.ID) {
      out.number(state.instanceId(instance));
    } else {
      out.write(form.text(path(instance)));
    }
  }

  /// Returns the path that the key gives; from the name of the root on, unless it is the whole one.
  String path(int instance) {
    String folder = folders.computeIfAbsent(state.folderOf(instance), id -> key == ExportKey.PATH
        ? Places.whole(state, state.folder(id).orElseThrow())
        : Places.folder(state, id));
    return folder.isEmpty() && key != ExportKey.PATH ? state.fileName(instance) : folder + "/" + state.fileName(instance);
  }
}
