package panoptic.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import panoptic.model.Sha1;

/// What stands before the bytes of one thumbnail in a pack: 56 bytes, little-endian but for the sha1.
///
/// | at | bytes | what |
/// |---|---|---|
/// | 0 | 4 | `PREC` |
/// | 4 | 20 | sha1 of the image |
/// | 24 | 2 | edge in pixels, 1 to 65535 |
/// | 26 | 2 | 0 |
/// | 28 | 8 | format, ASCII, filled with 0 |
/// | 36 | 4 | length of the bytes that follow |
/// | 40 | 4 | how much of this pack was known to be synced when this was written, in units of 8 bytes |
/// | 44 | 4 | CRC32C of the bytes that follow |
/// | 48 | 4 | 0 |
/// | 52 | 4 | CRC32C of the pack's number (4), this record's place (8) and the 52 bytes above |
///
/// The last checksum covers the place too, so old bytes that a file system left somewhere are never taken for a record.
record PackRecord(Sha1 sha1, int edge, String format, int length, long synced, int checksum) {
  static final int BYTES = 56;
  static final int MAX_EDGE = 0xFFFF;
  static final int MAX_FORMAT = 8;
  static final int MAX_LENGTH = 16 << 20;
  private static final int MAGIC = 0x43455250;

  /// Returns where the next record begins, for one at a place.
  long after(long offset) {
    return align(offset + BYTES + length);
  }

  static long align(long offset) {
    return (offset + 7) & -8;
  }

  static int checksum(byte[] bytes, int from, int length) {
    var crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  void write(ByteBuffer into, int pack, long offset) {
    int start = into.position();
    into.order(ByteOrder.LITTLE_ENDIAN).putInt(MAGIC).put(sha1.bytes()).putShort((short) edge).putShort((short) 0)
        .put(padded(format)).putInt(length).putInt((int) (synced >>> 3)).putInt(checksum).putInt(0);
    into.putInt(headChecksum(into, start, pack, offset));
  }

  /// Reads what stands at the buffer's position; null when that is no record of this pack and place. The position stays.
  static @Nullable PackRecord read(ByteBuffer from, int pack, long offset) {
    int at = from.position();
    from.order(ByteOrder.LITTLE_ENDIAN);
    if (from.remaining() < BYTES || from.getInt(at) != MAGIC || from.getInt(at + 52) != headChecksum(from, at, pack, offset)) {
      return null;
    }
    var digest = new byte[Sha1.BYTES];
    from.get(at + 4, digest);
    var format = new byte[MAX_FORMAT];
    from.get(at + 28, format);
    int length = from.getInt(at + 36);
    if (length < 0 || length > MAX_LENGTH) {
      return null;
    }
    return new PackRecord(Sha1.of(digest), from.getShort(at + 24) & 0xFFFF, new String(format, StandardCharsets.US_ASCII).trim(), length,
        (from.getInt(at + 40) & 0xFFFFFFFFL) << 3, from.getInt(at + 44));
  }

  private static int headChecksum(ByteBuffer buffer, int start, int pack, long offset) {
    var crc = new CRC32C();
    crc.update(ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putInt(pack).putLong(offset).flip());
    crc.update(buffer.duplicate().limit(start + 52).position(start));
    return (int) crc.getValue();
  }

  private static byte[] padded(String format) {
    return java.util.Arrays.copyOf(format.getBytes(StandardCharsets.US_ASCII), MAX_FORMAT);
  }
}
