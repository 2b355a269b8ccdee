package panoptic.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AsciiMatcherTest {
  private static final int SCALE = Integer.getInteger("panoptic.scale", 1);
  private static final List<String> PIECES = List.of("a", "b", "c", "B", "-", " ", "1", "é", ".", "[a-c]", "[^a]", "[b1-]", "[^\\d]",
      "[é-ü]", "[]a]", "\\d", "\\w", "\\S", "\\s", "\\.", "^", "$",
      "(", "(?:", ")", "|", "*", "+", "?", "*?", "{2}", "{1,3}", "{2,}", "\\b", "[[:alpha:]]", "\\n", "(?i)", "(?s)", "\\x41", "\\pL", "]",
      "}");
  private static final List<String> LETTERS = List.of("a", "b", "c", "A", "B", "-", " ", "1", "\n", "é", "K", "k", "x", ".");

  @Test
  void findsWhatRe2Finds() {
    int seed = 11;
    var random = new SplittableRandom(seed);
    int tables = 0;
    int found = 0;
    int compared = 0;
    for (int i = 0; i < 40_000 * SCALE; i++) {
      var pattern = new StringBuilder(random.nextInt(8) == 0 ? "(?i)" : "");
      for (int n = random.nextInt(1, 8); n > 0; n--) {
        pattern.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      Pattern re2;
      try {
        re2 = Pattern.compile(pattern.toString());
      } catch (PatternSyntaxException e) {
        continue;
      }
      AsciiMatcher matcher = AsciiMatcher.of(re2);
      tables += matcher.hasTable() ? 1 : 0;
      for (int t = 0; t < 12; t++) {
        var text = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--) {
          text.append(LETTERS.get(random.nextInt(LETTERS.size())));
        }
        boolean expected = re2.matcher(text).find();
        byte[] bytes = ("##" + text + "##").getBytes(UTF_8);
        assertEquals(expected, matcher.test(bytes, 2, bytes.length - 2), "seed " + seed + ": /" + pattern + "/ in \"" + text + "\"");
        found += expected ? 1 : 0;
        compared++;
      }
    }
    assertTrue(tables > 5_000 && found > compared / 10 && found < compared * 9 / 10,
        tables + " tables, " + found + " of " + compared + " found");
  }

  @Test
  void goesByATableWherePeopleUseToAsk() {
    for (String usual : List.of("strike", "^IMG_\\d+\\.jpe?g$", "(?i)poster|affiche", "19[3-6]\\d", "\\s+$", "été", "^[A-Z]{2}-\\d{4,7}$",
        "by the [a-z ]*$", "a.*b.*c")) {
      assertTrue(AsciiMatcher.of(Pattern.compile(usual)).hasTable(), usual);
    }
  }

  @Test
  void leavesToRe2WhatNeedsTooLargeATable() {
    assertFalse(AsciiMatcher.of(Pattern.compile("a.{12}b.{12}c")).hasTable());
    assertFalse(AsciiMatcher.of(Pattern.compile("\\bword\\b")).hasTable());
  }
}
