package panoptic.query;

import java.text.Normalizer;
import java.util.Locale;

/// Text as searching and ordering see it: without case and without accents, whatever the language of the system.
///
/// Compatibility forms are taken apart (NFKD), accents dropped, letters made lower case by way of upper case (`ß` and `ẞ` become `ss`, `ς` becomes `σ`,
/// all of `I`, `i`, `İ`, `ı` become `i`), letters with a stroke and ligatures become the plain letters they are searched by. Signs that make another
/// letter rather than an accent stay: the voicing marks of kana, the vowels of Indic scripts and Thai.
public final class Folding {
  private static final int VOICED = 0x3099;
  private static final int HALF_VOICED = 0x309A;

  private static final String[] FOLDED = new String[0x300];

  static {
    for (char c = 0; c < FOLDED.length; c++) {
      FOLDED[c] = foldAny(String.valueOf(c));
    }
  }

  private Folding() {}

  /// Returns the folded text. Folding it again changes nothing.
  public static String fold(String text) {
    boolean lower = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return foldEach(text);
      }
      lower &= c < 'A' || c > 'Z';
    }
    return lower ? text : text.toLowerCase(Locale.ROOT);
  }

  /* Taking text apart is dear. Up to the accents that stand by themselves, no letter touches its neighbours: each has its own folding. */
  private static String foldEach(String text) {
    var out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= FOLDED.length) {
        return foldAny(text);
      }
      out.append(FOLDED[c]);
    }
    return out.toString();
  }

  private static String foldAny(String text) {
    var letters = new StringBuilder(text.length() + 8);
    Normalizer.normalize(text, Normalizer.Form.NFKD).codePoints().filter(c -> !isAccent(c)).forEach(letters::appendCodePoint);
    var out = new StringBuilder(letters.length());
    letters.toString().toUpperCase(Locale.ROOT).codePoints().forEach(c -> append(out, Character.toLowerCase(c)));
    return Normalizer.normalize(out, Normalizer.Form.NFC);
  }

  private static boolean isAccent(int c) {
    int type = Character.getType(c);
    if (type != Character.NON_SPACING_MARK && type != Character.ENCLOSING_MARK || c == VOICED || c == HALF_VOICED) {
      return false;
    }
    return switch (Character.UnicodeScript.of(c)) {
      case INHERITED, LATIN, GREEK, CYRILLIC, HEBREW, ARABIC -> true;
      default -> false;
    };
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case 'ß' -> out.append("ss");
      case 'æ' -> out.append("ae");
      case 'œ' -> out.append("oe");
      case 'þ' -> out.append("th");
      case 'ø' -> out.append('o');
      case 'ł' -> out.append('l');
      case 'đ', 'ð' -> out.append('d');
      case 'ħ' -> out.append('h');
      case 'ŧ' -> out.append('t');
      default -> out.appendCodePoint(c);
    }
  }
}
