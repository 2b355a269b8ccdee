package panoptic.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A piece of parsed JSON that knows its place, so that a refusal can point there: `filter.all[1].op`.
///
/// The value is what any parser gives: `Map<String, ?>`, `List<?>`, String, Number, Boolean or null. Keys are asked for in camelCase and may stand
/// in snake_case.
public record Json(String place, @Nullable Object value) {

  /// Wraps a whole document.
  public static Json of(@Nullable Object value) {
    return new Json("", value);
  }

  /// Returns a refusal that names this place.
  public RefusedException refuse(String why) {
    return refuse(ErrorCode.INVALID, why);
  }

  public RefusedException refuse(ErrorCode code, String why) {
    return new RefusedException(code, place.isEmpty() ? why : place + ": " + why);
  }

  public boolean isNull() {
    return value == null;
  }

  public boolean isObject() {
    return value instanceof Map<?, ?>;
  }

  public boolean isList() {
    return value instanceof List<?>;
  }

  /// Tells whether the object has the key, even with null.
  public boolean has(String key) {
    Map<?, ?> object = object();
    return object.containsKey(key) || object.containsKey(snake(key));
  }

  /// Returns what stands at a key; null where the key is not there.
  public Json get(String key) {
    Map<?, ?> object = object();
    Object found = object.get(key);
    return new Json(place.isEmpty() ? key : place + "." + key, found != null || object.containsKey(key) ? found : object.get(snake(key)));
  }

  /// Refuses keys that nobody reads: a slip of the pen must not pass in silence.
  public Json only(Set<String> known) {
    for (Object key : object().keySet()) {
      if (!known.contains(key) && known.stream().noneMatch(k -> snake(k).equals(key))) {
        throw refuse("\"" + key + "\" is not known here (known: " + String.join(", ", known.stream().sorted().toList()) + ")");
      }
    }
    return this;
  }

  /// Returns the elements; an absent list is empty.
  public List<Json> list() {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw refuse("takes a list");
    }
    var out = new ArrayList<Json>(list.size());
    for (int i = 0; i < list.size(); i++) {
      out.add(new Json(place + "[" + i + "]", list.get(i)));
    }
    return out;
  }

  public <T> List<T> list(Function<Json, T> read) {
    return list().stream().map(read).toList();
  }

  public String string() {
    if (value instanceof String s) {
      return s;
    }
    throw refuse("takes a text");
  }

  public boolean bool() {
    if (value instanceof Boolean b) {
      return b;
    }
    throw refuse("takes true or false");
  }

  /// Returns a whole number of 32 bits.
  public int integer() {
    long n = longInteger();
    if (n != (int) n) {
      throw refuse(n + " is out of range");
    }
    return (int) n;
  }

  public long longInteger() {
    if (value instanceof Number n && n.doubleValue() == Math.rint(n.doubleValue()) && Math.abs(n.doubleValue()) < 0x1p62) {
      return n.longValue();
    }
    throw refuse("takes a whole number");
  }

  private static String snake(String key) {
    var out = new StringBuilder(key.length() + 4);
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (Character.isUpperCase(c)) {
        out.append('_');
      }
      out.append(Character.toLowerCase(c));
    }
    return out.toString();
  }

  private Map<?, ?> object() {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw refuse("takes an object");
  }
}
