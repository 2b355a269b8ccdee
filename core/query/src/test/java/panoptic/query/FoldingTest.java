package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {

  @ParameterizedTest
  @CsvSource(textBlock = """
      Poster,        poster
      POSTÉR,        poster
      'e\u0301te\u0301', ete
      Straße,        strasse
      STRASSE,       strasse
      STRAẞE,        strasse
      İstanbul,      istanbul
      ISTANBUL,      istanbul
      ıstanbul,      istanbul
      ΟΔΟΣ,          οδοσ
      οδός,          οδοσ
      Łódź,          lodz
      Ærø,           aero
      Œuvre,         oeuvre
      ﬁn,            fin
      Ｐａｒｉｓ,     paris
      Ёлка,          елка
      שָׁלוֹם,        שלום
      مُحَمَّد,        محمد
      2½,            2½
      """)
  void dropsCaseAndAccents(String text, String folded) {
    assertEquals(Folding.fold(folded), Folding.fold(text));
    if (!folded.contains("½")) {
      assertEquals(folded, Folding.fold(text));
    }
  }

  @Test
  void keepsSignsThatMakeAnotherLetter() {
    assertEquals("が", Folding.fold("が"));
    assertEquals("が", Folding.fold("か\u3099"));
    assertEquals("किताब", Folding.fold("किताब"));
    assertEquals("ที่", Folding.fold("ที่"));
    assertEquals("한국", Folding.fold("한국"));
  }

  @Test
  void isTheSameUnderAnyLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      assertEquals("title i", Folding.fold("TITLE I"));
      assertEquals("eti i", Folding.fold("ÉTI İ"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void changesNothingTheSecondTime() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.isDefined(c)) {
        String once = Folding.fold("a" + Character.toString(c) + "b");
        assertEquals(once, Folding.fold(once), () -> "of a code point");
      }
    }
  }

  @Test
  void foldsBothCasesOfEveryLetterAlike() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.isLetter(c) && Character.toLowerCase(Character.toUpperCase(c)) == c) {
        assertEquals(Folding.fold(Character.toString(c)), Folding.fold(Character.toString(Character.toUpperCase(c))),
            "U+" + Integer.toHexString(c));
      }
    }
  }

  @Test
  void foldsLettersOneByOneAsItFoldsThemTogether() {
    long seed = 3;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      String text = random.ints(6, 0, 0x300).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
      assertEquals(Folding.fold(text + "中"), Folding.fold(text) + "中", () -> "seed " + seed);
    }
  }
}
