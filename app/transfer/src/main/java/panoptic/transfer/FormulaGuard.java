package panoptic.transfer;

/// How text is kept from running as a formula in a spreadsheet, and read back as it was. docs/formats/values-csv.md.
///
/// An apostrophe goes before what a program may take for a formula, and before an apostrophe where it would else be taken for such a guard.
final class FormulaGuard {
  private static final String STARTS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

  private FormulaGuard() {}

  /// Returns the text with the guard that it needs.
  static String put(String text) {
    return isGuarded(text) || mayRun(text) ? "'" + text : text;
  }

  /// Returns the text without its guard.
  static String take(String text) {
    return isGuarded(text) ? text.substring(1) : text;
  }

  private static boolean isGuarded(String text) {
    return text.length() > 1 && text.charAt(0) == '\'' && (text.charAt(1) == '\'' || mayRun(text.substring(1)));
  }

  /// Tells whether a program may take the text for a formula: white space and what cannot be seen are looked through.
  private static boolean mayRun(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (STARTS.indexOf(c) >= 0) {
        return true;
      }
      if (i == 0 && (c == '\t' || c == '\r')) {
        return true;
      }
      if (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && !Character.isISOControl(c)
          && Character.getType(c) != Character.FORMAT) {
        return false;
      }
    }
    return false;
  }
}
