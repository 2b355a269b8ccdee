package panoptic.query;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import panoptic.project.Dictionary;

/// Looks for a folded text in others that are to be folded. Texts of ASCII alone, which are most, are searched as they lie. Any thread may ask.
final class FoldedSearch implements Dictionary.Utf8Test {
  private final String wanted;
  private final byte[] bytes;
  private final boolean isAscii;
  private final boolean atStart;

  /// `wanted` is folded; `atStart`: only texts that begin with it pass.
  FoldedSearch(String wanted, boolean atStart) {
    this.wanted = wanted;
    this.atStart = atStart;
    bytes = wanted.getBytes(US_ASCII);
    isAscii = wanted.chars().allMatch(c -> c < 0x80);
  }

  @Override
  public boolean test(byte[] text, int from, int to) {
    int signs = 0;
    for (int i = from; i < to; i++) {
      signs |= text[i];
    }
    if (signs < 0) {
      String folded = Folding.fold(new String(text, from, to - from, UTF_8));
      return atStart ? folded.startsWith(wanted) : folded.contains(wanted);
    }
    int last = atStart ? Math.min(from, to - bytes.length) : to - bytes.length;
    for (int at = from; isAscii && at <= last; at++) {
      if (isAt(text, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(byte[] text, int at) {
    for (int i = 0; i < bytes.length; i++) {
      int c = text[at + i];
      if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
