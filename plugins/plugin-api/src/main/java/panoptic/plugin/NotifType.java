package panoptic.plugin;

import java.util.Locale;

/// How much a notification matters.
public enum NotifType {
  DEBUG, INFO, WARNING, ERROR;

  /// Returns the name in JSON, for example `info`.
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads a name as written by [#json].
  public static NotifType parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
