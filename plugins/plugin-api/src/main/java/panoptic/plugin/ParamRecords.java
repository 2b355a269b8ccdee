package panoptic.plugin;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The record of a plugin's parameters: its description, its values as a JSON tree, and the record that other values make.
public final class ParamRecords {
  private ParamRecords() {
  }

  /// Describes each component; its value in `defaults` is its default.
  public static List<ParamDescription> describe(Record defaults) {
    var out = new ArrayList<ParamDescription>();
    Help help = Help.of(defaults.getClass());
    Map<String, @Nullable Object> values = values(defaults);
    for (RecordComponent c : defaults.getClass().getRecordComponents()) {
      out.add(Signatures.describe(c.getName(), c, c.getGenericType(), help.component(c.getName()), values.get(c.getName())));
    }
    return out;
  }

  /// Returns the values as a JSON tree, in the order of the components.
  public static Map<String, @Nullable Object> values(Record params) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    for (RecordComponent c : params.getClass().getRecordComponents()) {
      try {
        c.getAccessor().setAccessible(true);
        out.put(c.getName(), tree(c.getAccessor().invoke(params)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the parameter " + c.getName() + " cannot be read", e);
      }
    }
    return out;
  }

  /// Returns a record with some values replaced. Refuses an unknown name and a value that its type does not take.
  static Record updated(Record now, Map<String, Object> values, InputReader inputs) {
    RecordComponent[] components = now.getClass().getRecordComponents();
    List<ParamDescription> described = describe(now);
    for (String name : values.keySet()) {
      if (described.stream().noneMatch(d -> d.name().equals(name))) {
        throw new IllegalArgumentException("there is no parameter " + name);
      }
    }
    try {
      var arguments = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        Object given = values.get(components[i].getName());
        components[i].getAccessor().setAccessible(true);
        arguments[i] = given == null
            ? components[i].getAccessor().invoke(now)
            : inputs.read(described.get(i), components[i].getGenericType(), given);
      }
      Constructor<? extends Record> constructor = now.getClass()
          .getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      Throwable refusal = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException(String.valueOf(refusal.getMessage()), refusal);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the parameters " + now.getClass().getName() + " cannot be made", e);
    }
  }

  private static @Nullable Object tree(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Enum<?> e -> e.name();
      case PropertyId p -> p.id();
      case TagId t -> t.id();
      case VectorType t -> t.id();
      case Integer n -> n.longValue();
      case Float n -> n.doubleValue();
      case List<?> l -> l.stream().map(ParamRecords::tree).toList();
      case InputFile f -> f.name();
      case java.nio.file.Path p -> p.toString();
      case java.time.LocalDate d -> d.toString();
      default -> value;
    };
  }
}
