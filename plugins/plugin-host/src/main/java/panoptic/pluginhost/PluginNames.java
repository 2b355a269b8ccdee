package panoptic.pluginhost;

import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// What plugins may be called, and what their folders are called for it.
final class PluginNames {
  private static final int MOST = 80;

  private PluginNames() {
  }

  /// Returns the name as it is kept; refuses an empty or long one, and signs that have a meaning elsewhere.
  static String normal(String name) {
    String clean = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    if (clean.isEmpty() || clean.length() > MOST
        || clean.codePoints().anyMatch(c -> Character.isISOControl(c) || c == ':' || c == '/' || c == '\\')) {
      throw new RefusedException(ErrorCode.INVALID,
          "a plugin's name has 1 to " + MOST + " characters, none of them : / \\ or a line end; \""
              + name + "\" is none");
    }
    return clean;
  }

  /// Returns the name of a folder for a plugin: as like the plugin's as files allow, and different for different names.
  static String folder(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return plain.equals(name) ? plain : plain + "-" + HexFormat.of().toHexDigits(name.hashCode());
  }
}
