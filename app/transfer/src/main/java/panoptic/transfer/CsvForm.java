package panoptic.transfer;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// How cells of CSV are written: guarded from running as formulas, and quoted wherever any program might see a separator. docs/formats/values-csv.md.
final class CsvForm implements CellForm {
  @Override
  public byte[] text(String text) {
    return cell(FormulaGuard.put(text));
  }

  private static byte[] cell(String guarded) {
    return (isPlain(guarded) ? guarded : '"' + guarded.replace("\"", "\"\"") + '"').getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == ',' || c == ';' || c < ' ') {
        return false;
      }
    }
    return text.isEmpty() || !isSpace(text.charAt(0)) && !isSpace(text.charAt(text.length() - 1));
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
  }

  @Override
  public TagForm tags(List<String> names, boolean several) {
    byte[][] alone = names.stream().map(n -> text(several ? TagNames.quote(n) : n)).toArray(byte[][]::new);
    boolean[] guarded = new boolean[names.size()];
    byte[][] inside = new byte[names.size()][];
    for (int i = 0; i < inside.length; i++) {
      String quoted = TagNames.quote(names.get(i));
      guarded[i] = !FormulaGuard.put(quoted).equals(quoted);
      inside[i] = quoted.replace("\"", "\"\"").getBytes(StandardCharsets.UTF_8);
    }
    return (lists, from, to, out) -> {
      if (to - from == 1) {
        out.write(alone[lists.tag(from)]);
        return;
      }
      out.write('"');
      if (guarded[lists.tag(from)]) {
        out.write('\'');
      }
      for (int i = from; i < to; i++) {
        if (i > from) {
          out.write(',');
        }
        out.write(inside[lists.tag(i)]);
      }
      out.write('"');
    };
  }
}
