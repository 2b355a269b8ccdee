package panoptic.http;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// JSON as text, and as plain trees of `Map<String, ?>`, `List<?>`, String, Number, Boolean and null.
///
/// Whole numbers come back as Long (beyond 64 bits as BigInteger), others as Double. An object that names a key twice is refused.
public final class JsonText {
  private static final JsonFactory FACTORY = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private JsonText() {}

  /// Reads one document and refuses anything else; `what` names it in the refusal.
  public static @Nullable Object read(InputStream in, String what) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new RefusedException(ErrorCode.INVALID, what + " is empty; it must be one JSON document");
      }
      Object tree = tree(parser, first);
      if (parser.nextToken() != null) {
        throw new RefusedException(ErrorCode.INVALID, what + " goes on after its end, in line " + parser.currentLocation().getLineNr());
      }
      return tree;
    } catch (JacksonException e) {
      var place = e.getLocation();
      String where = place == null ? "" : " in line " + place.getLineNr() + ", column " + place.getColumnNr();
      throw new RefusedException(ErrorCode.INVALID, what + " is no JSON" + where + ": " + e.getOriginalMessage(), e);
    }
  }

  public static @Nullable Object read(byte[] text, String what) {
    return read(new java.io.ByteArrayInputStream(text), what);
  }

  /// Writes a tree in one line, without a line end.
  public static String write(@Nullable Object tree) {
    var out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(generator, tree);
    }
    return out.toString();
  }

  /// Begins a document of a size that should not lie in memory; closing it leaves the stream open.
  public static JsonGenerator generator(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  /// A part of a tree that was written before.
  record Written(String text) {
    static Written of(@Nullable Object tree) {
      return new Written(write(tree));
    }
  }

  public static void write(JsonGenerator to, @Nullable Object tree) {
    switch (tree) {
      case null -> to.writeNull();
      case Written before -> to.writeRawValue(before.text());
      case Map<?, ?> map -> {
        to.writeStartObject();
        map.forEach((key, value) -> {
          to.writeName(String.valueOf(key));
          write(to, value);
        });
        to.writeEndObject();
      }
      case List<?> list -> {
        to.writeStartArray();
        list.forEach(element -> write(to, element));
        to.writeEndArray();
      }
      case String s -> to.writeString(s);
      case Boolean b -> to.writeBoolean(b);
      case Integer i -> to.writeNumber(i.intValue());
      case Long l -> to.writeNumber(l.longValue());
      case Double d -> to.writeNumber(d.doubleValue());
      case BigInteger b -> to.writeNumber(b);
      case BigDecimal b -> to.writeNumber(b);
      default -> throw new IllegalArgumentException("no JSON: " + tree.getClass());
    }
  }

  private static @Nullable Object tree(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          map.put(key, tree(parser, parser.nextToken()));
        }
        yield map;
      }
      case START_ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          list.add(tree(parser, t));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT ->
        parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? parser.getBigIntegerValue() : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IllegalStateException("no value begins with " + token);
    };
  }
}
