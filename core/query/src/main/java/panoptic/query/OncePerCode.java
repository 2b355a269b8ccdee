package panoptic.query;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// A question about texts that is asked of their codes in a dictionary: each text is looked at once, when its code first comes. Any thread may ask.
final class OncePerCode implements CellTest {
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
    return (k == 0 ? ask((int) code) : k) == PASSES;
  }

  /// Returns what is above every code.
  int size() {
    return known.length;
  }

  /// Returns the same question with the answer of every code found.
  CellTest.Marked all() {
    long[] bits = new long[known.length + 64 >>> 6];
    IntStream.range(0, bits.length).parallel().forEach(word -> {
      long found = 0;
      for (int code = word << 6; code < Math.min(known.length, word + 1 << 6); code++) {
        found |= (test.test(code) ? 1L : 0) << code;
      }
      bits[word] = found;
    });
    return new CellTest.Marked(bits);
  }

  private byte ask(int code) {
    byte k = test.test(code) ? PASSES : FAILS;
    known[code] = k;
    return k;
  }
}
