package panoptic.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.roaringbitmap.RoaringBitmap;

/// Reads what [ByteWriter] wrote. Bytes that end too early or say nonsense throw `IllegalArgumentException` or `IndexOutOfBoundsException`.
final class ByteReader {
  private final ByteBuffer in;

  ByteReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean hasMore() {
    return in.hasRemaining();
  }

  int u8() {
    need(1);
    return in.get() & 0xff;
  }

  int i32() {
    need(4);
    return in.getInt();
  }

  long i64() {
    need(8);
    return in.getLong();
  }

  long varint() {
    long v = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = u8();
      v |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return v;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }

  int count() {
    long n = varint();
    if (n < 0 || n > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a count of " + n);
    }
    return (int) n;
  }

  /// Reads how many things follow, each of at least one byte: a larger number than bytes are left is nonsense.
  int many() {
    int n = count();
    need(n);
    return n;
  }

  long zigzag() {
    long v = varint();
    return v >>> 1 ^ -(v & 1);
  }

  String text() {
    return new String(block(), StandardCharsets.UTF_8);
  }

  byte[] block() {
    var out = new byte[many()];
    in.get(out);
    return out;
  }

  byte[] raw(int length) {
    need(length);
    var out = new byte[length];
    in.get(out);
    return out;
  }

  RoaringBitmap bitmap() {
    byte[] bytes = block();
    var rows = new RoaringBitmap();
    try {
      rows.deserialize(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private void need(int n) {
    if (in.remaining() < n) {
      throw new IllegalArgumentException(n + " bytes wanted, " + in.remaining() + " left");
    }
  }
}
