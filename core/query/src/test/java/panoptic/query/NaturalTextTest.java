package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NaturalTextTest {
  private static final int[] LETTERS = "0019aAé :/\uFFFD😀".codePoints().toArray();

  @Test
  void countsNumbersAndFoldsLetters() {
    List<String> right = List.of("#", "01", "1", "2", "10", "a", "a 10", "A2", "a02", "a10", "a10b", "a1000000000000000000000000", "Äpfel",
        "apfel2",
        "b", "É", "é", "f", "z", "\uFFFD", "\uD83D\uDE00");
    var sorted = new ArrayList<>(right.reversed());
    sorted.sort((a, b) -> NaturalText.of(a).compareTo(NaturalText.of(b)));
    assertEquals(right.toString(), sorted.toString());
  }

  @Test
  void isATotalOrderThatOnlyEqualTextsTie() {
    long seed = 5;
    var random = new SplittableRandom(seed);
    var texts = new ArrayList<NaturalText>();
    for (int i = 0; i < 200; i++) {
      var s = new StringBuilder();
      for (int n = random.nextInt(6); n > 0; n--) {
        s.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
      }
      texts.add(NaturalText.of(s.toString()));
    }
    for (var a : texts) {
      for (var b : texts) {
        int ab = Integer.signum(a.compareTo(b));
        assertEquals(-ab, Integer.signum(b.compareTo(a)), () -> "seed " + seed + ": " + a + " " + b);
        assertEquals(a.exact().equals(b.exact()), ab == 0, () -> "seed " + seed + ": " + a + " " + b);
        for (var c : texts) {
          if (ab < 0 && b.compareTo(c) < 0) {
            assertTrue(a.compareTo(c) < 0, () -> "seed " + seed + ": " + a + " " + b + " " + c);
          }
        }
      }
    }
  }
}
