package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import panoptic.model.PartialDate;

class DatesTest {

  /// Columns: the date of a picture, the date asked for, and which of `equal lower leq greater geq` hold.
  @ParameterizedTest
  @CsvSource(textBlock = """
      1968,                        1968,                      equal leq geq
      1968-05,                     1968,                      equal leq geq
      1968-01,                     1968,                      equal leq geq
      1968-12-31T23:59:59,         1968,                      equal leq geq
      1969,                        1968,                      greater geq
      1969-01-01T00:00:00,         1968,                      greater geq
      1967,                        1968,                      lower leq
      1967-12-31,                  1968,                      lower leq
      1968,                        1968-05,
      1968,                        1968-01,                   geq
      1968,                        1968-12,                   leq
      1968-05-06,                  1968-05-06T14,
      1968-05-06,                  1968-05-06T00,             geq
      1968-05-06T14:30+02:00,      1968-05-06T14:30,          equal leq geq
      1968-05-06T14:30+02:00,      1968-05-06T12:30Z,         equal leq geq
      1968-05-06T14:30+02:00,      1968-05-06T13:30Z,         lower leq
      1968-05-06T14:30,            1968-05-06T14:30Z,         equal leq geq
      1968-05-06T14:30,            1968-05-06T14:30+02:00,    greater geq
      1968-01-01T00:30+02:00,      1968,                      equal leq geq
      1967-12-31T23:30-02:00,      1968,                      lower leq
      1968,                        1968-05-06T14:30Z,
      -0043-03-15,                 -0043,                     equal leq geq
      -0044,                       -0043,                     lower leq
      0000,                        -0043,                     greater geq
      9999-12-31,                  9999,                      equal leq geq
      """)
  void compareByTheWholeSpan(String date, String asked, String holds) {
    var d = PartialDate.parse(date);
    var out = new StringBuilder();
    Function<Function<PartialDate, Predicate<PartialDate>>, Boolean> test = f -> f.apply(PartialDate.parse(asked)).test(d);
    out.append(test.apply(Dates::within) ? "equal " : "");
    out.append(test.apply(Dates::before) ? "lower " : "");
    out.append(test.apply(Dates::notAfter) ? "leq " : "");
    out.append(test.apply(Dates::after) ? "greater " : "");
    out.append(test.apply(Dates::notBefore) ? "geq " : "");
    assertEquals(holds == null ? "" : holds, out.toString().strip());
  }

  /// Now is 2026-11-22T10:00Z.
  @ParameterizedTest
  @CsvSource(textBlock = """
      2026-11-22T09:59Z,       DAY,    1,  true
      2026-11-22T10:00:00Z,    DAY,    1,  true
      2026-11-22T10:00:01Z,    DAY,    1,  false
      2026-11-21T10:00:00Z,    DAY,    1,  true
      2026-11-21T09:59:59Z,    DAY,    1,  false
      2026-11-22T12:30+03:00,  HOUR,   1,  true
      2026-11-22,              DAY,    1,  true
      2026-11-21,              DAY,    1,  true
      2026-11-20,              DAY,    1,  true
      2026-11-19,              DAY,    1,  false
      2026-11-23T00:00,        DAY,    1,  true
      2026-11-23T00:01,        DAY,    1,  false
      2026-11,                 DAY,    30, false
      2026-11,                 MONTH,  1,  true
      2026-10,                 MONTH,  1,  true
      2026-09,                 MONTH,  1,  false
      2026,                    MONTH,  12, false
      2026-11-15,              WEEK,   1,  true
      2026-11-13,              WEEK,   1,  false
      2025,                    YEAR,   1,  true
      2024,                    YEAR,   1,  false
      2026-03-01,              YEAR,   1,  true
      -0043,                   YEAR,   1000000, true
      2027,                    YEAR,   1,  false
      """)
  void areRecentWhenTheyTouchTheTimeUntilNow(String date, Step.OfDates.Unit unit, int count, boolean recent) {
    var now = Instant.parse("2026-11-22T10:00:00Z");
    assertEquals(recent, Dates.last(new Step.OfDates(unit, count), now).test(PartialDate.parse(date)));
  }
}
