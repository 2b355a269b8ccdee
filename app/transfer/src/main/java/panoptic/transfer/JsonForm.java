package panoptic.transfer;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// How values are written as JSON: texts and dates as strings, tags as a list of names, or the one name where a property takes one.
final class JsonForm implements CellForm {
  @Override
  public byte[] text(String text) {
    var out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\u2028', '\u2029', '\u0085' -> escape(c, out); // some programs end a line there
        default -> {
          if (c < ' ' || c == 0x7F) {
            escape(c, out);
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void escape(char c, StringBuilder out) {
    String digits = Integer.toHexString(c);
    out.append("\\u").repeat('0', 4 - digits.length()).append(digits);
  }

  @Override
  public TagForm tags(List<String> names, boolean several) {
    byte[][] texts = names.stream().map(this::text).toArray(byte[][]::new);
    return (lists, from, to, out) -> {
      if (several) {
        out.write('[');
      }
      for (int i = from; i < to; i++) {
        if (i > from) {
          out.write(',');
        }
        out.write(texts[lists.tag(i)]);
      }
      if (several) {
        out.write(']');
      }
    };
  }
}
