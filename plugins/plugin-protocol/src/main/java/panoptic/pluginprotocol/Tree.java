package panoptic.pluginprotocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A part of a message, read leniently: what is absent is null, and what is of another type is refused with its place.
///
/// The value is what [Frames] reads: `Map<String, ?>`, `List<?>`, String, Long, Double, Boolean, null, or `byte[]` for a buffer.
public record Tree(String place, @Nullable Object value) {
  public static Tree of(@Nullable Object value) {
    return new Tree("", value);
  }

  public boolean isNull() {
    return value == null;
  }

  /// Returns what stands at a key; null where nothing does.
  public Tree get(String key) {
    return new Tree(place.isEmpty() ? key : place + "." + key, value instanceof Map<?, ?> m ? m.get(key) : null);
  }

  public List<Tree> list() {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw refuse("a list");
    }
    var out = new ArrayList<Tree>(list.size());
    for (Object o : list) {
      out.add(new Tree(place + "[" + out.size() + "]", o));
    }
    return out;
  }

  public String text() {
    if (value instanceof String s) {
      return s;
    }
    throw refuse("a text");
  }

  public String text(String otherwise) {
    return value == null ? otherwise : text();
  }

  public @Nullable String textOrNull() {
    return value == null ? null : text();
  }

  public long whole() {
    if (value instanceof Number n && n.doubleValue() == Math.rint(n.doubleValue())) {
      return n.longValue();
    }
    throw refuse("a whole number");
  }

  public long whole(long otherwise) {
    return value == null ? otherwise : whole();
  }

  /// Returns a whole number of 32 bits.
  public int id() {
    long n = whole();
    if (n == (int) n) {
      return (int) n;
    }
    throw refuse("a number of 32 bits");
  }

  public double number() {
    if (value instanceof Number n) {
      return n.doubleValue();
    }
    throw refuse("a number");
  }

  public @Nullable Double numberOrNull() {
    return value == null ? null : number();
  }

  public boolean flag() {
    return value instanceof Boolean b && b;
  }

  /// Returns an object's members.
  public Map<String, Object> object() {
    var out = new LinkedHashMap<String, Object>();
    if (value instanceof Map<?, ?> m) {
      m.forEach((k, v) -> {
        if (v != null) {
          out.put(String.valueOf(k), v);
        }
      });
    } else if (value != null) {
      throw refuse("an object");
    }
    return out;
  }

  public byte[] bytes() {
    if (value instanceof byte[] b) {
      return b;
    }
    throw refuse("a buffer");
  }

  /// Returns whole numbers: a buffer of little-endian 32-bit ones, or a list.
  public int[] ints() {
    if (value instanceof byte[] b) {
      if (b.length % 4 != 0) {
        throw refuse("a buffer of numbers of four bytes");
      }
      var out = new int[b.length / 4];
      ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(out);
      return out;
    }
    return list().stream().mapToInt(Tree::id).toArray();
  }

  /// Returns numbers: a buffer of little-endian float32, or a list.
  public float[] floats() {
    if (value instanceof byte[] b) {
      if (b.length % 4 != 0) {
        throw refuse("a buffer of numbers of four bytes");
      }
      var out = new float[b.length / 4];
      ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(out);
      return out;
    }
    List<Tree> list = list();
    var out = new float[list.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) list.get(i).number();
    }
    return out;
  }

  /// Returns numbers: a buffer of little-endian float64, or a list.
  public double[] doubles() {
    if (value instanceof byte[] b) {
      if (b.length % 8 != 0) {
        throw refuse("a buffer of numbers of eight bytes");
      }
      var out = new double[b.length / 8];
      ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(out);
      return out;
    }
    return list().stream().mapToDouble(Tree::number).toArray();
  }

  /// Returns texts, as a list or as what [Texts] wrote.
  public List<String> texts() {
    return value instanceof Map<?, ?> ? Texts.read(this) : list().stream().map(Tree::text).toList();
  }

  public IllegalArgumentException refuse(String wanted) {
    String what = value == null ? "nothing" : value instanceof byte[] b ? "a buffer of " + b.length + " bytes" : String.valueOf(value);
    return new IllegalArgumentException((place.isEmpty() ? "the message" : place) + " takes " + wanted + ", not "
        + (what.length() > 80 ? what.substring(0, 80) + "…" : what));
  }
}
