package panoptic.pluginhost;

import java.util.List;
import panoptic.plugin.Notif;

/// What people should hear of a plugin.
public sealed interface PluginNews {
  String plugin();

  /// It says something.
  record Notified(String plugin, Notif notif) implements PluginNews {
  }

  /// Its process ended by itself and is started again.
  record Died(String plugin, String reason) implements PluginNews {
  }

  /// It cannot run.
  record Failed(String plugin, String reason, List<String> traceback) implements PluginNews {
    public Failed {
      traceback = List.copyOf(traceback);
    }
  }
}
