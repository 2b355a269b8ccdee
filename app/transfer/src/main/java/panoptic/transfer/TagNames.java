package panoptic.transfer;

import java.util.ArrayList;
import java.util.List;

/// Several names of tags in one cell, separated by commas. A name that holds a comma or begins with a quote stands in quotes, its own quotes doubled.
final class TagNames {
  private TagNames() {}

  static String quote(String name) {
    return name.indexOf(',') >= 0 || name.startsWith("\"") ? '"' + name.replace("\"", "\"\"") + '"' : name;
  }

  /// Returns the names of a cell, trimmed; empty ones are left out. What is quoted wrongly is taken as it stands.
  static List<String> split(String cell) {
    var out = new ArrayList<String>();
    int at = 0;
    while (at <= cell.length()) {
      int start = at;
      while (start < cell.length() && Character.isWhitespace(cell.charAt(start))) {
        start++;
      }
      int end = quoteEnd(cell, start);
      String name;
      if (end > 0) {
        name = cell.substring(start + 1, end).replace("\"\"", "\"").strip();
        at = cell.indexOf(',', end);
      } else {
        at = cell.indexOf(',', at);
        name = cell.substring(start, Math.max(start, at < 0 ? cell.length() : at)).strip();
      }
      if (!name.isEmpty()) {
        out.add(name);
      }
      at = at < 0 ? cell.length() + 1 : at + 1;
    }
    return out;
  }

  /// Returns where the quotes that begin at a place close, with nothing but white space before the next comma; else -1.
  private static int quoteEnd(String cell, int start) {
    if (start >= cell.length() || cell.charAt(start) != '"') {
      return -1;
    }
    for (int i = start + 1; i < cell.length(); i++) {
      if (cell.charAt(i) == '"') {
        if (i + 1 < cell.length() && cell.charAt(i + 1) == '"') {
          i++;
          continue;
        }
        int after = i + 1;
        while (after < cell.length() && Character.isWhitespace(cell.charAt(after))) {
          after++;
        }
        return after == cell.length() || cell.charAt(after) == ',' ? i : -1;
      }
    }
    return -1;
  }
}
