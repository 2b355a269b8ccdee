package panoptic.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatTest {
  @ParameterizedTest
  @CsvSource({"TEXT, élan", "URL, https://example.org/a", "NUMBER, -1.5", "NUMBER, 0", "DATE, 1968-05", "COLOR, 11", "CHECKBOX, false",
      "PATH, a/b"})
  void textAndJsonAreReadBackToTheSameValue(PropertyType type, String text) {
    Value value = present(ValueFormat.parseText(type, text));
    assertEquals(text, ValueFormat.text(value));
    assertEquals(value, ValueFormat.parse(type, ValueFormat.json(value)));
    assertEquals(0, ValueFormat.compare(value, value));
  }

  private static Value present(@org.jspecify.annotations.Nullable Value value) {
    return java.util.Objects.requireNonNull(value);
  }

  @Test
  void emptyIsNoValue() {
    assertNull(ValueFormat.parse(PropertyType.NUMBER, null));
    assertNull(ValueFormat.parse(PropertyType.TEXT, ""));
    assertNull(ValueFormat.parse(PropertyType.DATE, List.of()));
  }

  @ParameterizedTest
  @CsvSource({"NUMBER, one", "COLOR, 12", "COLOR, -1", "COLOR, 1.5", "CHECKBOX, yes", "DATE, 1968-13"})
  void refusesWhatTheTypeDoesNotTake(PropertyType type, String text) {
    var e = assertThrows(RefusedException.class, () -> ValueFormat.parseText(type, text));
    assertEquals(ErrorCode.INVALID, e.code());
    assertTrue(e.getMessage().contains(text), e.getMessage());
  }

  @Test
  void refusesNumbersThatCannotBeKeptAndHalfCharacters() {
    assertThrows(RefusedException.class, () -> ValueFormat.parse(PropertyType.NUMBER, Double.NaN));
    assertThrows(RefusedException.class, () -> ValueFormat.parse(PropertyType.NUMBER, (1L << 53) + 1));
    assertThrows(RefusedException.class,
        () -> ValueFormat.parse(PropertyType.NUMBER, java.math.BigInteger.TWO.pow(70).add(java.math.BigInteger.ONE)));
    assertThrows(RefusedException.class, () -> ValueFormat.parse(PropertyType.TEXT, "a\ud800b"));
    assertThrows(RefusedException.class, () -> ValueFormat.parse(PropertyType.TEXT, "x".repeat(ValueFormat.MAX_TEXT + 1)));
  }
}
