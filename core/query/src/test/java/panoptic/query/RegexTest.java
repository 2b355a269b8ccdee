package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import panoptic.model.RefusedException;

class RegexTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "^19[0-9]{2}$", "(?i)héllo", "\\p{Greek}+", "[]a]{3}", "[[:alpha:]]{2,}", "\\Qa{9}{9}{9}{9}\\E", "a{,3}",
      "{", "x{1000}",
      "(a|b|c){100}", "\\x{1F600}", "\\{1000}{100}", "(?P<year>\\d{4})-(?P<month>\\d{2})", "(a*)*b", "a{100}b{100}c{100}"})
  void compilesWhatIsOrdinary(String pattern) {
    assertDoesNotThrow(() -> Regex.compile(pattern));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "(", "a(?=b)", "\\1", "a{1001}", "*a", "(a{1000}){1000}", "((a{100}){100}){100}", "(a{2}){2}{2}{600}",
      "((([a-z]{9}){9}){9}){9}",
      "(?:(?:x{50}){50}){50}", "(\\x{41}{50}){50}", "([^]a]{50}){50}"})
  void refusesWhatIsWrongOrWouldFillTheMemory(String pattern) {
    var e = assertThrows(RefusedException.class, () -> Regex.compile(pattern));
    assertTrue(String.valueOf(e.getMessage()).contains(pattern), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)*c", "(.*)*x", "(?:a?){400}b"})
  void neverExplodes(String pattern) {
    String text = "a".repeat(20_000);
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertFalse(Regex.compile(pattern).matcher(text + "!").find()));
  }

  @ParameterizedTest
  @ValueSource(ints = {499, 1_001, 100_000})
  void survivesDeepNesting(int depth) {
    String pattern = "(".repeat(depth) + "a" + ")".repeat(depth);
    if (pattern.length() > Regex.MAX_LENGTH) {
      assertThrows(RefusedException.class, () -> Regex.compile(pattern));
    } else {
      assertTrue(Regex.compile(pattern).matcher("bab").find());
    }
  }
}
