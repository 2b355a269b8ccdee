package panoptic.query;

import java.util.ArrayList;
import java.util.List;

/// The text of a view as the search box holds it: words, each of which is looked for by itself, and phrases in quotes, looked for as they stand. docs/formats/search-language.md.
final class SearchText {
  private SearchText() {}

  /// Returns what is looked for: each word and each phrase, folded, none empty. A quote that begins a word begins a phrase; one that nobody closes lasts to the end.
  static List<String> pieces(String text) {
    var out = new ArrayList<String>();
    var piece = new StringBuilder();
    for (int at = 0; at < text.length();) {
      piece.setLength(0);
      at = Character.isWhitespace(text.charAt(at)) ? at + 1 : text.charAt(at) == '"' ? phrase(text, at + 1, piece) : word(text, at, piece);
      String wanted = Folding.fold(piece.toString().strip());
      if (!wanted.isEmpty()) {
        out.add(wanted);
      }
    }
    return out;
  }

  private static int word(String text, int from, StringBuilder piece) {
    int at = from;
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      piece.append(text.charAt(at++));
    }
    return at;
  }

  private static int phrase(String text, int from, StringBuilder piece) {
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        return at + 1;
      }
      int escaped = c == '\\' && at + 1 < text.length() ? "\"\\nrt".indexOf(text.charAt(at + 1)) : -1;
      if (escaped < 0) {
        piece.append(c);
      } else {
        piece.append("\"\\\n\r\t".charAt(escaped));
        at++;
      }
    }
    return text.length();
  }
}
