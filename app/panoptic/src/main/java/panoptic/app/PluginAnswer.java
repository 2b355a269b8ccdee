package panoptic.app;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import panoptic.pluginhost.InstalledPlugin;
import panoptic.pluginhost.PluginStatus;

/// Plugins as commands tell of them.
final class PluginAnswer {
  private PluginAnswer() {}

  /// Prints plugins of the data folder, of which nothing runs here.
  static void print(Call call, List<InstalledPlugin> plugins) {
    print(call, plugins.stream().map(p -> document(p, "added", "")).toList(),
        "There is no plugin. panoptic plugin add NAME SOURCE adds one.");
  }

  /// Prints where plugins stand in a project. Returns the exit code: 1 where one of them has failed.
  static int printStatus(Call call, List<PluginStatus> plugins) {
    print(call, plugins.stream().map(s -> document(s.plugin(), s.state().json(), s.reason())).toList(), "There is no plugin.");
    return plugins.stream().anyMatch(s -> s.state() == panoptic.pluginhost.PluginState.FAILED) ? 1 : 0;
  }

  private static void print(Call call, List<Map<String, @Nullable Object>> lines, String none) {
    call.answer(lines, () -> {
      if (lines.isEmpty()) {
        return none;
      }
      var table = new TextTable("Name", "State", "Type", "Source", "");
      lines.forEach((Map<String, @Nullable Object> l) -> table.row(text(l, "name"), text(l, "state"), text(l, "type"), text(l, "source"),
          text(l, "reason")));
      return table.text(call.terminal());
    });
  }

  private static String text(Map<String, @Nullable Object> line, String key) {
    return String.valueOf(line.get(key));
  }

  private static Map<String, @Nullable Object> document(InstalledPlugin p, String state, String reason) {
    return Call.document("name", p.name(), "type", p.type().json(), "source", p.source().toString(), "language", "java", "version", null,
        "state", state,
        "reason", reason);
  }
}
