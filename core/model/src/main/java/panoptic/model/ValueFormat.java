package panoptic.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a value of each type is read, written and told wrong: the one place for the command line, files, REST and the page.
///
/// What is no value: null, `""` and an empty list. `0` and `false` are values. Tags are read by whoever knows the project's tags.
public final class ValueFormat {
  public static final int MAX_TEXT = 1_000_000;
  private static final double EXACT = 0x1p53;

  private ValueFormat() {}

  /// Reads a value as it stands in JSON (String, Number, Boolean, List or null); null is no value. Not for tags.
  /// Refuses what the type does not take; the message names the value.
  public static @Nullable Value parse(PropertyType type, @Nullable Object json) {
    if (json == null || isNone(json)) {
      return null;
    }
    return switch (type) {
      case TEXT, URL, PATH, IMAGE_LINK, HASH -> json instanceof String s ? text(s) : wrong(type, json, "takes a text");
      case NUMBER, SIZE, ID, FOLDER -> json instanceof Number n ? number(type, n) : wrong(type, json, "takes a number");
      case DATE -> json instanceof String s ? new Value.Date(PartialDate.parse(s)) : wrong(type, json, "takes a date as text");
      case COLOR -> json instanceof Number n && n.doubleValue() == n.intValue() && n.intValue() >= 0 && n.intValue() < Tag.COLORS
          ? new Value.Color(n.intValue())
          : wrong(type, json, "takes a whole number from 0 to " + (Tag.COLORS - 1));
      case CHECKBOX -> json instanceof Boolean b ? new Value.Checkbox(b) : wrong(type, json, "takes true or false");
      case TAG, MULTI_TAGS -> throw new IllegalArgumentException("tags are read with the project at hand");
    };
  }

  /// Reads a value as it stands in a file of text or on a command line. Not for tags.
  public static @Nullable Value parseText(PropertyType type, String text) {
    if (text.isEmpty()) {
      return null;
    }
    return switch (type) {
      case NUMBER, SIZE, ID, FOLDER, COLOR -> {
        try {
          yield parse(type, new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
          yield wrong(type, text, "takes a number");
        }
      }
      case CHECKBOX -> switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true" -> new Value.Checkbox(true);
        case "false" -> new Value.Checkbox(false);
        default -> wrong(type, text, "takes true or false");
      };
      case DATE -> parse(type, text.strip());
      default -> parse(type, text);
    };
  }

  /// Tells whether something read from JSON stands for the absence of a value.
  public static boolean isNone(@Nullable Object json) {
    return json == null || "".equals(json) || json instanceof List<?> l && l.isEmpty();
  }

  /// Returns the value as JSON has it: String, Double or Long, Boolean, Integer, or a list of tag ids.
  public static Object json(Value value) {
    return switch (value) {
      case Value.Text t -> t.text();
      case Value.Number n -> whole(n.number()) ? (Object) (long) n.number() : (Object) n.number();
      case Value.Color c -> c.index();
      case Value.Checkbox c -> c.checked();
      case Value.Tags t -> t.ids();
      case Value.Date d -> d.date().toString();
    };
  }

  /// Returns the value as text, such that [#parseText] reads it back; tags by their ids.
  public static String text(Value value) {
    return value instanceof Value.Tags t ? String.join(", ", t.ids().stream().map(String::valueOf).toList()) : json(value).toString();
  }

  /// Orders two values of one type: texts by code points, numbers by size, dates by start, `false` before `true`, tags by their ids.
  public static int compare(Value a, Value b) {
    return switch (a) {
      case Value.Text t -> t.text().compareTo(((Value.Text) b).text());
      case Value.Number n -> Double.compare(n.number(), ((Value.Number) b).number());
      case Value.Color c -> Integer.compare(c.index(), ((Value.Color) b).index());
      case Value.Checkbox c -> Boolean.compare(c.checked(), ((Value.Checkbox) b).checked());
      case Value.Date d -> d.date().compareTo(((Value.Date) b).date());
      case Value.Tags t -> compare(t.ids(), ((Value.Tags) b).ids());
    };
  }

  private static int compare(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int c = Integer.compare(a.get(i), b.get(i));
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static Value text(String s) {
    if (s.length() > MAX_TEXT) {
      throw new RefusedException(ErrorCode.INVALID, "a text has at most " + MAX_TEXT + " characters, not " + s.length());
    }
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < s.length() && Character.isLowSurrogate(s.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new RefusedException(ErrorCode.INVALID, "the text \"" + brief(s) + "\" holds half a character at place " + i);
      }
    }
    return new Value.Text(s);
  }

  private static Value number(PropertyType type, Number n) {
    double d = n.doubleValue();
    if (!Double.isFinite(d)) {
      return wrong(type, n, "takes a finite number");
    }
    boolean cut = n instanceof Long l ? (long) d != l : n instanceof BigInteger i && !new BigDecimal(d).toBigInteger().equals(i);
    if (cut) {
      return wrong(type, n, "keeps 53 bits of a number");
    }
    return new Value.Number(d);
  }

  private static boolean whole(double d) {
    return d == Math.rint(d) && Math.abs(d) <= EXACT;
  }

  private static Value wrong(PropertyType type, Object value, String takes) {
    throw new RefusedException(ErrorCode.INVALID, "a property of type " + type.json() + " " + takes + ", not " + shown(value));
  }

  private static String shown(Object value) {
    return value instanceof String s ? "\"" + brief(s) + "\"" : brief(value.toString());
  }

  private static String brief(String s) {
    return s.length() <= 80 ? s : s.substring(0, 79) + "…";
  }
}
