package panoptic.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import panoptic.project.Dictionary;

/// Looks for a regular expression in texts as they lie: one look into a table for each byte, as long as the bytes are ASCII. Other texts, and patterns that [RegexParser] gives up or
/// that need too large a table, go to RE2. Any thread may ask.
///
/// The table has a row for each set of states in which the pattern can be at a place, made at once (the construction of Rabin and Scott); a match may begin at every byte.
final class AsciiMatcher implements Dictionary.Utf8Test {
  private static final int MATCHED = 0;
  private static final int LOST = 1;
  private static final int MOST_ROWS = 256;
  private static final int NONE = 0;

  private final Pattern re2;
  /// By row and byte the next row; empty where RE2 is asked for everything.
  private final short[] next;
  /// By row: whether the text may end there.
  private final boolean[] matchesAtEnd;
  private final int first;
  private final boolean matchesEmpty;

  private AsciiMatcher(Pattern re2, short[] next, boolean[] matchesAtEnd, int first, boolean matchesEmpty) {
    this.re2 = re2;
    this.next = next;
    this.matchesAtEnd = matchesAtEnd;
    this.first = first;
    this.matchesEmpty = matchesEmpty;
  }

  /// Returns a matcher of a pattern that RE2 has compiled.
  static AsciiMatcher of(Pattern re2) {
    return RegexParser.read(re2.pattern()).flatMap(steps -> new Rows(steps).matcher(re2))
        .orElseGet(() -> new AsciiMatcher(re2, new short[NONE], new boolean[NONE], 0, false));
  }

  /// Tells whether this goes by a table.
  boolean hasTable() {
    return next.length > 0;
  }

  @Override
  public boolean test(byte[] text, int from, int to) {
    if (next.length == 0) {
      return asked(text, from, to);
    }
    if (from == to) {
      return matchesEmpty;
    }
    int row = first;
    for (int at = from; at < to; at++) {
      if (row <= LOST) {
        return row == MATCHED;
      }
      int c = text[at];
      if (c < 0) {
        return asked(text, from, to);
      }
      row = next[row << 7 | c];
    }
    return matchesAtEnd[row];
  }

  private boolean asked(byte[] text, int from, int to) {
    return re2.matcher(new String(text, from, to - from, UTF_8)).find();
  }

  /// The rows of the table being made.
  private static final class Rows {
    private final RegexParser.Steps steps;
    private final Map<BitSet, Integer> rowOf = new HashMap<>();
    private final List<BitSet> rows = new ArrayList<>();
    private final BitSet anywhere;

    Rows(RegexParser.Steps steps) {
      this.steps = steps;
      anywhere = reached(start(), false, false);
    }

    private BitSet start() {
      var out = new BitSet();
      out.set(steps.first());
      return out;
    }

    Optional<AsciiMatcher> matcher(Pattern re2) {
      var matched = new BitSet();
      matched.set(steps.matched());
      row(matched);
      row(new BitSet());
      BitSet begin = reached(start(), true, false);
      begin.or(anywhere);
      int first = row(begin);
      short[] next = new short[RegexParser.ASCII * 4];
      for (int row = LOST + 1; row < rows.size(); row++) {
        if (rows.size() > MOST_ROWS) {
          return Optional.empty();
        }
        next = next.length < (row + 1) * RegexParser.ASCII ? Arrays.copyOf(next, 2 * next.length) : next;
        for (int c = 0; c < RegexParser.ASCII; c++) {
          next[row << 7 | c] = (short) row(after(rows.get(row), c));
        }
      }
      boolean[] atEnd = new boolean[rows.size()];
      for (int row = 0; row < atEnd.length; row++) {
        atEnd[row] = row == MATCHED || row != LOST && reached(rows.get(row), false, true).get(steps.matched());
      }
      return Optional.of(new AsciiMatcher(re2, next, atEnd, first, reached(start(), true, true).get(steps.matched())));
    }

    /// All sets of states that have matched are one row.
    private int row(BitSet states) {
      if (states.get(steps.matched()) && !rows.isEmpty()) {
        return MATCHED;
      }
      return rowOf.computeIfAbsent(states, s -> {
        rows.add(s);
        return rows.size() - 1;
      });
    }

    private BitSet after(BitSet states, int c) {
      var out = new BitSet();
      for (int state = states.nextSetBit(0); state >= 0; state = states.nextSetBit(state + 1)) {
        for (RegexParser.Step step : steps.states().get(state)) {
          if (step.kind() == RegexParser.Step.Kind.CHARACTER && step.characters().get(c)) {
            out.set(step.to());
          }
        }
      }
      BitSet reached = reached(out, false, false);
      reached.or(anywhere);
      return reached;
    }

    /// Returns states and those that are reached from them without a character.
    private BitSet reached(BitSet states, boolean atBegin, boolean atEnd) {
      var out = new BitSet();
      var open = new ArrayList<Integer>();
      states.stream().forEach(open::add);
      while (!open.isEmpty()) {
        int state = open.removeLast();
        if (out.get(state)) {
          continue;
        }
        out.set(state);
        for (RegexParser.Step step : steps.states().get(state)) {
          boolean leads = switch (step.kind()) {
            case NOTHING -> true;
            case BEGIN -> atBegin;
            case END -> atEnd;
            case CHARACTER -> false;
          };
          if (leads) {
            open.add(step.to());
          }
        }
      }
      return out;
    }
  }
}
