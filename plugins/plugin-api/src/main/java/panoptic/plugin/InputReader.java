package panoptic.plugin;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns inputs, which come as JSON trees, into the arguments of a method, and refuses what its types and bounds do not allow.
final class InputReader {
  private final PluginProjectInterface project;

  InputReader(PluginProjectInterface project) {
    this.project = project;
  }

  Object[] arguments(FunctionDescription function, Method method, ActionContext context) {
    Set<String> known = function.params().stream().map(ParamDescription::name).collect(Collectors.toSet());
    for (String name : context.uiInputs().keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(function.name() + " has no parameter " + name);
      }
    }
    Type[] types = method.getGenericParameterTypes();
    var out = new Object[types.length];
    out[0] = context;
    for (int i = 1; i < types.length; i++) {
      ParamDescription p = function.params().get(i - 1);
      Object given = context.uiInputs().containsKey(p.name()) ? context.uiInputs().get(p.name()) : p.defaultValue();
      if (given == null && !p.list()) {
        throw new IllegalArgumentException(function.name() + " needs a value of " + p.name());
      }
      out[i] = read(p, types[i], given == null ? List.of() : given);
    }
    return out;
  }

  /// Reads one input; refuses what it does not take, naming parameter and value.
  Object read(ParamDescription param, Type type, Object given) {
    if (!param.list()) {
      return one(param, (Class<?>) type, given);
    }
    if (!(given instanceof List<?> list)) {
      throw refusal(param, given, "a list");
    }
    var out = new ArrayList<Object>();
    for (Object o : list) {
      out.add(one(param, (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[0], Objects.requireNonNull(o)));
    }
    return List.copyOf(out);
  }

  private Object one(ParamDescription param, Class<?> type, Object given) {
    Object value = switch (param.type()) {
      case INT -> whole(param, type, given);
      case FLOAT -> number(param, type, given);
      case STR -> text(param, given);
      case BOOL -> given instanceof Boolean ? given : refuse(param, given, "true or false");
      case PROPERTY -> new PropertyId(property(param, given));
      case TAG -> new TagId((int) wholeNumber(param, given));
      case ENUM -> choice(param, type, given);
      case VECTOR_TYPE -> vectorType(param, given);
      case OWN_VECTOR_TYPE -> {
        VectorType t = vectorType(param, given);
        yield new OwnVectorType(t.id(), t.source(), t.params());
      }
      case PATH -> Path.of(text(param, given));
      case DATE -> date(param, given);
      case INPUT_FILE -> file(param, given);
    };
    if (given instanceof Number n
        && (param.min() != null && n.doubleValue() < param.min() || param.max() != null && n.doubleValue() > param.max())) {
      throw refusal(param, given, "a number from " + bound(param.min()) + " to " + bound(param.max()));
    }
    return value;
  }

  private static String bound(@Nullable Double bound) {
    return bound == null ? "any" : bound == Math.rint(bound) ? Long.toString(bound.longValue()) : bound.toString();
  }

  private static Object whole(ParamDescription param, Class<?> type, Object given) {
    long n = wholeNumber(param, given);
    if (type == long.class || type == Long.class) {
      return n;
    }
    if (n != (int) n) {
      throw refusal(param, given, "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
    }
    return (int) n;
  }

  private static long wholeNumber(ParamDescription param, Object given) {
    if (given instanceof Number n && n.doubleValue() == Math.rint(n.doubleValue())) {
      return n.longValue();
    }
    throw refusal(param, given, "a whole number");
  }

  private static Object number(ParamDescription param, Class<?> type, Object given) {
    if (!(given instanceof Number n) || !Double.isFinite(n.doubleValue())) {
      throw refusal(param, given, "a number");
    }
    return type == float.class || type == Float.class ? (Object) n.floatValue() : (Object) n.doubleValue();
  }

  private static String text(ParamDescription param, Object given) {
    return given instanceof String s ? s : (String) refuse(param, given, "a text");
  }

  private static Object choice(ParamDescription param, Class<?> type, Object given) {
    List<Object> possible = Objects.requireNonNull(param.possibleValues());
    for (int i = 0; i < possible.size(); i++) {
      Object p = possible.get(i);
      if (p.equals(given) || p instanceof Number a && given instanceof Number b && a.doubleValue() == b.doubleValue()) {
        return type.isEnum() ? type.getEnumConstants()[i] : type == String.class ? p : primitive(type, p);
      }
    }
    throw refusal(param, given, "one of " + possible.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  private static Object primitive(Class<?> type, Object literal) {
    return switch (type.getName()) {
      case "int", "java.lang.Integer" -> ((Number) literal).intValue();
      case "float", "java.lang.Float" -> ((Number) literal).floatValue();
      default -> literal;
    };
  }

  private int property(ParamDescription param, Object given) {
    int id = (int) wholeNumber(param, given instanceof Map<?, ?> m && m.get("id") != null ? Objects.requireNonNull(m.get("id")) : given);
    Property found = project.getProperties(List.of(id), true).stream().filter(p -> p.id() == id).findFirst()
        .orElseThrow(() -> refusal(param, given, "the id of a property"));
    if (!param.propertyTypes().isEmpty() && !param.propertyTypes().contains(found.type())) {
      throw refusal(param, found.name(), "a property of type "
          + param.propertyTypes().stream().map(PropertyType::json).collect(Collectors.joining(" or ")));
    }
    return id;
  }

  private VectorType vectorType(ParamDescription param, Object given) {
    long id = wholeNumber(param, given instanceof Map<?, ?> m && m.get("id") != null ? Objects.requireNonNull(m.get("id")) : given);
    return project.getVectorTypes(null).stream().filter(t -> t.id() == id).findFirst()
        .orElseThrow(() -> refusal(param, given, "the id of a vector type"));
  }

  private static LocalDate date(ParamDescription param, Object given) {
    try {
      return LocalDate.parse(text(param, given));
    } catch (java.time.format.DateTimeParseException e) {
      throw refusal(param, given, "a day, as 1968-05-06");
    }
  }

  private static InputFile file(ParamDescription param, Object given) {
    if (given instanceof Map<?, ?> m && m.get("name") instanceof String name) {
      if (m.get("bytes") instanceof byte[] bytes) {
        return new InputFile(name, bytes);
      }
      if (m.get("base64") instanceof String text) {
        return new InputFile(name, Base64.getDecoder().decode(text));
      }
    }
    throw refusal(param, given.getClass().getSimpleName(), "a file: {\"name\", \"base64\"}");
  }

  private static Object refuse(ParamDescription param, Object given, String wanted) {
    throw refusal(param, given, wanted);
  }

  private static IllegalArgumentException refusal(ParamDescription param, Object given, String wanted) {
    return new IllegalArgumentException(param.name() + " takes " + wanted + ", not " + given);
  }
}
