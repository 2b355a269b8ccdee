package panoptic.http;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import panoptic.model.Json;

/// Holds answers to the schemas of the contract: the part of JSON Schema that `openapi.yaml` uses, and no key that it does not name, unless it says that there
/// may be others.
final class ContractCheck {
  private final Json contract = Contract.read();

  /// Returns what the contract names, as `GET /projects/{project}` with the name of its operation.
  Map<String, String> operations() {
    var out = new TreeMap<String, String>();
    map(contract.get("paths").value()).forEach((path, methods) -> map(methods).forEach((method, operation) -> {
      if (!method.equals("parameters")) {
        out.put(method.toUpperCase(java.util.Locale.ROOT) + " " + path, String.valueOf(map(operation).get("operationId")));
      }
    }));
    return out;
  }

  /// Returns what is wrong with an answer of an operation, which is named as [#operations] does.
  List<String> problems(String operation, int status, String type, byte[] body) {
    String[] parts = operation.split(" ", 2);
    Map<?, ?> responses = map(
        map(map(map(contract.get("paths").value()).get(parts[1])).get(parts[0].toLowerCase(java.util.Locale.ROOT))).get("responses"));
    Object response = responses.containsKey(String.valueOf(status)) ? responses.get(String.valueOf(status)) : responses.get("default");
    Object content = map(resolve(response)).get("content");
    if (content == null) {
      return body.length == 0 ? List.of() : List.of(operation + " answers " + status + " with a body");
    }
    String media = type.split(";", 2)[0].strip();
    Object schema = map(content).get(media);
    if (schema == null) {
      return List.of(operation + " answers " + status + " as " + media + ", not as " + map(content).keySet());
    }
    return media.endsWith("json") ? problems(map(schema).get("schema"), JsonText.read(body, "the answer"), operation) : List.of();
  }

  /// Returns what is wrong with a value of a named schema.
  List<String> problems(String schemaName, @Nullable Object value) {
    return problems(Map.of("$ref", "#/components/schemas/" + schemaName), value, schemaName);
  }

  private List<String> problems(@Nullable Object schema, @Nullable Object value, String place) {
    var out = new ArrayList<String>();
    check(map(resolve(schema)), value, place, out);
    return out;
  }

  private Object resolve(@Nullable Object node) {
    if (node instanceof Map<?, ?> m && m.get("$ref") instanceof String ref) {
      Json at = contract;
      for (String part : ref.substring(2).split("/", -1)) {
        at = at.get(part);
      }
      return resolve(at.value());
    }
    return Objects.requireNonNull(node);
  }

  private static Map<String, Object> map(@Nullable Object node) {
    var out = new TreeMap<String, Object>();
    ((Map<?, ?>) Objects.requireNonNull(node)).forEach((k, v) -> out.put(String.valueOf(k), Objects.requireNonNullElse(v, "null")));
    return out;
  }

  private void check(Map<String, Object> schema, @Nullable Object value, String place, List<String> out) {
    if (schema.get("oneOf") instanceof List<?> options) {
      if (options.stream().noneMatch(o -> problems(o, value, place).isEmpty())) {
        out.add(place + " is none of what it may be: " + value);
      }
      return;
    }
    if (schema.get("type") instanceof String type && !isOf(type, value)) {
      out.add(place + " is no " + type + ": " + value);
      return;
    }
    if (schema.get("enum") instanceof List<?> list && !list.contains(value)) {
      out.add(place + " is none of " + list + ": " + value);
    }
    switch (value) {
      case String s -> {
        if (schema.get("pattern") instanceof String pattern && !Pattern.compile(pattern).matcher(s).find()) {
          out.add(place + " does not match " + pattern + ": " + s);
        }
        if ("date-time".equals(schema.get("format"))) {
          java.time.Instant.parse(s);
        }
      }
      case Number n -> {
        if (schema.get("minimum") instanceof Number low && compare(n, low) < 0
            || schema.get("maximum") instanceof Number high && compare(n, high) > 0) {
          out.add(place + " is out of bounds: " + n);
        }
      }
      case List<?> list -> {
        if (schema.get("maxItems") instanceof Number most && list.size() > most.intValue()) {
          out.add(place + " has " + list.size() + " elements");
        }
        for (int i = 0; i < list.size() && schema.containsKey("items"); i++) {
          check(map(resolve(schema.get("items"))), list.get(i), place + "[" + i + "]", out);
        }
      }
      case Map<?, ?> object -> object(schema, object, place, out);
      case null, default -> {
        // nothing more is asked of it
      }
    }
  }

  private void object(Map<String, Object> schema, Map<?, ?> object, String place, List<String> out) {
    if (schema.get("required") instanceof List<?> required) {
      required.stream().filter(key -> !object.containsKey(key)).forEach(key -> out.add(place + " lacks " + key));
    }
    Map<String, Object> known = schema.containsKey("properties") ? map(schema.get("properties")) : Map.of();
    Object others = schema.getOrDefault("additionalProperties", false);
    object.forEach((key, value) -> {
      Object one = known.get(String.valueOf(key));
      if (one == null && others instanceof Map<?, ?>) {
        one = others;
      }
      if (one != null) {
        check(map(resolve(one)), value, place + "." + key, out);
      } else if (!Boolean.TRUE.equals(others)) {
        out.add(place + " has a key that the contract does not name: " + key);
      }
    });
  }

  private static int compare(Number a, Number b) {
    return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
  }

  private static boolean isOf(String type, @Nullable Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" -> value instanceof Long || value instanceof Integer;
      case "number" -> value instanceof Number;
      case "null" -> value == null;
      default -> throw new IllegalArgumentException("the check does not know the type " + type);
    };
  }
}
