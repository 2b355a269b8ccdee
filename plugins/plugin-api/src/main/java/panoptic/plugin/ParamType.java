package panoptic.plugin;

import java.util.Locale;

/// What an input takes; each has its own form in the interface.
public enum ParamType {
  /// A whole number.
  INT,
  /// Any number.
  FLOAT,
  /// A text.
  STR,
  /// Yes or no.
  BOOL,
  /// A property of the project: [PropertyId].
  PROPERTY,
  /// One of a list of values.
  ENUM,
  /// Any vector type of the project: [VectorType].
  VECTOR_TYPE,
  /// A vector type of the plugin itself: [OwnVectorType].
  OWN_VECTOR_TYPE,
  /// A path on the machine that Panoptic runs on.
  PATH,
  /// A file that a person sends along: [InputFile].
  INPUT_FILE,
  /// A tag: [TagId].
  TAG,
  /// A day: [java.time.LocalDate].
  DATE;

  /// Returns the name in JSON, for example `own_vector_type`.
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads a name as written by [#json].
  public static ParamType parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
