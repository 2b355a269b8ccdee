package panoptic.app;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import panoptic.http.JsonText;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.plugin.ParamDescription;
import panoptic.plugin.ParamType;

/// Inputs of actions and parameters of plugins as a command line has them: `key=value`.
final class ActionInputs {
  private ActionInputs() {}

  /// Reads inputs: what the description calls a number, a yes or no, or a list is JSON, all else the text as it stands. Keys that nobody described are
  /// read as JSON where they are that.
  static Map<String, Object> read(List<ParamDescription> described, List<String> words) {
    var out = new LinkedHashMap<String, Object>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new RefusedException(ErrorCode.USAGE, "an input is KEY=VALUE, not \"" + word + "\"");
      }
      String key = word.substring(0, equals);
      Optional<ParamDescription> param = described.stream().filter(p -> p.name().equals(key)).findFirst();
      out.put(key, value(param, word.substring(equals + 1)));
    }
    return out;
  }

  private static Object value(Optional<ParamDescription> param, String text) {
    boolean isText = param.isPresent() && !param.get().list()
        && (param.get().type() == ParamType.STR || param.get().type() == ParamType.PATH || param.get().type() == ParamType.DATE);
    if (!isText) {
      try {
        Object tree = JsonText.read(text.getBytes(StandardCharsets.UTF_8), text);
        if (tree != null) {
          return tree;
        }
      } catch (RefusedException e) {
        // It is a text; whoever takes it says whether that will do.
      }
    }
    return text;
  }
}
