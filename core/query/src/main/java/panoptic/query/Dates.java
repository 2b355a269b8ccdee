package panoptic.query;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import panoptic.model.Computed;
import panoptic.model.DatePrecision;
import panoptic.model.PartialDate;
import panoptic.model.Property;

/// How dates of different precision compare: each is the whole span that it names, and a comparison holds when it holds for all of the span.
///
/// A question without a zone is about the clock of each date's own zone; a question with a zone is about instants, and then a date without a
/// zone counts as UTC.
final class Dates {
  private static final long BEHIND = 12 * 3_600L;
  private static final long AHEAD = 14 * 3_600L;

  /// From the second `from` on, before the second `to`.
  private record Span(long from, long to) {
  }

  private Dates() {}

  /// Holds for dates that lie within the one asked for: 1968-05 within 1968, not 1968 within 1968-05.
  static Predicate<PartialDate> within(PartialDate asked) {
    Span q = of(asked, asked);
    return d -> {
      Span s = of(d, asked);
      return s.from >= q.from && s.to <= q.to;
    };
  }

  /// Holds for dates that end before the one asked for begins.
  static Predicate<PartialDate> before(PartialDate asked) {
    Span q = of(asked, asked);
    return d -> of(d, asked).to <= q.from;
  }

  /// Holds for dates that begin after the one asked for has ended.
  static Predicate<PartialDate> after(PartialDate asked) {
    Span q = of(asked, asked);
    return d -> of(d, asked).from >= q.to;
  }

  /// Holds for dates that do not begin before the one asked for.
  static Predicate<PartialDate> notBefore(PartialDate asked) {
    Span q = of(asked, asked);
    return d -> of(d, asked).from >= q.from;
  }

  /// Holds for dates that end no later than the one asked for.
  static Predicate<PartialDate> notAfter(PartialDate asked) {
    Span q = of(asked, asked);
    return d -> of(d, asked).to <= q.to;
  }

  /// Tells whether there is a date not before the one and not after the other.
  static boolean isRange(PartialDate lower, PartialDate upper) {
    return of(lower, lower).from < of(upper, upper).to;
  }

  /// Holds for dates that touch the time from some units ago until now and are known as precisely as the unit.
  ///
  /// Nobody knows the zone of a local date, so its clock may be up to 12 hours behind UTC or 14 ahead.
  static Predicate<PartialDate> last(Step.OfDates step, Instant now) {
    long end = now.getEpochSecond();
    long begin = step.unit().plus(LocalDateTime.ofEpochSecond(end, 0, ZoneOffset.UTC), -step.count()).toEpochSecond(ZoneOffset.UTC);
    return d -> {
      boolean local = d.offsetMinutes() == PartialDate.LOCAL;
      return step.unit().resolves(d) && d.start() <= end + (local ? AHEAD : 0) && d.end() > begin - (local ? BEHIND : 0);
    };
  }

  /// Returns a comparison as one of packed cells; empty where it asks about clocks and about instants at once. `asked` has two dates for `between`, else one.
  static Optional<CellTest> cells(Property p, Operator op, List<PartialDate> asked) {
    boolean asInstants = asked.getFirst().offsetMinutes() != PartialDate.LOCAL;
    if (asInstants != (asked.getLast().offsetMinutes() != PartialDate.LOCAL)) {
      return Optional.empty();
    }
    Span first = of(asked.getFirst(), asked.getFirst());
    Span last = of(asked.getLast(), asked.getLast());
    long from = switch (op) {
      case GEQ, EQUAL, BETWEEN -> first.from;
      case GREATER -> first.to;
      default -> Long.MIN_VALUE / 1_000;
    };
    long to = switch (op) {
      case LOWER -> first.from;
      case LEQ, EQUAL, BETWEEN -> last.to;
      default -> Long.MAX_VALUE / 1_000;
    };
    return Optional.of(p.id() == Computed.FILE_TIME
        ? new CellTest.Within(from * 1_000, to * 1_000 - 1)
        : new CellTest.Begins(from, latest(to), asInstants));
  }

  /// Returns, by precision, the last second at which a date begins that ends no later than a second. Dates begin where the unit of their precision does.
  private static long[] latest(long to) {
    long[] out = new long[DatePrecision.values().length];
    for (DatePrecision precision : DatePrecision.values()) {
      out[precision.ordinal()] = switch (precision) {
        case YEAR ->
          unending(to) ? to : clock(to).withDayOfYear(1).minusYears(1).toLocalDate().atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        case MONTH ->
          unending(to) ? to : clock(to).withDayOfMonth(1).minusMonths(1).toLocalDate().atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        case DAY -> to - 86_400;
        case HOUR -> to - 3_600;
        case MINUTE -> to - 60;
        case SECOND -> to - 1;
      };
    }
    return out;
  }

  private static boolean unending(long to) {
    return to > PartialDate.parse("9999").end();
  }

  private static LocalDateTime clock(long second) {
    return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
  }

  private static Span of(PartialDate date, PartialDate asked) {
    if (asked.offsetMinutes() != PartialDate.LOCAL) {
      return new Span(date.start(), date.end());
    }
    return new Span(date.seconds(), date.seconds() + date.end() - date.start());
  }
}
