package panoptic.model;

import java.util.Locale;

/// What kind of answer a property takes. What is a value, and how it is written, is in [ValueFormat].
public enum PropertyType {
  TEXT, NUMBER, DATE, COLOR, URL, CHECKBOX, TAG, MULTI_TAGS, PATH, IMAGE_LINK,
  /// The id of an instance; computed properties only, like all that follow.
  ID,
  /// A hash in hexadecimal digits.
  HASH,
  /// A folder, by its id.
  FOLDER,
  /// A number of bytes.
  SIZE;

  /// Returns the name in JSON, files and commands, for example `multi_tags`.
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads a name as written by [#json]; refuses another, and those that only computed properties have.
  public static PropertyType parse(String name) {
    for (var t : values()) {
      if (t.json().equals(name) && t.isMade()) {
        return t;
      }
    }
    throw new RefusedException(ErrorCode.INVALID, "\"" + name + "\" is no type of property (text, number, date, color, url, checkbox, "
        + "tag, multi_tags, path, image_link)");
  }

  /// Tells whether people and plugins may make properties of this type.
  public boolean isMade() {
    return compareTo(IMAGE_LINK) <= 0;
  }

  public boolean isTags() {
    return this == TAG || this == MULTI_TAGS;
  }

  /// Tells whether its values are strings, kept in a dictionary.
  public boolean isText() {
    return this == TEXT || this == URL || this == PATH || this == IMAGE_LINK;
  }
}
