package panoptic.query;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import panoptic.model.Property;
import panoptic.project.Dictionary;
import panoptic.project.ProjectState;

/// The first letters of the texts of one project's properties, by code: found once, then kept while texts are added. Any thread may use it.
final class Initials {
  private final Map<Integer, Kept> kept = new HashMap<>();

  private static final class Kept {
    private char @Nullable [] letters;
  }

  /// Returns the first letter of a text as [#of(String)] does, for at least all texts of a property, by code; 0 where it is none of one character. Do not change
  /// them.
  char[] of(ProjectState state, Property p) {
    Dictionary texts = state.texts(p.id());
    Kept of;
    synchronized (kept) {
      of = kept.computeIfAbsent(p.id(), _ -> new Kept());
    }
    synchronized (of) {
      char[] known = of.letters == null ? new char[0] : of.letters;
      if (known.length < texts.size()) {
        int from = known.length;
        char[] grown = Arrays.copyOf(known, texts.size());
        IntStream.range(from, grown.length).parallel().forEach(code -> grown[code] = single(of(texts.get(code))));
        of.letters = known = grown;
      }
      return known;
    }
  }

  private static char single(String letter) {
    return letter.length() == 1 ? letter.charAt(0) : 0;
  }

  /// Returns the first letter or digit of the folded text as a capital; `#` for a text that begins with something else.
  static String of(String text) {
    String folded = Folding.fold(text).strip();
    int c = folded.isEmpty() ? '#' : folded.codePointAt(0);
    return Character.isLetterOrDigit(c) ? Character.toString(c).toUpperCase(Locale.ROOT) : "#";
  }
}
