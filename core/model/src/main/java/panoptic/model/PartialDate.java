package panoptic.model;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A date known to some precision, in a zone or local: ISO 8601 cut where knowledge ends (`1968`, `1968-05`, `1968-05-06T14:30+02:00`).
///
/// It stands for the whole span it names: 1968 is the year from its first second to its last. Years run from -9999 to 9999 in the
/// proleptic Gregorian calendar; year 0 is 1 BC, so `-0043` is 44 BC. `seconds` counts from 1970-01-01T00:00 by the clock of the
/// date's own zone, at the start of the span; `offsetMinutes` is the zone's distance from UTC (-1080..1080), or [#LOCAL].
public record PartialDate(long seconds, DatePrecision precision, int offsetMinutes) implements Comparable<PartialDate> {
  public static final int LOCAL = Integer.MIN_VALUE;
  private static final int MAX_OFFSET = 18 * 60;
  private static final Pattern ISO = Pattern.compile(
      "([+-]?\\d{4})(?:-(\\d{2})(?:-(\\d{2})(?:[T ](\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:[.,]\\d{1,9})?)?)?(Z|[+-]\\d{2}(?::?\\d{2})?)?)?)?)?");

  public PartialDate {
    if (offsetMinutes != LOCAL && Math.abs(offsetMinutes) > MAX_OFFSET) {
      throw new IllegalArgumentException("offset of " + offsetMinutes + " minutes");
    }
    if (offsetMinutes != LOCAL && precision.compareTo(DatePrecision.HOUR) < 0) {
      throw new IllegalArgumentException("a zone without an hour");
    }
  }

  /// Reads the ISO form; fractions of a second are cut. Refuses what is no date of the calendar, naming it.
  public static PartialDate parse(String text) {
    Matcher m = ISO.matcher(text);
    if (!m.matches()) {
      throw refused(text, "is not written as 1968, 1968-05, 1968-05-06 or 1968-05-06T14:30:00+02:00");
    }
    var precision = DatePrecision.SECOND;
    int[] part = {0, 1, 1, 0, 0, 0};
    for (int i = 0; i < part.length; i++) {
      String digits = m.group(i + 1);
      if (digits == null) {
        precision = DatePrecision.values()[i - 1];
        break;
      }
      part[i] = Integer.parseInt(digits);
    }
    try {
      long seconds = LocalDateTime.of(part[0], part[1], part[2], part[3], part[4], part[5]).toEpochSecond(ZoneOffset.UTC);
      return new PartialDate(seconds, precision, offset(m.group(7)));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw refused(text, "does not exist in the calendar");
    }
  }

  private static int offset(@org.jspecify.annotations.Nullable String zone) {
    return zone == null ? LOCAL : ZoneOffset.of(zone).getTotalSeconds() / 60;
  }

  private static RefusedException refused(String text, String why) {
    return new RefusedException(ErrorCode.INVALID, "the date \"" + text + "\" " + why);
  }

  /// Returns the first second of the span, in seconds since 1970-01-01T00:00Z; a local date counts as if in UTC.
  public long start() {
    return offsetMinutes == LOCAL ? seconds : seconds - offsetMinutes * 60L;
  }

  /// Returns the first second after the span.
  public long end() {
    LocalDateTime t = clock();
    LocalDateTime next = switch (precision) {
      case YEAR -> t.plusYears(1);
      case MONTH -> t.plusMonths(1);
      case DAY -> t.plusDays(1);
      case HOUR -> t.plusHours(1);
      case MINUTE -> t.plusMinutes(1);
      case SECOND -> t.plusSeconds(1);
    };
    return start() + next.toEpochSecond(ZoneOffset.UTC) - seconds;
  }

  /// Returns the start of the span by the clock of the date's own zone.
  public LocalDateTime clock() {
    return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
  }

  /// Packs the date into 64 bits: seconds, 3 bits of precision, 12 bits of offset + 1081 (0 = local).
  public long toBits() {
    int offset = offsetMinutes == LOCAL ? 0 : offsetMinutes + MAX_OFFSET + 1;
    return seconds << 15 | (long) precision.ordinal() << 12 | offset;
  }

  public static PartialDate ofBits(long bits) {
    int offset = (int) (bits & 0xfff);
    return new PartialDate(bits >> 15, DatePrecision.values()[(int) (bits >> 12 & 7)], offset == 0 ? LOCAL : offset - MAX_OFFSET - 1);
  }

  /// Orders by start, the wider span first.
  @Override
  public int compareTo(PartialDate o) {
    int c = Long.compare(start(), o.start());
    if (c == 0) {
      c = precision.compareTo(o.precision);
    }
    return c != 0 ? c : Integer.compare(offsetMinutes, o.offsetMinutes);
  }

  /// Returns the ISO form, which [#parse] reads back to an equal date.
  @Override
  public String toString() {
    LocalDateTime t = clock();
    var out = new StringBuilder(25);
    if (t.getYear() < 0) {
      out.append('-');
    }
    digits(out, Math.abs(t.getYear()), 4);
    int[] parts = {t.getMonthValue(), t.getDayOfMonth(), t.getHour(), t.getMinute(), t.getSecond()};
    for (int i = 0; i < precision.ordinal(); i++) {
      digits(out.append("--T::".charAt(i)), parts[i], 2);
    }
    if (offsetMinutes == 0) {
      out.append('Z');
    } else if (offsetMinutes != LOCAL) {
      digits(out.append(offsetMinutes < 0 ? '-' : '+'), Math.abs(offsetMinutes) / 60, 2);
      digits(out.append(':'), Math.abs(offsetMinutes) % 60, 2);
    }
    return out.toString();
  }

  private static void digits(StringBuilder out, int n, int width) {
    String s = Integer.toString(n);
    out.repeat('0', width - s.length()).append(s);
  }
}
