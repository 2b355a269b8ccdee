package panoptic.query;

import java.util.function.LongPredicate;

/// A question asked of cells one by one, in the forms that [Scan] has loops for. Any thread may ask.
sealed interface CellTest extends LongPredicate
    permits CellTest.Within, CellTest.Numbers, CellTest.Marked, CellTest.Begins, CellTest.Other, OncePerCode {

  /// Holds for whole numbers from `low` to `high`.
  record Within(long low, long high) implements CellTest {
    @Override
    public boolean test(long cell) {
      return low <= cell && cell <= high;
    }
  }

  /// Holds for the bits of numbers from `low` to `high`.
  record Numbers(double low, double high) implements CellTest {
    @Override
    public boolean test(long cell) {
      double number = Double.longBitsToDouble(cell);
      return low <= number && number <= high;
    }
  }

  /// Holds for the numbers whose bit is set; none may be beyond the last word.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Marked(long[] bits) implements CellTest {
    @Override
    public boolean test(long cell) {
      return (bits[(int) cell >>> 6] >>> cell & 1) != 0;
    }
  }

  /// Holds for packed dates that begin at `first` or later and, by their precision, no later than `last` says. Both are seconds, by the clock of the date's
  /// own zone or, `asInstants`, since 1970-01-01T00:00Z.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Begins(long first, long[] last, boolean asInstants) implements CellTest {
    /// The 12 bits of a zone in a packed date that mean UTC.
    static final int UTC = 18 * 60 + 1;

    @Override
    public boolean test(long cell) {
      int zone = (int) (cell & 0xfff);
      long begin = (cell >> 15) - (asInstants && zone != 0 ? (zone - UTC) * 60L : 0);
      return first <= begin && begin <= last[(int) (cell >> 12 & 7)];
    }
  }

  /// Any other question.
  record Other(LongPredicate question) implements CellTest {
    @Override
    public boolean test(long cell) {
      return question.test(cell);
    }
  }
}
