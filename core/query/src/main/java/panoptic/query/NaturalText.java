package panoptic.query;

/// A text in the order that people expect: folded, and numbers in it by their size, so that `2` comes before `10`.
///
/// Texts that differ only by case, accents or leading zeros follow each other, by their code points.
record NaturalText(String folded, String exact) implements Comparable<NaturalText> {

  static NaturalText of(String text) {
    return new NaturalText(Folding.fold(text), text);
  }

  @Override
  public int compareTo(NaturalText o) {
    int c = compare(folded, o.folded);
    return c != 0 ? c : compareCodePoints(exact, o.exact);
  }

  /// Compares runs of the digits 0 to 9 as whole numbers of any length, all else by code point.
  private static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        int endA = endOfNumber(a, i);
        int endB = endOfNumber(b, j);
        int c = compareNumbers(a, i, endA, b, j, endB);
        if (c != 0) {
          return c;
        }
        i = endA;
        j = endB;
      } else {
        int x = a.codePointAt(i);
        int y = b.codePointAt(j);
        if (x != y) {
          return Integer.compare(x, y);
        }
        i += Character.charCount(x);
        j += Character.charCount(y);
      }
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static int compareNumbers(String a, int fromA, int endA, String b, int fromB, int endB) {
    int i = withoutZeros(a, fromA, endA);
    int j = withoutZeros(b, fromB, endB);
    int c = Integer.compare(endA - i, endB - j);
    for (; c == 0 && i < endA; i++, j++) {
      c = Character.compare(a.charAt(i), b.charAt(j));
    }
    return c;
  }

  private static int withoutZeros(String s, int from, int end) {
    int i = from;
    while (i < end && s.charAt(i) == '0') {
      i++;
    }
    return i;
  }

  private static int endOfNumber(String s, int from) {
    int i = from;
    while (i < s.length() && isDigit(s.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int compareCodePoints(String a, String b) {
    int i = 0;
    while (i < a.length() && i < b.length()) {
      int x = a.codePointAt(i);
      int y = b.codePointAt(i);
      if (x != y) {
        return Integer.compare(x, y);
      }
      i += Character.charCount(x);
    }
    return Integer.compare(a.length(), b.length());
  }
}
