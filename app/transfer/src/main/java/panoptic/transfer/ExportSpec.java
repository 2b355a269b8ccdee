package panoptic.transfer;

import java.util.ArrayList;
import java.util.List;
import panoptic.model.ErrorCode;
import panoptic.model.Property;
import panoptic.model.RefusedException;
import panoptic.project.ProjectState;

/// What to take out: which properties, as what kind of file, with pictures named how. `separator` is `;` or `,` and is asked of CSV alone.
public record ExportSpec(ExportFormat format, ExportKey key, char separator, List<Property> properties) {
  public ExportSpec {
    properties = List.copyOf(properties);
    if (separator != ';' && separator != ',') {
      throw new RefusedException(ErrorCode.INVALID, "the separator is ; or , and not \"" + separator + "\"");
    }
  }

  /// Returns the properties of some names or ids; none named means all that people and plugins made. Refuses one that is not there.
  public static List<Property> properties(ProjectState state, List<String> named) {
    if (named.isEmpty()) {
      return state.properties();
    }
    var out = new ArrayList<Property>();
    for (String name : named) {
      Property p = state.property(name).or(() -> state.property(id(name)))
          .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "there is no property \"" + name + "\""));
      if (!out.contains(p)) {
        out.add(p);
      }
    }
    return out;
  }

  private static int id(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
