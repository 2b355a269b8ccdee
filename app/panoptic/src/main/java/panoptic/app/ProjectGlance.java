package panoptic.app;

import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/// A project as seen from outside, without opening it. `images` is null where that cannot be known; `state` is `ready` or `missing`.
record ProjectGlance(DataFolder.Place place, @Nullable Integer images, boolean isOpen, String state) {

  static ProjectGlance of(DataFolder.Place place) {
    boolean there = Files.exists(place.folder().resolve("panoptic.json"));
    return new ProjectGlance(place, null, false, there ? "ready" : "missing");
  }

  /// Returns what a person should know of it.
  String remark() {
    return state.equals("missing") ? "not there: panoptic project open FOLDER tells where it is now" : "";
  }
}
