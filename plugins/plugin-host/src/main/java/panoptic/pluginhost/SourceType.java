package panoptic.pluginhost;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// What plugins come as.
public enum SourceType {
  FOLDER, JAR;

  /// Returns the name in JSON and commands.
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads a name as written by [#json]; refuses another.
  public static SourceType parse(String name) {
    return Arrays.stream(values()).filter(t -> t.json().equals(name)).findFirst()
        .orElseThrow(() -> new RefusedException(ErrorCode.INVALID, "\"" + name + "\" is no type of source ("
            + Arrays.stream(values()).map(SourceType::json).collect(Collectors.joining(", ")) + ")"));
  }
}
