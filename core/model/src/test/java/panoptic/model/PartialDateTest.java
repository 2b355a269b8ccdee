package panoptic.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialDateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"1968", "1968-05", "1968-05-06", "1968-05-06T14", "1968-05-06T14:30+02:00", "1968-05-06T14:30:10Z", "-0043", "-9999-12-31",
          "9999-12-31T23:59:59-18:00", "0000-02-29", "0999-01-01T00:00"})
  void isReadBackFromItsTextAndItsBits(String text) {
    PartialDate date = PartialDate.parse(text);
    assertEquals(text, date.toString());
    assertEquals(date, PartialDate.ofBits(date.toBits()));
    assertTrue(date.start() < date.end());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "68", "1968-13", "1967-02-29", "1968-05-06Z", "1968-05-06T24:00", "1968-05-06T14:60",
      "1968-05-06T14:30+19:00", "today"})
  void refusesWhatIsNoDateNamingIt(String text) {
    var e = assertThrows(RefusedException.class, () -> PartialDate.parse(text));
    assertEquals(ErrorCode.INVALID, e.code());
    assertTrue(e.getMessage().contains("\"" + text + "\""), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1968-05-06T14:30:10.25Z", "1968-05-06T14:30:10,999Z"})
  void cutsFractionsOfASecond(String text) {
    assertEquals("1968-05-06T14:30:10Z", PartialDate.parse(text).toString());
  }
}
