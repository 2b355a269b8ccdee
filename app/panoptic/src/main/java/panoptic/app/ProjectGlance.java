package panoptic.app;

import org.jspecify.annotations.Nullable;

/// A project as a list shows it. `images` is null where they cannot be counted now; `state` is `ready`, `open` (elsewhere), `missing`, or the
/// code of what keeps it from being opened.
record ProjectGlance(ListedProject place, @Nullable Integer images, String state) {

  boolean isOpen() {
    return state.equals("open");
  }

  /// Returns what a person should know of it.
  String remark() {
    return switch (state) {
      case "ready" -> "";
      case "open" -> "open";
      case "missing" -> "not there: panoptic project open FOLDER tells where it is now";
      case "tooNew" -> "written by a newer Panoptic";
      default -> state;
    };
  }
}
