package panoptic.pluginhost;

import java.util.Locale;

/// Where a plugin stands in one project.
public enum PluginState {
  /// Not wanted here.
  DISABLED, STARTING, RUNNING,
  /// Ended, and started again in a moment.
  RESTARTING,
  /// It cannot run; the reason is told. It stays so until somebody starts it again.
  FAILED, STOPPED;

  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }
}
