package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import panoptic.model.DatePrecision;
import panoptic.model.PartialDate;
import panoptic.query.Step.OfDates.Unit;

class StepTest {

  @ParameterizedTest
  @CsvSource(textBlock = """
      1968-05-06,             YEAR,   1,    1968,               1968
      1968-05-06,             YEAR,   10,   1960,               1960 – 1969
      1968,                   YEAR,   100,  1900,               1900 – 1999
      -0043-03-15,            YEAR,   10,   -0050,              -0050 – -0041
      -0001,                  YEAR,   10,   -0010,              -0010 – -0001
      0000,                   YEAR,   10,   0000,               0000 – 0009
      1968-05-06,             MONTH,  1,    1968-05,            1968-05
      1968-12,                MONTH,  3,    1968-10,            1968-10 – 1968-12
      -0001-12,               MONTH,  5,    -0001-08,           -0001-08 – -0001-12
      1968,                   MONTH,  1,    1968,               1968
      1968-05,                DAY,    1,    1968-05,            1968-05
      2026-11-22,             WEEK,   1,    2026-11-16,         2026-11-16 – 2026-11-22
      2026-11-23,             WEEK,   1,    2026-11-23,         2026-11-23 – 2026-11-29
      1970-01-01,             WEEK,   1,    1969-12-29,         1969-12-29 – 1970-01-04
      2027-01-01,             WEEK,   1,    2026-12-28,         2026-12-28 – 2027-01-03
      2026-11,                WEEK,   1,    2026-11,            2026-11
      1969-12-31T23:59:59,    DAY,    1,    1969-12-31,         1969-12-31
      2024-02-29T12,          DAY,    1,    2024-02-29,         2024-02-29
      2026-11-22T17:31+05:30, HOUR,   6,    2026-11-22T12,      2026-11-22T12 – 2026-11-22T17
      2026-11-22T17:31+05:30, MINUTE, 15,   2026-11-22T17:30,   2026-11-22T17:30 – 2026-11-22T17:44
      2026-11-22T23:31-05:00, DAY,    1,    2026-11-22,         2026-11-22
      2026-11-22T17:31:05,    SECOND, 1,    2026-11-22T17:31:05,2026-11-22T17:31:05
      -9999-01-01,            YEAR,   10,   -9999,              -9999 – -9991
      9999-12-31,             YEAR,   10,   9990,               9990 – 9999
      9999-12-31,             YEAR,   1000000, 0000,            0000 – 9999
      9999-12-31,             WEEK,   1,    9999-12-27,         9999-12-27 – 9999-12-31
      """)
  void datesFallIntoStepsOfTheCalendar(String date, Unit unit, int count, String start, String name) {
    var step = new Step.OfDates(unit, count);
    PartialDate begins = step.start(PartialDate.parse(date));
    assertEquals(start, begins.toString());
    assertEquals(name, step.name(begins));
  }

  @Test
  void stepsOfDatesNeitherOverlapNorLeaveGaps() {
    long seed = 11;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      var step = new Step.OfDates(Unit.values()[random.nextInt(Unit.values().length)], 1 + random.nextInt(12));
      var date = new PartialDate(random.nextLong(-370_000_000_000L, 250_000_000_000L), DatePrecision.SECOND, PartialDate.LOCAL);
      PartialDate start = step.start(date);
      PartialDate next = step.start(new PartialDate(step.unit().plus(start.clock(), step.count()).toEpochSecond(java.time.ZoneOffset.UTC),
          DatePrecision.SECOND, PartialDate.LOCAL));
      String told = "seed " + seed + ": " + step + " of " + date + " from " + start + " to " + next;
      assertTrue(start.seconds() <= date.seconds() && date.seconds() < next.seconds(), told);
      assertEquals(step.unit().plus(start.clock(), step.count()), next.clock(), told);
      assertEquals(start, step.start(start), told);
      if (step.unit() == Unit.WEEK) {
        assertEquals(DayOfWeek.MONDAY, start.clock().getDayOfWeek(), told);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      0,      10,   0,    10
      9.99,   10,   0,    10
      10,     10,   10,   20
      -1,     10,   -10,  0
      -10,    10,   -10,  0
      0.3,    0.1,  0.3,  0.4
      0.29,   0.1,  0.2,  0.3
      1968,   2.5,  1967.5, 1970
      1e300,  1e-3, 1e300, 1e300
      -0.0,   1,    0,    1
      """)
  void numbersFallIntoMultiplesOfTheStep(double number, double count, double start, double end) {
    var step = new Step.OfNumbers(count);
    assertEquals(start, step.start(number));
    assertEquals(end, step.end(step.start(number)));
  }
}
