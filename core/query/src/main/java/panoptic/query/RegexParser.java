package panoptic.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Reads the part of RE2's syntax that [AsciiMatcher] can follow, as steps from state to state: letters, classes, groups, alternatives, repetitions, `^`, `$`, and `(?i)`, `(?s)` at the
/// beginning. What else there is (boundaries, scripts, other flags) makes it give up. The pattern is one that RE2 has compiled.
final class RegexParser {
  static final int ASCII = 128;
  private static final int MOST_STATES = 600;

  /// What leads from a state on: a character of a set, or nothing, at the beginning or end of the text alone where it says so.
  record Step(Kind kind, BitSet characters, int to) {
    enum Kind {
      CHARACTER, NOTHING, BEGIN, END
    }
  }

  /// A part of the pattern: from its first state to its last.
  private record Part(int first, int last) {
  }

  /// Thrown where the pattern has something else.
  private static final class Other extends RuntimeException {
    private static final long serialVersionUID = 1;

    Other() {
      super("", null, false, false);
    }
  }

  private final String pattern;
  private final List<List<Step>> states = new ArrayList<>();
  private int at;
  private boolean ignoresCase;
  private boolean dotIsAll;

  private RegexParser(String pattern) {
    this.pattern = pattern;
  }

  /// All steps by state; the first state is the one to begin in, the other the one where the pattern has matched.
  record Steps(List<List<Step>> states, int first, int matched) {
  }

  static Optional<Steps> read(String pattern) {
    var parser = new RegexParser(pattern);
    try {
      parser.flags();
      Part all = parser.alternatives();
      return parser.at < pattern.length() ? Optional.empty() : Optional.of(new Steps(parser.states, all.first, all.last));
    } catch (Other e) {
      return Optional.empty();
    }
  }

  private void flags() {
    while (pattern.startsWith("(?", at)) {
      int end = at + 2;
      while (end < pattern.length() && "is".indexOf(pattern.charAt(end)) >= 0) {
        end++;
      }
      if (end == at + 2 || end == pattern.length() || pattern.charAt(end) != ')') {
        return;
      }
      ignoresCase |= pattern.substring(at, end).indexOf('i') > 0;
      dotIsAll |= pattern.substring(at, end).indexOf('s') > 0;
      at = end + 1;
    }
  }

  private boolean isAt(char c) {
    return at < pattern.length() && pattern.charAt(at) == c;
  }

  // ---- states

  private int state() {
    if (states.size() == MOST_STATES) {
      throw new Other();
    }
    states.add(new ArrayList<>());
    return states.size() - 1;
  }

  private void step(int from, Step.Kind kind, int to) {
    states.get(from).add(new Step(kind, new BitSet(), to));
  }

  private Part one(Step.Kind kind, BitSet characters) {
    var part = new Part(state(), state());
    states.get(part.first).add(new Step(kind, characters, part.last));
    return part;
  }

  private Part nothing() {
    int only = state();
    return new Part(only, only);
  }

  // ---- structure

  private Part alternatives() {
    Part first = sequence();
    if (!isAt('|')) {
      return first;
    }
    var all = new Part(state(), state());
    step(all.first, Step.Kind.NOTHING, first.first);
    step(first.last, Step.Kind.NOTHING, all.last);
    while (isAt('|')) {
      at++;
      Part next = sequence();
      step(all.first, Step.Kind.NOTHING, next.first);
      step(next.last, Step.Kind.NOTHING, all.last);
    }
    return all;
  }

  private Part sequence() {
    Part all = nothing();
    while (at < pattern.length() && !isAt('|') && !isAt(')')) {
      Part next = repeated();
      step(all.last, Step.Kind.NOTHING, next.first);
      all = new Part(all.first, next.last);
    }
    return all;
  }

  /// What is repeated is read again for each time, since each needs states of its own.
  private Part repeated() {
    int from = at;
    Part all = single();
    while (at < pattern.length()) {
      int least;
      int most;
      int end = at + 1;
      switch (pattern.charAt(at)) {
        case '*' -> {
          least = 0;
          most = -1;
        }
        case '+' -> {
          least = 1;
          most = -1;
        }
        case '?' -> {
          least = 0;
          most = 1;
        }
        case '{' -> {
          end = pattern.indexOf('}', at) + 1;
          String inside = end == 0 ? "" : pattern.substring(at + 1, end - 1);
          if (!inside.matches("\\d{1,4}(,\\d{0,4})?")) {
            throw new Other();
          }
          String[] bounds = inside.split(",", -1);
          least = Integer.parseInt(bounds[0]);
          most = bounds.length == 1 ? least : bounds[1].isEmpty() ? -1 : Integer.parseInt(bounds[1]);
        }
        default -> {
          return all;
        }
      }
      if (end < pattern.length() && pattern.charAt(end) == '?') {
        end++; // how much is taken says nothing of whether there is a match
      }
      if (end < pattern.length() && "*+?{".indexOf(pattern.charAt(end)) >= 0) {
        throw new Other();
      }
      all = times(from, least, most);
      at = end;
    }
    return all;
  }

