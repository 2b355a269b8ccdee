package panoptic.plugin;

import java.util.Locale;

/// What kind of answer a property takes. Those after `IMAGE_LINK` belong to computed properties alone.
public enum PropertyType {
  TEXT, NUMBER, DATE, COLOR, URL, CHECKBOX, TAG, MULTI_TAGS, PATH, IMAGE_LINK, ID, HASH, FOLDER, SIZE;

  /// Returns the name in JSON, for example `multi_tags`.
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads a name as written by [#json].
  public static PropertyType parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
