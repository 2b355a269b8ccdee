package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import panoptic.model.PropertyType;
import panoptic.project.Dictionary;

class TextOrderTest {
  static final List<Locale> LANGUAGES = Stream.of("und", "en", "fr", "sv", "da", "es", "cs", "ja").map(Locale::forLanguageTag).toList();
  private static final int[] LETTERS = "0019aAéeEèoôch :/\uFFFD😀ñåäzжЖ日\u0301ßœﬁ".codePoints().toArray();

  private static void stand(String language, List<String> right) {
    var sorted = new ArrayList<>(right.reversed());
    TextOrder order = TextOrder.of(Locale.forLanguageTag(language));
    sorted.sort((a, b) -> order.place(a).compareTo(order.place(b)));
    assertEquals(right.toString(), sorted.toString());
  }

  @Test
  void numbersStandBySizeAndWordsByTheirLetters() {
    stand("en",
        List.of("", "#", "\uFFFD", "\uD83D\uDE00", "01", "1", "2", "10", "a", "a 10", "a02", "A2", "a10", "a10b",
            "a1000000000000000000000000",
            "Äpfel", "apfel2", "b", "é", "É", "f", "hot dog", "hotdog", "z"));
  }

  @Test
  void aNumberOfAnyLengthStandsBySize() {
    String nines = "9".repeat(300);
    stand("en", List.of("9", "8".repeat(255), "9".repeat(255), "8".repeat(256), nines, "1" + "0".repeat(300), "1" + nines));
  }

  @Test
  void accentsAndLettersHaveThePlaceThatTheLanguageGivesThem() {
    stand("en", List.of("cote", "Cote", "coté", "côte", "côté", "d"));
    stand("fr", List.of("cote", "Cote", "côte", "coté", "côté", "d"));
    stand("en", List.of("Åland", "berg", "Öland", "oslo", "zoo"));
    stand("sv", List.of("berg", "oslo", "zoo", "Åland", "Öland"));
    stand("es", List.of("nz", "ña", "o"));
    stand("cs", List.of("cz", "d", "h", "ch", "i"));
    stand("fr", List.of("o", "ø", "Ø", "øa", "od", "oe", "œ", "of", "p"));
    stand("da", List.of("o", "p", "ø"));
  }

  @Test
  void accentsDecideBeforeCaseAndBothBeforeNothingElse() {
    stand("en", List.of("Elan 1", "élan 1", "Élan 1", "elan 2"));
    stand("en", List.of("a1", "A1", "á1", "A01b", "a1c"));
  }

  @Test
  void languagesOfOneOrderAreOne() {
    assertSame(TextOrder.of(Locale.ENGLISH), TextOrder.of(Locale.GERMAN));
    assertSame(TextOrder.of(Locale.FRENCH), TextOrder.of(Locale.CANADA_FRENCH));
    assertEquals(View.ALL, View.ALL.in(Locale.ENGLISH));
    assertNotEquals(View.ALL, View.ALL.in(Locale.FRENCH));
    assertEquals(View.ALL.in(Locale.FRENCH), View.ALL.in(Locale.CANADA_FRENCH));
  }

  @Test
  void isATotalOrderThatOnlyEqualTextsTie() {
    long seed = 5;
    var random = new SplittableRandom(seed);
    for (Locale language : LANGUAGES) {
      TextOrder order = TextOrder.of(language);
      var plain = new PlainTextOrder(language);
      List<NaturalText> texts = Stream.generate(() -> text(random)).limit(120).map(order::place).toList();
      for (var a : texts) {
        for (var b : texts) {
          int ab = Integer.signum(a.compareTo(b));
          String told = "seed " + seed + ", " + language + ": " + a + " | " + b;
          assertEquals(-ab, Integer.signum(b.compareTo(a)), told);
          assertEquals(a.toString().equals(b.toString()), ab == 0, told);
          assertEquals(Integer.signum(plain.compare(a.toString(), b.toString())), ab, told);
          for (var c : texts) {
            assertTrue(ab >= 0 || b.compareTo(c) >= 0 || a.compareTo(c) < 0, () -> told + " | " + c);
          }
        }
      }
    }
  }

  @Test
  void manyTextsTogetherStandAsEachByItself() {
    var random = new SplittableRandom(6);
    var texts = new LinkedHashSet<String>(List.of("9".repeat(254), "8".repeat(255), "1" + "0".repeat(5_000)));
    while (texts.size() < 5_000) {
      texts.add(text(random) + "-" + text(random));
    }
    try (var p = new SmallProject()) {
      int property = p.property("text", PropertyType.TEXT);
      int picture = p.picture(p.root("/pictures"), "a.png", 1);
      texts.forEach(t -> p.set(property, t, picture));
      Dictionary all = p.project().state().texts(property);
      TextOrder order = TextOrder.of(Locale.FRENCH);
      var keys = new TextKeys(all, 100, order);
      for (int i = 0; i < 50_000; i++) {
        int a = random.nextInt(100, all.size());
        int b = random.nextInt(100, all.size());
        int expected = order.place(all.get(a)).compareTo(order.place(all.get(b)));
        assertEquals(Integer.signum(expected), Integer.signum(keys.compare(a, b)), () -> all.get(a) + " and " + all.get(b));
      }
    }
  }

  private static String text(SplittableRandom random) {
    var s = new StringBuilder();
    for (int n = random.nextInt(6); n > 0; n--) {
      s.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return s.toString();
  }
}
