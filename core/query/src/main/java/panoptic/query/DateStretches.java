package panoptic.query;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import panoptic.model.Computed;
import panoptic.model.DatePrecision;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.project.Column;
import panoptic.query.Step.OfDates;
import panoptic.query.Step.OfDates.Unit;

/// Dates by days, months or years of the clock of their own zone, whichever gives few enough stretches and is not finer than what is known of nine dates in ten.
/// What is known less precisely is a last class.
final class DateStretches implements Stretches {
  private static final List<OfDates> STEPS = List.of(new OfDates(Unit.DAY, 1), new OfDates(Unit.MONTH, 1), new OfDates(Unit.MONTH, 3),
      new OfDates(Unit.YEAR, 1), new OfDates(Unit.YEAR, 2), new OfDates(Unit.YEAR, 5), new OfDates(Unit.YEAR, 10),
      new OfDates(Unit.YEAR, 20), new OfDates(Unit.YEAR, 50), new OfDates(Unit.YEAR, 100), new OfDates(Unit.YEAR, 200),
      new OfDates(Unit.YEAR, 500));

  private final boolean areMillis;
  private final OfDates step;
  private final List<PartialDate> starts = new ArrayList<>();
  private final long[] edges;

  private DateStretches(boolean areMillis, OfDates step, long low, long high) {
    this.areMillis = areMillis;
    this.step = step;
    for (long at = low; at <= high; at = step.next(starts.getLast()).toEpochSecond(ZoneOffset.UTC)) {
      starts.add(step.start(date(at)));
    }
    edges = starts.stream().mapToLong(PartialDate::seconds).toArray();
  }

  static Optional<Stretches> of(Property p, Column column, Crowd all) {
    boolean areMillis = p.id() == Computed.FILE_TIME;
    long[] ends = {Long.MAX_VALUE, Long.MIN_VALUE};
    int[] known = new int[DatePrecision.values().length];
    all.cells(p, column, cell -> {
      long seconds = seconds(cell, areMillis);
      ends[0] = Math.min(ends[0], seconds);
      ends[1] = Math.max(ends[1], seconds);
      known[precision(cell, areMillis)]++;
    });
    if (ends[0] > ends[1]) {
      return Optional.empty();
    }
    int dates = Arrays.stream(known).sum();
    OfDates step = STEPS.stream().filter(s -> {
      int vague = Arrays.stream(known, 0, s.unit().precision.ordinal()).sum();
      return vague <= dates / 10 && steps(s, ends[0], ends[1]) <= MOST;
    }).findFirst().orElseThrow();
    return Optional.of(new DateStretches(areMillis, step, ends[0], ends[1]));
  }

  /// Returns how many steps there are from one time to another.
  private static long steps(OfDates step, long low, long high) {
    LocalDate from = step.start(date(low)).clock().toLocalDate();
    LocalDate to = step.start(date(high)).clock().toLocalDate();
    long units = switch (step.unit()) {
      case YEAR -> ChronoUnit.YEARS.between(from, to);
      case MONTH -> ChronoUnit.MONTHS.between(from, to);
      default -> ChronoUnit.DAYS.between(from, to);
    };
    return units / step.count() + 1;
  }

  private static PartialDate date(long seconds) {
    return new PartialDate(seconds, DatePrecision.SECOND, PartialDate.LOCAL);
  }

  private static long seconds(long cell, boolean areMillis) {
    return areMillis ? Math.floorDiv(cell, 1000L) : cell >> 15;
  }

  private static int precision(long cell, boolean areMillis) {
    return areMillis ? DatePrecision.SECOND.ordinal() : (int) (cell >> 12 & 7);
  }

  @Override
  public int size() {
    return edges.length + 1;
  }

  @Override
  public int of(long cell) {
    if (precision(cell, areMillis) < step.unit().precision.ordinal()) {
      return edges.length;
    }
    int at = Arrays.binarySearch(edges, seconds(cell, areMillis));
    return Math.clamp(at >= 0 ? at : -at - 2, 0, edges.length - 1);
  }

  @Override
  public Facet.Bars bars(int[] here, int[] all) {
    List<Facet.Bar> bars = IntStream.range(0, edges.length).mapToObj(i -> new Facet.Bar(starts.get(i).toString(),
        step.last(starts.get(i)).toString(), new Facet.Count(here[i], all[i]))).toList();
    return new Facet.Bars(bars, true, new Facet.Count(here[edges.length], all[edges.length]));
  }
}
