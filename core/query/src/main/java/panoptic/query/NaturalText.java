package panoptic.query;

import java.util.Arrays;

/// Where a text stands in a [TextOrder]; texts of one order can be compared. Only equal texts stand in one place.
final class NaturalText implements Comparable<NaturalText> {
  private final TextOrder order;
  /// The pieces of the text, so that their bytes, as unsigned, stand as the texts do.
  private final byte[] pieces;
  private final String text;

  NaturalText(TextOrder order, byte[] pieces, String text) {
    this.order = order;
    this.pieces = pieces;
    this.text = text;
  }

  /// Returns bytes that, compared as unsigned, stand as texts do but for accents and case. Do not change them.
  byte[] pieces() {
    return pieces;
  }

  @Override
  public int compareTo(NaturalText o) {
    int c = Arrays.compareUnsigned(pieces, o.pieces);
    return c != 0 ? c : order.compareClosely(text, o.text);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof NaturalText other && text.equals(other.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
