package panoptic.query;

import java.io.ByteArrayOutputStream;
import java.text.Collator;
import java.text.ParseException;
import java.text.RuleBasedCollator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The order of texts that people of one language expect: words as that language has them, numbers by their size, so that `2` comes before `10`. Any thread may use it.
///
/// A text is cut into words (letters with their marks), numbers (digits 0 to 9) and single other characters. Piece by piece, another character stands before a number and
/// a number before a word; other characters stand by code point, numbers by size, words by their letters. Of texts that are equal so far the accents decide, word by word,
/// then the case, then code points.
final class TextOrder {
  private static final int OTHER = 1;
  private static final int NUMBER = 2;
  private static final int WORD = 3;
  /// Words of more than so many letters, or beyond so many different ones, are looked up each time.
  private static final int LONGEST_WORD = 40;
  private static final int MOST_WORDS = 1 << 16;
  private static final int ASCII = 0x80;

  /// Letters with a stroke, which the JDK puts behind all others where the language does not know them; here behind the letter that they come from.
  private static final List<List<String>> STROKES = List.of(List.of("o", "ø", "Ø"), List.of("d", "đ", "Đ"), List.of("l", "ł", "Ł"),
      List.of("h", "ħ", "Ħ"), List.of("t", "ŧ", "Ŧ"));

  private static final Map<Locale, TextOrder> OF_LANGUAGE = new ConcurrentHashMap<>();
  private static final Map<String, TextOrder> OF_RULES = new ConcurrentHashMap<>();
  private static final int MOST_LANGUAGES = 1_000;

  private final Locale language;
  private final Collator collator;
  private final Map<String, Word> words = new ConcurrentHashMap<>();
  /// The weights of the letters of ASCII, each on its own; empty where some of them stand otherwise together than apart.
  private final byte[][] letters;

