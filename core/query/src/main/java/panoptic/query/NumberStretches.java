package panoptic.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.IntStream;
import panoptic.model.Property;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.project.Column;

/// Numbers in stretches of 1, 2 or 5 times a power of ten, from one multiple up to, and without, the next. Of whole numbers the last of each is its end.
final class NumberStretches implements Stretches {
  private static final int[] ROUND = {1, 2, 5};
  /// Beyond, not every whole number is a double.
  private static final double MOST_WHOLE = 1L << 53;

  private final boolean areBits;
  private final boolean areWhole;
  private final double[] edges;
  private final double width;

  private NumberStretches(boolean areBits, boolean areWhole, double low, double high) {
    this.areBits = areBits;
    this.areWhole = areWhole;
    BigDecimal step = width(low, high, areWhole);
    BigDecimal first = multiples(low, step);
    int n = multiples(high, step).subtract(first).intValueExact() + 1;
    edges = IntStream.rangeClosed(0, n).mapToDouble(i -> first.add(BigDecimal.valueOf(i)).multiply(step).doubleValue()).toArray();
    width = step.doubleValue();
  }

  static Optional<Stretches> of(Property p, Column column, Crowd all) {
    boolean areBits = CellSource.areDoubles(p);
    double[] ends = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    boolean[] areWhole = {true};
    all.cells(p, column, cell -> {
      double v = areBits ? Double.longBitsToDouble(cell) : cell;
      ends[0] = Math.min(ends[0], v);
      ends[1] = Math.max(ends[1], v);
      areWhole[0] &= v == Math.rint(v) && Math.abs(v) < MOST_WHOLE;
    });
    return ends[0] > ends[1] ? Optional.empty() : Optional.of(new NumberStretches(areBits, areWhole[0], ends[0], ends[1]));
  }

  private static BigDecimal width(double low, double high, boolean areWhole) {
    double range = high - low;
    int exponent = areWhole ? 0 : -2;
    if (range > 0 && Double.isFinite(range)) {
      int fine = (int) Math.floor(Math.log10(range / MOST));
      exponent = areWhole ? Math.max(0, fine) : fine;
    } else if (range > 0) {
      exponent = 306;
    }
    for (int i = 0;; i++) {
      BigDecimal step = BigDecimal.valueOf(ROUND[i % ROUND.length]).scaleByPowerOfTen(exponent + i / ROUND.length);
      if (multiples(high, step).subtract(multiples(low, step)).compareTo(BigDecimal.valueOf(MOST)) < 0) {
        return step;
      }
    }
  }

  private static BigDecimal multiples(double number, BigDecimal step) {
    return BigDecimal.valueOf(number).divide(step, 0, RoundingMode.FLOOR);
  }

  @Override
  public int size() {
    return edges.length - 1;
  }

  @Override
  public int of(long cell) {
    double v = areBits ? Double.longBitsToDouble(cell) : cell;
    int last = edges.length - 2;
    int i = Math.clamp((long) ((v - edges[0]) / width), 0, last);
    while (i > 0 && v < edges[i]) {
      i--;
    }
    while (i < last && v >= edges[i + 1]) {
      i++;
    }
    return i;
  }

  @Override
  public Facet.Bars bars(int[] here, int[] all) {
    return new Facet.Bars(IntStream.range(0, size()).mapToObj(i -> new Facet.Bar(json(edges[i]),
        json(areWhole ? edges[i + 1] - 1 : edges[i + 1]), new Facet.Count(here[i], all[i]))).toList(), areWhole, new Facet.Count(0, 0));
  }

  private static Object json(double number) {
    return ValueFormat.json(new Value.Number(Math.clamp(number, -Double.MAX_VALUE, Double.MAX_VALUE)));
  }
}
