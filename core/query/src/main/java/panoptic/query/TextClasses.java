package panoptic.query;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Codes of a dictionary by what they read folded: `Leica` and `LEICA` are one class, as the operators see them. Immutable.
///
/// A dictionary only grows, so a larger one is classed by what is known of the smaller one.
final class TextClasses implements Classes {
  private static final int NOBODY = -1;

  private final IntFunction<@Nullable String> foldedOf;
  private final int[] classOf;
  private final int size;
  private final int[] firstOf;
  /// Where each class is found by its text: a hash table of classes, [#NOBODY] where none is.
  private final int[] table;
  private final int[] hashOf;

  private TextClasses(IntFunction<@Nullable String> foldedOf, TextClasses known, int codes) {
    this.foldedOf = foldedOf;
    classOf = Arrays.copyOf(known.classOf, codes);
    firstOf = Arrays.copyOf(known.firstOf, codes);
    hashOf = Arrays.copyOf(known.hashOf, codes);
    table = new int[Math.max(64, Integer.highestOneBit(Math.max(1, codes)) * 4)];
    Arrays.fill(table, NOBODY);
    int classes = known.size;
    for (int c = 0; c < classes; c++) {
      table[free(hashOf[c])] = c;
    }
    for (int code = known.classOf.length; code < codes; code++) {
      String text = foldedOf.apply(code);
      int c = text == null ? NOBODY : find(text, classes);
      if (text != null && c == NOBODY) {
        c = classes++;
        firstOf[c] = code;
        hashOf[c] = hash(text);
        table[free(hashOf[c])] = c;
      }
      classOf[code] = c;
    }
    size = classes;
  }

  private TextClasses() {
    foldedOf = _ -> null;
    classOf = new int[0];
    firstOf = new int[0];
    hashOf = new int[0];
    table = new int[0];
    size = 0;
  }

  /// The classes of no codes.
  static final TextClasses NONE = new TextClasses();

  /// Returns the classes of as many codes; `foldedOf` returns what a code reads folded, null where it counts as no value.
  TextClasses of(int codes, IntFunction<@Nullable String> foldedOf) {
    return codes == classOf.length ? this : new TextClasses(foldedOf, codes < classOf.length ? NONE : this, codes);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int of(long cell) {
    int c = classOf[(int) cell];
    return c == NOBODY ? size : c;
  }

  /// Returns the code that came first of a class, which stands for it.
  int first(int ofClass) {
    return firstOf[ofClass];
  }

  /// Returns the class of a folded text, or -1.
  int find(String folded) {
    return size == 0 ? NOBODY : find(folded, size);
  }

  private int find(String folded, int classes) {
    int hash = hash(folded);
    for (int at = hash & table.length - 1; table[at] != NOBODY; at = at + 1 & table.length - 1) {
      int c = table[at];
      if (c < classes && hashOf[c] == hash && folded.equals(foldedOf.apply(firstOf[c]))) {
        return c;
      }
    }
    return NOBODY;
  }

  private int free(int hash) {
    int at = hash & table.length - 1;
    while (table[at] != NOBODY) {
      at = at + 1 & table.length - 1;
    }
    return at;
  }

  private static int hash(String text) {
    int h = text.hashCode() * 0x9E3779B1;
    return h ^ h >>> 15;
  }
}
