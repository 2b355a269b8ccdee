package panoptic.app;

import java.util.ArrayList;
import java.util.List;

/// A table of plain text whose columns are as wide as their widest cell; the last one is never padded.
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final boolean[] right;

  /// Makes a table; columns whose head begins with `>` are aligned to the right.
  TextTable(String... heads) {
    right = new boolean[heads.length];
    var names = new ArrayList<String>();
    for (int i = 0; i < heads.length; i++) {
      right[i] = heads[i].startsWith(">");
      names.add(right[i] ? heads[i].substring(1) : heads[i]);
    }
    rows.add(names);
  }

  TextTable row(String... cells) {
    if (cells.length != right.length) {
      throw new IllegalArgumentException(cells.length + " cells in a table of " + right.length + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /// Returns the lines, the head in bold, each with its line end.
  String text(Terminal terminal) {
    var widths = new int[right.length];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], width(row.get(c)));
      }
    }
    var out = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      var line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String cell = rows.get(r).get(c);
        String pad = " ".repeat(widths[c] - width(cell));
        line.append(right[c] ? pad + cell : cell + pad).append("  ");
      }
      out.append(r == 0 ? terminal.bold(line.toString().stripTrailing()) : line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
