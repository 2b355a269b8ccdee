package panoptic.project;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/// A growing array of bytes, written from front to back: little-endian, lengths and small numbers as variable-length integers (LEB128).
final class ByteWriter {
  private byte[] bytes = new byte[256];
  private int size;

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  int size() {
    return size;
  }

  ByteWriter u8(int b) {
    room(1);
    bytes[size++] = (byte) b;
    return this;
  }

  ByteWriter i32(int v) {
    room(4);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(size, v);
    size += 4;
    return this;
  }

  ByteWriter i64(long v) {
    room(8);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(size, v);
    size += 8;
    return this;
  }

  /// Writes an unsigned number of 7 bits a byte.
  ByteWriter varint(long v) {
    room(10);
    long rest = v;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /// Writes a signed number, small ones of either sign in few bytes.
  ByteWriter zigzag(long v) {
    return varint(v << 1 ^ v >> 63);
  }

  ByteWriter text(String s) {
    return block(s.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes a length and as many bytes.
  ByteWriter block(byte[] b) {
    varint(b.length);
    return raw(b);
  }

  ByteWriter raw(byte[] b) {
    room(b.length);
    System.arraycopy(b, 0, bytes, size, b.length);
    size += b.length;
    return this;
  }

  /// Writes a bitmap in Roaring's portable format, after its length.
  ByteWriter bitmap(RoaringBitmap rows) {
    int length = rows.serializedSizeInBytes();
    varint(length);
    room(length);
    rows.serialize(ByteBuffer.wrap(bytes, size, length).slice().order(ByteOrder.LITTLE_ENDIAN));
    size += length;
    return this;
  }

  private void room(int n) {
    if (size + n > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + n, 2 * bytes.length));
    }
  }
}
