package panoptic.query;

import java.util.function.IntPredicate;
import java.util.function.LongPredicate;

/// A question about texts that is asked of their codes in a dictionary: each text is looked at once, when its code first comes. Any thread may ask.
final class OncePerCode implements LongPredicate {
  private static final byte PASSES = 1;
  private static final byte FAILS = 2;

  private final IntPredicate test;
  /* What is known by code. Two threads may look at one text at a time; both find the same. */
  private final byte[] known;

  /// `codes` is above every code.
  OncePerCode(int codes, IntPredicate test) {
    this.test = test;
    known = new byte[codes];
  }

  @Override
  public boolean test(long code) {
    byte k = known[(int) code];
    if (k == 0) {
      k = test.test((int) code) ? PASSES : FAILS;
      known[(int) code] = k;
    }
    return k == PASSES;
  }
}
