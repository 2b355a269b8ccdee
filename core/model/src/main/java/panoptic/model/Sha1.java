package panoptic.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// The SHA-1 of a file's bytes, and so the name of an image: 20 bytes, big-endian in three parts.
public record Sha1(long high, long middle, int low) implements Comparable<Sha1> {
  public static final int BYTES = 20;

  /// Takes the 20 bytes of a digest.
  public static Sha1 of(byte[] digest) {
    if (digest.length != BYTES) {
      throw new IllegalArgumentException("a sha1 has 20 bytes, not " + digest.length);
    }
    var b = ByteBuffer.wrap(digest).order(ByteOrder.BIG_ENDIAN);
    return new Sha1(b.getLong(), b.getLong(), b.getInt());
  }

  /// Reads 40 hexadecimal digits, of either case; refuses anything else.
  public static Sha1 parse(String hex) {
    if (hex.length() != 2 * BYTES || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw new RefusedException(ErrorCode.INVALID, "a sha1 is 40 hexadecimal digits, not \"" + hex + "\"");
    }
    return of(HexFormat.of().parseHex(hex));
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(middle).putInt(low).array();
  }

  @Override
  public int compareTo(Sha1 o) {
    int c = Long.compareUnsigned(high, o.high);
    if (c == 0) {
      c = Long.compareUnsigned(middle, o.middle);
    }
    return c != 0 ? c : Integer.compareUnsigned(low, o.low);
  }

  /// Returns the 40 lower-case hexadecimal digits.
  @Override
  public String toString() {
    var hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(middle) + hex.toHexDigits(low);
  }
}
