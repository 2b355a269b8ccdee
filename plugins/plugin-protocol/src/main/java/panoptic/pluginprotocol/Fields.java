package panoptic.pluginprotocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object of a message in the making: fields in order, null ones too.
public final class Fields {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  public static Fields of(String name, @Nullable Object value) {
    return new Fields().and(name, value);
  }

  public Fields and(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  public Map<String, @Nullable Object> tree() {
    return fields;
  }
}
