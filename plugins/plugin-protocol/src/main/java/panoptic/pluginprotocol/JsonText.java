package panoptic.pluginprotocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// JSON as bytes, and as trees of `Map<String, ?>`, `List<?>`, String, Long, Double, Boolean and null.
///
/// Within messages a tree may hold `byte[]`, `int[]`, `float[]` and `double[]` too: they become buffers beside the text, little-endian, and come
/// back as `byte[]`.
public final class JsonText {
  private static final JsonFactory FACTORY = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Limits.DEPTH).maxStringLength(Limits.JSON_BYTES).build())
      .build();

  private JsonText() {
  }

  /// Writes a tree in one line.
  public static byte[] write(@Nullable Object tree) {
    var buffers = new ArrayList<byte[]>();
    byte[] out = write(tree, buffers);
    if (!buffers.isEmpty()) {
      throw new IllegalArgumentException("arrays of numbers stand in messages alone");
    }
    return out;
  }

  /// Reads one document.
  public static Tree read(byte[] json) throws ProtocolException {
    return Tree.of(read(json, List.of()));
  }

  static byte[] write(@Nullable Object tree, List<byte[]> buffers) {
    var json = new ByteArrayOutputStream(256);
    try (JsonGenerator to = FACTORY.createGenerator(ObjectWriteContext.empty(), json)) {
      write(to, tree, buffers);
    }
    return json.toByteArray();
  }

  static @Nullable Object read(byte[] json, List<byte[]> buffers) throws ProtocolException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      Object tree = tree(parser, parser.nextToken(), buffers);
      if (parser.nextToken() != null) {
        throw new ProtocolException("a message is one JSON document, and this one goes on after its end");
      }
      return tree;
    } catch (JacksonException e) {
      throw new ProtocolException("a message is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void write(JsonGenerator to, @Nullable Object tree, List<byte[]> buffers) {
    switch (tree) {
      case null -> to.writeNull();
      case Map<?, ?> map -> {
        to.writeStartObject();
        map.forEach((key, value) -> {
          to.writeName(String.valueOf(key));
          write(to, value, buffers);
        });
        to.writeEndObject();
      }
      case Iterable<?> list -> {
        to.writeStartArray();
        list.forEach(element -> write(to, element, buffers));
        to.writeEndArray();
      }
      case String s -> to.writeString(s);
      case Boolean b -> to.writeBoolean(b);
      case Integer i -> to.writeNumber(i.intValue());
      case Long l -> to.writeNumber(l.longValue());
      case Float f -> to.writeNumber(f.floatValue());
      case Double d -> to.writeNumber(d.doubleValue());
      case Enum<?> e -> to.writeString(e.name());
      case byte[] b -> buffer(to, b, buffers);
      case int[] n -> {
        var b = ByteBuffer.allocate(4 * n.length).order(ByteOrder.LITTLE_ENDIAN);
        b.asIntBuffer().put(n);
        buffer(to, b.array(), buffers);
      }
      case float[] n -> {
        var b = ByteBuffer.allocate(4 * n.length).order(ByteOrder.LITTLE_ENDIAN);
        b.asFloatBuffer().put(n);
        buffer(to, b.array(), buffers);
      }
      case double[] n -> {
        var b = ByteBuffer.allocate(8 * n.length).order(ByteOrder.LITTLE_ENDIAN);
        b.asDoubleBuffer().put(n);
        buffer(to, b.array(), buffers);
      }
      default -> throw new IllegalArgumentException("a " + tree.getClass().getName() + " has no place in a message");
    }
  }

  private static void buffer(JsonGenerator to, byte[] bytes, List<byte[]> buffers) {
    to.writeStartObject();
    to.writeName("$buffer");
    to.writeNumber(buffers.size());
    to.writeEndObject();
    buffers.add(bytes);
  }

  private static @Nullable Object tree(JsonParser parser, @Nullable JsonToken token, List<byte[]> buffers) throws ProtocolException {
    return switch (token) {
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          map.put(key, tree(parser, parser.nextToken(), buffers));
        }
        if (map.size() == 1 && map.get("$buffer") instanceof Long n) {
          if (n < 0 || n >= buffers.size()) {
            throw new ProtocolException("a message refers to buffer " + n + " of " + buffers.size());
          }
          yield buffers.get(n.intValue());
        }
        yield map;
      }
      case START_ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          list.add(tree(parser, t, buffers));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          ? (Object) parser.getDoubleValue()
          : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw new ProtocolException("a message is one JSON document");
    };
  }
}
