package panoptic.query;

import java.math.BigInteger;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The order of texts in a language, written apart from [TextOrder]: cut by an expression, words compared by the JDK's collator at one strength after the other.
final class PlainTextOrder implements Comparator<String> {
  private static final Pattern PIECES = Pattern.compile("[0-9]+|[\\p{L}\\p{M}]+|.", Pattern.DOTALL);

  private final List<Collator> strengths = new ArrayList<>();

  PlainTextOrder(Locale language) {
    for (int strength : new int[] {Collator.PRIMARY, Collator.SECONDARY, Collator.TERTIARY}) {
      var collator = (Collator) Collator.getInstance(language).clone();
      collator.setDecomposition(Collator.FULL_DECOMPOSITION);
      collator.setStrength(strength);
      strengths.add(collator);
    }
  }

  @Override
  public int compare(String a, String b) {
    List<String> some = pieces(a);
    List<String> others = pieces(b);
    for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
      int c = compare(some.get(i), others.get(i), strengths.getFirst());
      if (c != 0) {
        return c;
      }
    }
    if (some.size() != others.size()) {
      return some.size() - others.size();
    }
    for (Collator strength : strengths) {
      for (int i = 0; i < some.size(); i++) {
        int c = kind(some.get(i)) == 2 ? strength.compare(some.get(i), others.get(i)) : 0;
        if (c != 0) {
          return c;
        }
      }
    }
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  private static List<String> pieces(String text) {
    return PIECES.matcher(text).results().map(MatchResult::group).toList();
  }

  private static int compare(String a, String b, Collator words) {
    if (kind(a) != kind(b)) {
      return kind(a) - kind(b);
    }
    return switch (kind(a)) {
      case 0 -> a.codePointAt(0) - b.codePointAt(0);
      case 1 -> new BigInteger(a).compareTo(new BigInteger(b));
      default -> words.compare(a, b);
    };
  }

  private static int kind(String piece) {
    return piece.matches("[0-9]+") ? 1 : piece.matches("[\\p{L}\\p{M}]+") ? 2 : 0;
  }
}
