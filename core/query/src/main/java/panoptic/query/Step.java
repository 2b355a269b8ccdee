package panoptic.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import panoptic.model.DatePrecision;
import panoptic.model.PartialDate;

/// The width of groups that join neighbouring numbers or dates.
public sealed interface Step {

  /// From one multiple of `count` up to, and without, the next.
  record OfNumbers(double count) implements Step {
    public OfNumbers {
      if (!(count > 0) || !Double.isFinite(count)) {
        throw new IllegalArgumentException("a step of " + count);
      }
    }

    /// Returns the greatest multiple of the step that is not above a number. Reckoned in decimals: 0.3 begins a step of 0.1.
    double start(double number) {
      return multiple(number).doubleValue();
    }

    /// Returns the first number after the step that begins at `start`.
    double end(double start) {
      return multiple(start).add(BigDecimal.valueOf(count)).doubleValue();
    }

    private BigDecimal multiple(double number) {
      BigDecimal width = BigDecimal.valueOf(count);
      return BigDecimal.valueOf(number).divide(width, 0, RoundingMode.FLOOR).multiply(width);
    }
  }

  /// Some years, months, … by the clock of each date's own zone.
  ///
  /// Years and months are counted from the year 0, all else from 1970-01-01T00:00; weeks from the Monday before it.
  record OfDates(Unit unit, int count) implements Step {
    public static final int MAX_COUNT = 1_000_000;

    /// What is counted, and how much of a date must be known to say in which one it lies.
    public enum Unit {
      YEAR(DatePrecision.YEAR, 0), MONTH(DatePrecision.MONTH, 0), WEEK(DatePrecision.DAY, 7 * 86_400L), DAY(DatePrecision.DAY, 86_400L),
      HOUR(DatePrecision.HOUR, 3_600L), MINUTE(DatePrecision.MINUTE, 60L), SECOND(DatePrecision.SECOND, 1L);

      final DatePrecision precision;
      /// 0 where units differ in length.
      final long seconds;

      Unit(DatePrecision precision, long seconds) {
        this.precision = precision;
        this.seconds = seconds;
      }

      /// Returns the second from which units of one length are counted.
      long from() {
        return this == WEEK ? MONDAY : 0;
      }

      /// Tells whether a date is known precisely enough to be counted in this unit.
      boolean resolves(PartialDate date) {
        return date.precision().compareTo(precision) >= 0;
      }

      LocalDateTime plus(LocalDateTime t, long units) {
        return switch (this) {
          case YEAR -> t.plusYears(units);
          case MONTH -> t.plusMonths(units);
          case WEEK, DAY, HOUR, MINUTE, SECOND -> t.plusSeconds(units * seconds);
        };
      }
    }

    private static final LocalDateTime FIRST = LocalDateTime.of(-9999, 1, 1, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(9999, 12, 31, 23, 59, 59);
    private static final long MONDAY = -3 * 86_400L;

    public OfDates {
      if (count < 1 || count > MAX_COUNT) {
        throw new IllegalArgumentException("a step of " + count);
      }
    }

    /// Returns the beginning of the step that a date lies in, as precise as the unit; a date of less precision stands for itself.
    PartialDate start(PartialDate date) {
      return unit.resolves(date) ? at(begin(date.clock())) : date;
    }

    /// Returns what the step that begins at `start` is called: `1968-05`, or its first and last unit: `1960 – 1969`.
    String name(PartialDate start) {
      if (!unit.resolves(start) || count == 1 && unit != Unit.WEEK) {
        return start.toString();
      }
      return start + " – " + last(start);
    }

    /// Returns the last unit of the step that begins at `start`.
    PartialDate last(PartialDate start) {
      return at(next(start).minusSeconds(1));
    }

    /// Returns when the step after the one that begins at `start` begins.
    LocalDateTime next(PartialDate start) {
      return unit.plus(begin(start.clock()), count);
    }

    private LocalDateTime begin(LocalDateTime t) {
      return switch (unit) {
        case YEAR -> LocalDate.of(floor(t.getYear(), count), 1, 1).atStartOfDay();
        case MONTH -> {
          int months = floor(t.getYear() * 12 + t.getMonthValue() - 1, count);
          yield LocalDate.of(Math.floorDiv(months, 12), Math.floorMod(months, 12) + 1, 1).atStartOfDay();
        }
        case WEEK, DAY, HOUR, MINUTE, SECOND -> {
          long from = unit.from();
          long width = unit.seconds * count;
          yield LocalDateTime.ofEpochSecond(Math.floorDiv(t.toEpochSecond(ZoneOffset.UTC) - from, width) * width + from, 0, ZoneOffset.UTC);
        }
      };
    }

    private static int floor(int n, int width) {
      return Math.floorDiv(n, width) * width;
    }

    /// Cuts a time to the unit and to the years that dates have.
    private PartialDate at(LocalDateTime t) {
      LocalDateTime in = t.isBefore(FIRST) ? FIRST : t.isAfter(LAST) ? LAST : t;
      LocalDateTime cut = switch (unit.precision) {
        case YEAR -> LocalDate.of(in.getYear(), 1, 1).atStartOfDay();
        case MONTH -> LocalDate.of(in.getYear(), in.getMonth(), 1).atStartOfDay();
        case DAY -> in.toLocalDate().atStartOfDay();
        case HOUR -> in.withMinute(0).withSecond(0);
        case MINUTE -> in.withSecond(0);
        case SECOND -> in;
      };
      return new PartialDate(cut.toEpochSecond(ZoneOffset.UTC), unit.precision, PartialDate.LOCAL);
    }
  }
}
