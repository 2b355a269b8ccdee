package panoptic.model;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Collection;
import java.util.RandomAccess;

/// Many sha1s in one array, 20 bytes each, big-endian: a list of them that costs no object for each. Immutable.
public final class Sha1s extends AbstractList<Sha1> implements RandomAccess {
  private final ByteBuffer bytes;

  private Sha1s(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /// Takes sha1s one after the other; the bytes are copied. A length that is no multiple of 20 is refused.
  public static Sha1s of(byte[] bytes) {
    if (bytes.length % Sha1.BYTES != 0) {
      throw new RefusedException(ErrorCode.INVALID, bytes.length + " bytes are not a list of sha1s, of " + Sha1.BYTES + " bytes each");
    }
    return new Sha1s(ByteBuffer.wrap(bytes.clone()));
  }

  /// Returns the sha1s of a collection; those that are packed already as they are.
  public static Sha1s copyOf(Collection<Sha1> some) {
    if (some instanceof Sha1s packed) {
      return packed;
    }
    var out = ByteBuffer.allocate(Math.multiplyExact(some.size(), Sha1.BYTES));
    some.forEach(s -> out.putLong(s.high()).putLong(s.middle()).putInt(s.low()));
    return new Sha1s(out);
  }

  @Override
  public Sha1 get(int i) {
    int at = i * Sha1.BYTES;
    return new Sha1(bytes.getLong(at), bytes.getLong(at + 8), bytes.getInt(at + 16));
  }

  @Override
  public int size() {
    return bytes.capacity() / Sha1.BYTES;
  }
}
