package panoptic.imaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes what files say in words fit to be kept.
final class WrittenText {
  private static final int MOST = 1_000;
  private static final Pattern LINE_ENDS = Pattern.compile("\\R");
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n]]+|\\p{Cs}");

  private WrittenText() {}

  /// Returns a text without control characters but line ends, trimmed, cut to [Metadata#LONGEST]; nothing where nothing is left.
  static Optional<String> clean(String text) {
    String cut = text.substring(0, Math.min(text.length(), 2 * Metadata.LONGEST));
    String plain = CONTROLS.matcher(LINE_ENDS.matcher(cut).replaceAll("\n")).replaceAll(" ").strip();
    int end = Math.min(plain.length(), Metadata.LONGEST);
    end -= end < plain.length() && Character.isLowSurrogate(plain.charAt(end)) ? 1 : 0; // half a character would be no text
    return Optional.of(plain.substring(0, end).strip()).filter(t -> !t.isEmpty());
  }

  /// Joins texts by `; `: each once, the first 1,000.
  static Optional<String> joined(List<String> texts) {
    var out = new ArrayList<String>();
    texts.stream().limit(MOST).forEach(t -> clean(t).filter(c -> !out.contains(c)).ifPresent(out::add));
    return clean(String.join("; ", out));
  }
}
