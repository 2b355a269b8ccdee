package panoptic.query;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import panoptic.project.Dictionary;

/// Looks for a folded text in others that are to be folded. Texts of ASCII alone, which are most, are searched as they lie. Any thread may ask.
final class FoldedSearch implements Dictionary.Utf8Test {
  private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long SIGNS = 0x8080808080808080L;

  private final String wanted;
  private final byte[] bytes;
  private final boolean isAscii;
  private final boolean atStart;
  /// The first letter wanted, eight times; and what makes capitals small where it is a letter.
  private final long firsts;
  private final long cases;

  /// `wanted` is folded; `atStart`: only texts that begin with it pass.
  FoldedSearch(String wanted, boolean atStart) {
    this.wanted = wanted;
    this.atStart = atStart;
    bytes = wanted.getBytes(US_ASCII);
    isAscii = wanted.chars().allMatch(c -> c < 0x80);
    int first = isAscii && bytes.length > 0 ? bytes[0] : 0;
    firsts = first * ONES;
    cases = first >= 'a' && first <= 'z' ? 0x20 * ONES : 0;
  }

  @Override
  public boolean test(byte[] text, int from, int to) {
    return wanted.isEmpty() || (atStart ? begins(text, from, to) : contains(text, from, to));
  }

  /// What follows the first letters has no part in how they are folded.
  private boolean begins(byte[] text, int from, int to) {
    boolean isSame = isAscii;
    for (int at = from; at < to && at - from < bytes.length; at++) {
      if (text[at] < 0) {
        return Folding.fold(new String(text, from, to - from, UTF_8)).startsWith(wanted);
      }
      isSame &= lower(text[at]) == bytes[at - from];
    }
    return isSame && to - from >= bytes.length;
  }

  /* Eight bytes at a time: whether one of them is beyond ASCII, and where the first letter may be. A byte that is 0 is found by what the subtraction of 1 borrows. */
  private boolean contains(byte[] text, int from, int to) {
    int last = isAscii ? to - bytes.length : from - 1;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long eight = (long) EIGHT.get(text, at);
      if ((eight & SIGNS) != 0) {
        return Folding.fold(new String(text, from, to - from, UTF_8)).contains(wanted);
      }
      long other = (eight | cases) ^ firsts;
      for (long left = other - ONES & ~other & SIGNS; left != 0; left &= left - 1) {
        int place = at + (Long.numberOfTrailingZeros(left) >>> 3);
        if (place <= last && isAt(text, place)) {
          return true;
        }
      }
    }
    boolean isFound = false;
    for (; at < to; at++) {
      if (text[at] < 0) {
        return Folding.fold(new String(text, from, to - from, UTF_8)).contains(wanted);
      }
      isFound |= at <= last && isAt(text, at);
    }
    return isFound;
  }

  private static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
  }

  private boolean isAt(byte[] text, int at) {
    for (int i = 0; i < bytes.length; i++) {
      if (lower(text[at + i]) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
