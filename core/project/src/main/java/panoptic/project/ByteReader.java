package panoptic.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/// Reads what [ByteWriter] wrote. Bytes that end too early or say nonsense throw `IllegalArgumentException` or `IndexOutOfBoundsException`.
final class ByteReader {
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int u8() {
    return bytes[at++] & 0xff;
  }

  int i32() {
    int v = (int) INT.get(bytes, at);
    at += 4;
    return v;
  }

  long i64() {
    long v = (long) LONG.get(bytes, at);
    at += 8;
    return v;
  }

  long varint() {
    byte first = bytes[at];
    if (first >= 0) {
      at++;
      return first;
    }
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
    return raw(many());
  }

  byte[] raw(int length) {
    need(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  RoaringBitmap bitmap() {
    int length = many();
    var rows = new RoaringBitmap();
    try {
      rows.deserialize(ByteBuffer.wrap(bytes, at, length).slice().order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    at += length;
    return rows;
  }

  private void need(int n) {
    if (bytes.length - at < n) {
      throw new IllegalArgumentException(n + " bytes wanted, " + (bytes.length - at) + " left");
    }
  }
}
