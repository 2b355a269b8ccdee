package panoptic.plugin;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads descriptions off methods and types: names, types, bounds and defaults by reflection and [Param], help from [Help].
final class Signatures {
  private Signatures() {
  }

  static FunctionDescription describe(String plugin, Method method, List<String> hooks) {
    Help help = Help.of(method.getDeclaringClass());
    var params = new ArrayList<ParamDescription>();
    Parameter[] all = method.getParameters();
    for (int i = 1; i < all.length; i++) {
      String name = name(all[i].getAnnotation(Param.class),
          all[i].isNamePresent() ? all[i].getName() : help.parameter(method.getName(), i));
      params.add(describe(name, all[i], all[i].getParameterizedType(), help.parameterHelp(method.getName(), name), null));
    }
    return new FunctionDescription(plugin + "." + method.getName(), method.getName(), spaced(method.getName()),
        help.method(method.getName()),
        params, hooks);
  }

  private static String name(@Nullable Param said, @Nullable String found) {
    if (said != null && !said.name().isEmpty()) {
      return said.name();
    }
    if (found == null) {
      throw new IllegalArgumentException("the name of a parameter is not known: compile with -parameters, or say it by @Param(name = …)");
    }
    return found;
  }

  /// Describes an input. `defaultValue` is a JSON tree; what [Param] says goes before it.
  static ParamDescription describe(String name, AnnotatedElement place, Type type, @Nullable String help, @Nullable Object defaultValue) {
    Param said = place.getAnnotation(Param.class);
    boolean list = type instanceof ParameterizedType p && p.getRawType() == List.class;
    Class<?> raw = raw(list ? ((ParameterizedType) type).getActualTypeArguments()[0] : type, name);
    ParamType kind = kind(raw, said, name);
    List<Object> possible = raw.isEnum()
        ? Arrays.stream(raw.getEnumConstants()).<Object>map(c -> ((Enum<?>) c).name()).toList()
        : said != null && said.oneOf().length > 0 ? Arrays.stream(said.oneOf()).map(o -> literal(o, raw, name)).toList() : null;
    String text = said != null && !said.help().isEmpty() ? said.help() : help;
    Object value = said != null && !said.value().isEmpty() ? literal(said.value(), raw, name) : defaultValue;
    return new ParamDescription(name, kind, list, said != null && !said.label().isEmpty() ? said.label() : spaced(name), text, value,
        possible,
        said == null || said.min() == Double.NEGATIVE_INFINITY ? null : said.min(),
        said == null || said.max() == Double.POSITIVE_INFINITY ? null : said.max(),
        said == null ? List.of() : List.of(said.types()));
  }

  private static Class<?> raw(Type type, String name) {
    if (type instanceof Class<?> c) {
      return c;
    }
    throw new IllegalArgumentException("the parameter " + name + " is a " + type.getTypeName() + ", which has no input");
  }

  private static ParamType kind(Class<?> type, @Nullable Param said, String name) {
    if (type.isEnum() || said != null && said.oneOf().length > 0) {
      return ParamType.ENUM;
    }
    return switch (type.getName()) {
      case "int", "java.lang.Integer", "long", "java.lang.Long" -> ParamType.INT;
      case "float", "java.lang.Float", "double", "java.lang.Double" -> ParamType.FLOAT;
      case "boolean", "java.lang.Boolean" -> ParamType.BOOL;
      default -> {
        if (type == String.class) {
          yield ParamType.STR;
        } else if (type == PropertyId.class) {
          yield ParamType.PROPERTY;
        } else if (type == TagId.class) {
          yield ParamType.TAG;
        } else if (type == VectorType.class) {
          yield ParamType.VECTOR_TYPE;
        } else if (type == OwnVectorType.class) {
          yield ParamType.OWN_VECTOR_TYPE;
        } else if (type == Path.class) {
          yield ParamType.PATH;
        } else if (type == InputFile.class) {
          yield ParamType.INPUT_FILE;
        } else if (type == LocalDate.class) {
          yield ParamType.DATE;
        }
        throw new IllegalArgumentException("the parameter " + name + " is a " + type.getSimpleName()
            + ", which has no input (int, long, float, "
            + "double, String, boolean, an enum, PropertyId, TagId, VectorType, OwnVectorType, Path, InputFile, LocalDate, and lists of these)");
      }
    };
  }

  /// Reads a default that is written in an annotation.
  private static Object literal(String text, Class<?> type, String name) {
    try {
      return switch (type.getName()) {
        case "int", "java.lang.Integer", "long", "java.lang.Long" -> Long.valueOf(text);
        case "float", "java.lang.Float", "double", "java.lang.Double" -> Double.valueOf(text);
        case "boolean", "java.lang.Boolean" -> Boolean.valueOf(text);
        default -> text;
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the parameter " + name + " is a number, and \"" + text + "\" is none", e);
    }
  }

  /// Returns `computeClusters` as *Compute clusters*.
  static String spaced(String name) {
    String words = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
