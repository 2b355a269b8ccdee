package panoptic.query;

import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.PropertyType;

/// Joins cells that certainly stand in one group of a step, so that a group is found once for many: cells of one number stand together; those of two may too.
interface Coarse {
  /// Says of a cell that it is to be asked by itself.
  long ALONE = Long.MIN_VALUE;

  long of(long cell);

  /// Returns how the 64-bit cells of a property are joined.
  static Coarse of(Property p, @Nullable Step step) {
    boolean isFileTime = p.id() == Computed.FILE_TIME;
    return switch (step) {
      case Step.OfDates dates when isFileTime -> cell -> date(dates, Math.floorDiv(cell, 1000L), true);
      case Step.OfDates dates -> {
        int least = dates.unit().precision.ordinal();
        yield cell -> date(dates, cell >> 15, (int) (cell >> 12 & 7) >= least);
      }
      case Step.OfNumbers numbers when p.type() == PropertyType.NUMBER && CellSource.areDoubles(p) ->
        cell -> number(numbers.count(), Double.longBitsToDouble(cell));
      case Step.OfNumbers numbers -> cell -> number(numbers.count(), (double) cell);
      case null -> isFileTime ? cell -> Math.floorDiv(cell, 1000L) : _ -> ALONE;
    };
  }

  /// The number of the step by whole numbers; a quotient that is nearly whole is left to decimals.
  private static long number(double count, double number) {
    double quotient = number / count;
    double whole = Math.floor(quotient);
    boolean isExact = count == Math.rint(count) && number == Math.rint(number) && Math.abs(number) < 1L << 52 && count < 1L << 52;
    if (isExact) {
      return Math.floorDiv((long) number, (long) count);
    }
    double near = 1e-6 * Math.max(1, Math.abs(quotient) * 1e-6);
    boolean isClear = Math.abs(quotient) < 1L << 50 && quotient - whole > near && whole + 1 - quotient > near;
    return isClear ? (long) whole : ALONE;
  }

  /// The number of the step; what is known less precisely stands by itself.
  private static long date(Step.OfDates step, long seconds, boolean isPrecise) {
    if (!isPrecise) {
      return ALONE;
    }
    if (step.unit().seconds != 0) {
      return Math.floorDiv(seconds - step.unit().from(), step.unit().seconds * step.count());
    }
    long month = month(Math.floorDiv(seconds, 86_400L));
    return Math.floorDiv(month, step.unit() == Step.OfDates.Unit.YEAR ? 12L * step.count() : step.count());
  }

  /// Returns the month that a day since 1970-01-01 lies in, counted from January of the year 0, by the proleptic Gregorian calendar. After Howard Hinnant,
  /// *chrono-Compatible Low-Level Date Algorithms*: years that begin in March, eras of 400 of them.
  static long month(long day) {
    long z = day + 719_468;
    long era = Math.floorDiv(z, 146_097L);
    long ofEra = z - era * 146_097;
    long yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    long dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long fromMarch = (5 * dayOfYear + 2) / 153;
    return 12 * (yearOfEra + 400 * era) + fromMarch + 2;
  }
}
