package panoptic.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FoldedSearchTest {
  private static final int SCALE = Integer.getInteger("panoptic.scale", 1);
  private static final List<String> LETTERS = List.of("a", "A", "b", "B", "`", "@", "{", "z", "Z", " ", "0", "\0", "\u0001", "\u007f", "é",
      "e\u0301", "ß", "ﬁ", "日");

  @Test
  void findsWhatFoldedTextsHold() {
    int seed = 3;
    var random = new SplittableRandom(seed);
    int found = 0;
    int tried = 200_000 * SCALE;
    for (int i = 0; i < tried; i++) {
      int kinds = random.nextInt(4) == 0 ? LETTERS.size() : LETTERS.size() - 5;
      String text = text(random, random.nextInt(30), kinds);
      String wanted = Folding.fold(
          random.nextBoolean() && text.length() > 3 ? text.substring(1, random.nextInt(2, 4)) : text(random, random.nextInt(4), kinds));
      byte[] bytes = ("a" + text + "ab").getBytes(UTF_8);
      String told = "seed " + seed + ": \"" + wanted + "\" in \"" + text + "\"";
      boolean holds = Folding.fold(text).contains(wanted);
      assertEquals(holds, new FoldedSearch(wanted, false).test(bytes, 1, bytes.length - 2), told);
      assertEquals(Folding.fold(text).startsWith(wanted), new FoldedSearch(wanted, true).test(bytes, 1, bytes.length - 2), told);
      found += holds ? 1 : 0;
    }
    assertTrue(found > tried / 5 && found < tried * 4 / 5, found + " of " + tried);
  }

  private static String text(SplittableRandom random, int length, int kinds) {
    var out = new StringBuilder();
    for (int n = length; n > 0; n--) {
      out.append(LETTERS.get(random.nextInt(kinds)));
    }
    return out.toString();
  }
}
