package panoptic.query;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// A regular expression in RE2 syntax, whose time grows with the text and never explodes.
///
/// RE2 for Java bounds one repetition (1,000) but not repetitions of repetitions, which it writes out: a dozen characters could fill the
/// memory. So the size is reckoned before it compiles.
final class Regex {
  static final int MAX_LENGTH = 1_000;
  static final int MAX_SIZE = 2_000;

  private final String pattern;
  private int at;

  private Regex(String pattern) {
    this.pattern = pattern;
  }

  /// Compiles a pattern; refuses one that is wrong or too large.
  static Pattern compile(String pattern) {
    if (pattern.length() > MAX_LENGTH) {
      throw refused("a regular expression has at most " + MAX_LENGTH + " characters, not " + pattern.length());
    }
    if (new Regex(pattern).size() > MAX_SIZE) {
      throw refused("the repetitions of the regular expression \"" + pattern + "\" multiply to more than " + MAX_SIZE + " steps");
    }
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw refused("\"" + pattern + "\" is no regular expression in RE2 syntax: " + e.getDescription());
    }
  }

  private static RefusedException refused(String why) {
    return new RefusedException(ErrorCode.INVALID, why);
  }

  /// Reckons the size of what stands up to the next closing bracket: one a character or class, times what repeats it.
  private double size() {
    double sum = 0;
    double last = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c == ')') {
        break;
      }
      double times = c == '{' ? repetition() : 0;
      if (times > 0) {
        sum += last * times - last;
        last *= times;
        continue;
      }
      double before = last;
      last = switch (c) {
        case '(' -> group();
        case '*', '+', '?' -> 1 + last;
        case '[' -> charClass();
        case '\\' -> escape();
        default -> 1;
      };
      sum += "*+?".indexOf(c) >= 0 ? last - before : last;
    }
    return sum;
  }

  /// Skips `?:`, `?i` or `?P<name>`, then reckons what stands in the brackets.
  private double group() {
    if (at < pattern.length() && pattern.charAt(at) == '?') {
      while (at < pattern.length() && ":>)".indexOf(pattern.charAt(at)) < 0) {
        at++;
      }
      at += at < pattern.length() && pattern.charAt(at) == ')' ? 0 : 1;
    }
    return 1 + size();
  }

  /// Reads `n}`, `n,}` or `n,m}` and returns the greater number; 0, reading nothing, where the brace stands for itself.
  private double repetition() {
    int end = pattern.indexOf('}', at);
    if (end < 0) {
      return 0;
    }
    String inside = pattern.substring(at, end);
    if (!inside.matches("\\d{1,9}(,\\d{0,9})?")) {
      return 0;
    }
    at = end + 1;
    double most = 1;
    for (String n : inside.split(",", -1)) {
      most = Math.max(most, n.isEmpty() ? 1 : Integer.parseInt(n));
    }
    return most;
  }

  private double charClass() {
    if (at < pattern.length() && pattern.charAt(at) == '^') {
      at++;
    }
    if (at < pattern.length() && pattern.charAt(at) == ']') {
      at++;
    }
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      if (pattern.startsWith("[:", at) && pattern.indexOf(":]", at) > 0) {
        at = pattern.indexOf(":]", at) + 2;
      } else {
        at += pattern.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at++;
    return 1;
  }

  private double escape() {
    if (at >= pattern.length()) {
      return 1;
    }
    char c = pattern.charAt(at++);
    if (c == 'Q') {
      int end = pattern.indexOf("\\E", at);
      int from = at;
      at = end < 0 ? pattern.length() : end + 2;
      return Math.max(1, at - from);
    }
    boolean hasName = (c == 'p' || c == 'P' || c == 'x') && at < pattern.length() && pattern.charAt(at) == '{';
    if (hasName) {
      at = Math.max(at, pattern.indexOf('}', at)) + 1;
    }
    return 1;
  }
}
