package panoptic.app;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where this system keeps what programs write: application data, and what can be fetched again.
record SystemFolders(Path data, Path cache) {

  /// Returns the folders of the user: `PANOPTIC_DATA_DIR` and `PANOPTIC_CACHE_DIR` if set, else what the system's custom is.
  static SystemFolders of(Map<String, String> environment, String system, Path home) {
    Path data;
    Path cache;
    if (system.startsWith("Mac")) {
      data = home.resolve("Library/Application Support/Panoptic");
      cache = home.resolve("Library/Caches/Panoptic");
    } else if (system.startsWith("Windows")) {
      data = absolute(environment.get("APPDATA"), home.resolve("AppData/Roaming")).resolve("Panoptic");
      cache = absolute(environment.get("LOCALAPPDATA"), home.resolve("AppData/Local")).resolve("Panoptic/Cache");
    } else {
      data = absolute(environment.get("XDG_DATA_HOME"), home.resolve(".local/share")).resolve("panoptic");
      cache = absolute(environment.get("XDG_CACHE_HOME"), home.resolve(".cache")).resolve("panoptic");
    }
    return new SystemFolders(given(environment.get("PANOPTIC_DATA_DIR"), data), given(environment.get("PANOPTIC_CACHE_DIR"), cache));
  }

  // The XDG rules say that a relative path is to be ignored.
  private static Path absolute(@Nullable String value, Path otherwise) {
    return value == null || !Path.of(value).isAbsolute() ? otherwise : Path.of(value);
  }

  private static Path given(@Nullable String value, Path otherwise) {
    return value == null || value.isEmpty() ? otherwise : Path.of(value).toAbsolutePath().normalize();
  }
}
