package panoptic.project.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a project's tabs lie: JSON objects (plain trees of maps, lists, String, Number, Boolean and null), by id.
///
/// Called by one thread at a time. What goes wrong with files is an `UncheckedIOException`.
public interface TabStore {

  /// Reads all tabs. What a newer version wrote, or nobody can read, is left alone and left out.
  Map<Integer, Map<String, @Nullable Object>> load();

  /// Returns an id that no tab of this project ever had; for after [#load].
  int next();

  /// Puts a tab in place of what was kept under its id, all keys of it; durable when this returns.
  void keep(int id, Map<String, @Nullable Object> tab);
}
