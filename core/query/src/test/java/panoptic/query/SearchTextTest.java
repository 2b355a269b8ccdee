package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTextTest {

  @Test
  void wordsAreLookedForOneByOneAndPhrasesAsTheyStand() {
    assertEquals(List.of("red", "flag"), SearchText.pieces("  Red \t flag"));
    assertEquals(List.of("red  flag", "ete"), SearchText.pieces("\"Red  flag\" été"));
    assertEquals(List.of("a", "b"), SearchText.pieces("\"a\"b"));
    assertEquals(List.of("5\"x7\""), SearchText.pieces("5\"x7\""));
    assertEquals(List.of("say \"yes\"", "c:\\d", "e\nf"), SearchText.pieces("\"say \\\"yes\\\"\" \"c:\\\\d\" \"e\\nf\""));
    assertEquals(List.of("c:\\d"), SearchText.pieces("\"c:\\d\""));
  }

  @Test
  void whatIsNotClosedLastsToTheEndAndWhatIsEmptyIsNotLookedFor() {
    assertEquals(List.of("red flag"), SearchText.pieces("\"red flag "));
    assertEquals(List.of(), SearchText.pieces(" \"\" \"  \" \""));
    assertEquals(List.of("a\\"), SearchText.pieces("\"a\\"));
  }
}