  private Part times(int from, int least, int most) {
    Part all = nothing();
    for (int n = 0; n < least; n++) {
      all = then(all, again(from));
    }
    int end = state();
    step(all.last, Step.Kind.NOTHING, end);
    if (most < 0) {
      Part any = again(from);
      step(all.last, Step.Kind.NOTHING, any.first);
      step(any.last, Step.Kind.NOTHING, any.first);
      step(any.last, Step.Kind.NOTHING, end);
      return new Part(all.first, end);
    }
    for (int n = least; n < most; n++) {
      all = then(all, again(from));
      step(all.last, Step.Kind.NOTHING, end);
    }
    return new Part(all.first, end);
  }

  private Part then(Part first, Part second) {
    step(first.last, Step.Kind.NOTHING, second.first);
    return new Part(first.first, second.last);
  }

  private Part again(int from) {
    at = from;
    return single();
  }

  private Part single() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '(' -> {
        if (isAt('?')) {
          if (!pattern.startsWith("?:", at)) {
            throw new Other();
          }
          at += 2;
        }
        Part inside = alternatives();
        at++;
        yield inside;
      }
      case '^' -> one(Step.Kind.BEGIN, new BitSet());
      case '$' -> one(Step.Kind.END, new BitSet());
      case '.' -> {
        BitSet all = range(0, ASCII - 1);
        all.set('\n', dotIsAll);
        yield one(Step.Kind.CHARACTER, all);
      }
      case '[' -> one(Step.Kind.CHARACTER, characters());
      case '\\' -> one(Step.Kind.CHARACTER, cased(escaped()));
      case '*', '+', '?', '{', ')' -> throw new Other();
      default -> one(Step.Kind.CHARACTER, cased(only(c)));
    };
  }

  // ---- characters

  private static BitSet range(int from, int to) {
    var out = new BitSet(ASCII);
    out.set(Math.min(from, ASCII), Math.min(to + 1, ASCII));
    return out;
  }

  /// A letter beyond ASCII is in no text of ASCII, unless case is ignored: the sign for kelvin is a k.
  private BitSet only(int c) {
    if (c >= ASCII && ignoresCase) {
      throw new Other();
    }
    return range(c, c);
  }

  private BitSet cased(BitSet characters) {
    for (int letter = 'a'; ignoresCase && letter <= 'z'; letter++) {
      int capital = letter - 32;
      boolean has = characters.get(letter) || characters.get(capital);
      characters.set(letter, has);
      characters.set(capital, has);
    }
    return characters;
  }

  private BitSet escaped() {
    if (at == pattern.length()) {
      throw new Other();
    }
    char c = pattern.charAt(at++);
    BitSet out = switch (Character.toLowerCase(c)) {
      case 'd' -> range('0', '9');
      case 's' -> {
        BitSet spaces = range('\t', '\n');
        spaces.set('\f');
        spaces.set('\r');
        spaces.set(' ');
        yield spaces;
      }
      case 'w' -> {
        BitSet word = range('0', '9');
        word.or(range('a', 'z'));
        word.or(range('A', 'Z'));
        word.set('_');
        yield word;
      }
      case 't' -> range('\t', '\t');
      case 'n' -> range('\n', '\n');
      case 'r' -> range('\r', '\r');
      case 'f' -> range('\f', '\f');
      default -> {
        if (c >= ASCII || Character.isLetterOrDigit(c)) {
          throw new Other();
        }
        yield range(c, c);
      }
    };
    if (c == 'D' || c == 'S' || c == 'W') {
      out.flip(0, ASCII);
    } else if (Character.isUpperCase(c)) {
      throw new Other();
    }
    return out;
  }

  private BitSet characters() {
    boolean isTurned = isAt('^');
    at += isTurned ? 1 : 0;
    var out = new BitSet(ASCII);
    for (boolean isFirst = true; isFirst || !isAt(']'); isFirst = false) {
      if (at >= pattern.length() || pattern.startsWith("[:", at)) {
        throw new Other();
      }
      char c = pattern.charAt(at++);
      if (c == '\\') {
        out.or(escaped());
        if (isAt('-') && !pattern.startsWith("-]", at)) {
          throw new Other();
        }
      } else if (isAt('-') && !pattern.startsWith("-]", at)) {
        char to = at + 1 < pattern.length() ? pattern.charAt(at + 1) : '\\';
        if (to == '\\' || to == '[' || c == '-' || Character.isSurrogate(c) || Character.isSurrogate(to) || ignoresCase && to >= ASCII) {
          throw new Other();
        }
        out.or(range(c, to));
        at += 2;
      } else {
        out.or(only(c));
      }
    }
    at++;
    cased(out);
    if (isTurned) {
      out.flip(0, ASCII);
    }
    return out;
  }
}
