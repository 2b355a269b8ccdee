package panoptic.plugin;

import java.util.Locale;

/// Whether a property is asked of every instance (`ID`) or of every image (`SHA1`).
public enum PropertyMode {
  ID, SHA1;

  /// Returns the name in JSON: `id` or `sha1`.
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads a name as written by [#json].
  public static PropertyMode parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
