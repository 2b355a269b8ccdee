package panoptic.query;

import java.util.Arrays;
import java.util.stream.Collectors;
import panoptic.model.Json;

/// A word among a few, as JSON has it: `firstLetter` for `FIRST_LETTER`.
final class Choice {
  private Choice() {}

  static <E extends Enum<E>> E parse(Json json, E[] choices) {
    String names = Arrays.stream(choices).map(Choice::json).collect(Collectors.joining(", "));
    if (!(json.value() instanceof String name)) {
      throw json.refuse("takes one of " + names);
    }
    for (E e : choices) {
      if (json(e).equals(name)) {
        return e;
      }
    }
    throw json.refuse("\"" + name + "\" is none of " + names);
  }

  static String json(Enum<?> choice) {
    var out = new StringBuilder();
    for (char c : choice.name().toCharArray()) {
      boolean begins = !out.isEmpty() && out.charAt(out.length() - 1) == '_';
      if (begins) {
        out.setLength(out.length() - 1);
      }
      out.append(begins || c == '_' ? c : Character.toLowerCase(c));
    }
    return out.toString();
  }
}