  /// What a word weighs at each level. Each weight has two bytes, of which one at least is not 0.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Word(byte[] letters, byte[] accents, byte[] cases) {
  }

  private TextOrder(Locale language, Collator collator) {
    this.language = language;
    this.collator = collator;
    letters = letters();
  }

  /// Returns the order of a language; languages of one order have one object.
  static TextOrder of(Locale language) {
    TextOrder known = OF_LANGUAGE.get(language);
    if (known != null) {
      return known;
    }
    var rules = new StringBuilder(((RuleBasedCollator) Collator.getInstance(language)).getRules());
    for (List<String> stroke : STROKES) {
      if (rules.indexOf(stroke.get(1)) < 0) {
        rules.append("& ").append(stroke.get(0)).append(" ; ").append(stroke.get(1)).append(" , ").append(stroke.get(2));
      }
    }
    TextOrder made = OF_RULES.computeIfAbsent(rules.toString(), r -> ofRules(language, r));
    if (OF_LANGUAGE.size() < MOST_LANGUAGES) { // whoever asks may name any
      OF_LANGUAGE.put(language, made);
    }
    return made;
  }

  private static TextOrder ofRules(Locale language, String rules) {
    try {
      var collator = new RuleBasedCollator(rules);
      collator.setDecomposition(Collator.FULL_DECOMPOSITION);
      collator.setStrength(Collator.TERTIARY);
      return new TextOrder(language, collator);
    } catch (ParseException e) {
      throw new IllegalStateException("the order of a language cannot be read", e);
    }
  }

  /// Returns the first language that this order was asked for.
  Locale language() {
    return language;
  }

  /// Returns where a text stands.
  NaturalText place(String text) {
    var out = new ByteArrayOutputStream(2 * text.length() + 16);
    for (int at = 0; at < text.length();) {
      int end = end(text, at);
      switch (kind(text.codePointAt(at))) {
        case OTHER -> other(text.codePointAt(at), out);
        case NUMBER -> number(text, at, end, out);
        default -> word(text, at, end, out);
      }
      at = end;
    }
    return new NaturalText(this, out.toByteArray(), text);
  }

  private static int kind(int c) {
    if (c < ASCII) {
      return c >= '0' && c <= '9' ? NUMBER : c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' ? WORD : OTHER;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> WORD;
      default -> Character.isLetter(c) ? WORD : OTHER;
    };
  }

  /// Returns where the piece ends that begins at a place.
  private static int end(String text, int from) {
    int kind = kind(text.codePointAt(from));
    int at = text.offsetByCodePoints(from, 1);
    while (kind != OTHER && at < text.length() && kind(text.codePointAt(at)) == kind) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static void other(int c, ByteArrayOutputStream out) {
    out.write(OTHER);
    out.write(c >> 16);
    out.write(c >> 8);
    out.write(c);
  }

  /// The more digits, the greater.
  private static void number(String text, int from, int to, ByteArrayOutputStream out) {
    int at = from;
    while (at < to && text.charAt(at) == '0') {
      at++;
    }
    out.write(NUMBER);
    int length = to - at;
    for (; length >= 255; length -= 255) {
      out.write(255);
    }
    out.write(length);
    for (; at < to; at++) {
      out.write(text.charAt(at));
    }
  }

  private void word(String text, int from, int to, ByteArrayOutputStream out) {
    out.write(WORD);
    boolean isPlain = letters.length > 0;
    for (int at = from; isPlain && at < to; at++) {
      isPlain = text.charAt(at) < ASCII;
    }
    if (isPlain) {
      for (int at = from; at < to; at++) {
        byte[] weight = letters[text.charAt(at)];
        out.write(weight, 0, weight.length);
      }
    } else {
      byte[] weights = word(text.substring(from, to)).letters;
      out.write(weights, 0, weights.length);
    }
    out.write(0); // a word ends before a longer one that begins like it
    out.write(0);
  }

  private Word word(String word) {
    if (word.length() > LONGEST_WORD) {
      return weigh(word);
    }
    Word known = words.get(word);
    if (known == null) {
      known = weigh(word);
      if (words.size() < MOST_WORDS) {
        words.put(word, known);
      }
    }
    return known;
  }

  /// The key of a collator has three levels, with a weight of 0 between them.
  private Word weigh(String word) {
    byte[] key = collator.getCollationKey(word).toByteArray();
    int first = level(key, 0);
    int second = level(key, first + 2);
    return new Word(Arrays.copyOf(key, first), Arrays.copyOfRange(key, Math.min(key.length, first + 2), second),
        Arrays.copyOfRange(key, Math.min(key.length, second + 2), key.length));
  }

  private static int level(byte[] key, int from) {
    int at = Math.min(from, key.length);
    while (at + 1 < key.length && (key[at] != 0 || key[at + 1] != 0)) {
      at += 2;
    }
    return at;
  }

  private byte[][] letters() {
    byte[][] out = new byte[ASCII][0];
    var names = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    names.chars().forEach(c -> out[c] = weigh(Character.toString(c)).letters);
    boolean areApart = names.chars().allMatch(a -> names.chars().allMatch(b -> {
      byte[] both = Arrays.copyOf(out[a], out[a].length + out[b].length);
      System.arraycopy(out[b], 0, both, out[a].length, out[b].length);
      return Arrays.equals(both, weigh(Character.toString(a) + Character.toString(b)).letters);
    }));
    return areApart ? out : new byte[0][];
  }

  /// Compares texts whose letters and numbers are the same by accents, then case, then code points.
  int compareClosely(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    int c = Arrays.compareUnsigned(closely(a, false), closely(b, false));
    c = c != 0 ? c : Arrays.compareUnsigned(closely(a, true), closely(b, true));
    return c != 0 ? c : compareCodePoints(a, b);
  }

  private byte[] closely(String text, boolean cases) {
    var out = new ByteArrayOutputStream(2 * text.length() + 16);
    for (int at = 0; at < text.length();) {
      int end = end(text, at);
      if (kind(text.codePointAt(at)) == WORD) {
        Word word = word(text.substring(at, end));
        out.writeBytes(cases ? word.cases : word.accents);
        out.write(0);
        out.write(0);
      }
      at = end;
    }
    return out.toByteArray();
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
