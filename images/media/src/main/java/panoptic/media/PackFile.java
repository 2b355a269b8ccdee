package panoptic.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.model.spi.DiskFile;

/// One pack, open to read: a head of 32 bytes, then records, each at a multiple of 8.
///
/// | at | bytes | what |
/// |---|---|---|
/// | 0 | 8 | `PANOPACK` |
/// | 8 | 4 | version, 1; little-endian as all numbers |
/// | 12 | 4 | number of the pack |
/// | 16 | 12 | 0 |
/// | 28 | 4 | CRC32C of the 28 bytes above, in every version |
///
/// Thread safety: any number of readers, beside one thread that appends through another [DiskFile].
final class PackFile implements AutoCloseable {
  static final int HEAD = 32;
  private static final int VERSION = 1;
  private static final byte[] MAGIC = {'P', 'A', 'N', 'O', 'P', 'A', 'C', 'K'};
  private static final Pattern NAME = Pattern.compile("([0-9]{8})\\.pack");
  /// Read at once for one thumbnail: most are shorter.
  private static final int GUESS = 16 << 10;
  private static final int CHUNK = 64 << 10;

  /// What a walk through a pack finds, in order.
  interface Walk {
    void record(PackRecord record, long offset) throws IOException;

    /// Bytes that are no record.
    void nothing(long from, long to) throws IOException;
  }

  /// A record with its bytes, or without when they are not what was written.
  @SuppressWarnings("ArrayRecordComponent")
  record Content(PackRecord record, byte @Nullable [] bytes) {}

  final int number;
  final Path path;
  private final DiskFile file;

  PackFile(Disk disk, Path path, int number) throws IOException {
    this.number = number;
    this.path = path;
    this.file = disk.openToRead(path);
  }

  static Path name(Path folder, int number) {
    return folder.resolve(String.format(Locale.ROOT, "%08d.pack", number));
  }

  /// Returns the number that a file name bears, empty when it is none of a pack.
  static OptionalInt number(Path path) {
    Matcher m = NAME.matcher(String.valueOf(path.getFileName()));
    return m.matches() ? OptionalInt.of(Integer.parseInt(m.group(1))) : OptionalInt.empty();
  }

  static ByteBuffer head(int number) {
    var head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).putInt(VERSION).putInt(number).putLong(0).putInt(0);
    return head.putInt(PackRecord.checksum(head.array(), 0, HEAD - 4)).flip();
  }

  long size() throws IOException {
    return file.size();
  }

  /// Returns whether the head is whole. Refuses a pack that a newer version wrote.
  boolean isHeadWhole() throws IOException {
    var head = new byte[HEAD];
    if (!fill(ByteBuffer.wrap(head), 0) || !Arrays.equals(MAGIC, 0, 8, head, 0, 8)) {
      return false;
    }
    var numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (numbers.getInt(HEAD - 4) != PackRecord.checksum(head, 0, HEAD - 4)) {
      return false;
    }
    refuseNewer(path, numbers.getInt(8), VERSION);
    return numbers.getInt(8) == VERSION && numbers.getInt(12) == number;
  }

  static void refuseNewer(Path path, int version, int known) {
    if (version > known) {
      throw new RefusedException(ErrorCode.TOO_NEW,
          path + " has format " + version + ", written by a newer Panoptic; this one reads up to " + known);
    }
  }

  /// Reads the head of the record at a place; null when there is none that is whole.
  @Nullable PackRecord head(long offset) throws IOException {
    var head = ByteBuffer.allocate(PackRecord.BYTES);
    return fill(head, offset) ? PackRecord.read(head.flip(), number, offset) : null;
  }

  /// Reads the record at a place with its bytes; null when its head is not whole.
  @Nullable Content content(long offset) throws IOException {
    var buffer = ByteBuffer.allocate(GUESS);
    fill(buffer, offset);
    PackRecord record = PackRecord.read(buffer.flip(), number, offset);
    if (record == null) {
      return null;
    }
    var bytes = new byte[record.length()];
    int there = Math.min(bytes.length, buffer.limit() - PackRecord.BYTES);
    buffer.get(PackRecord.BYTES, bytes, 0, there);
    boolean whole = there == bytes.length || fill(ByteBuffer.wrap(bytes, there, bytes.length - there), offset + PackRecord.BYTES + there);
    return new Content(record, whole && PackRecord.checksum(bytes, 0, bytes.length) == record.checksum() ? bytes : null);
  }

  /// Walks over the heads of all records from a place on. Where there is none it looks for the next one.
  void walk(long from, Walk walk) throws IOException {
    long size = size();
    long at = Math.max(from, HEAD);
    while (at < size) {
      PackRecord record = head(at);
      if (record != null && at + PackRecord.BYTES + record.length() <= size) {
        walk.record(record, at);
        at = record.after(at);
      } else {
        long next = nextHead(at + 8, size);
        walk.nothing(at, next);
        at = next;
      }
    }
  }

  private long nextHead(long from, long size) throws IOException {
    var chunk = ByteBuffer.allocate(CHUNK);
    for (long start = from; start + PackRecord.BYTES <= size; start += CHUNK - PackRecord.BYTES) {
      fill(chunk.clear(), start);
      chunk.flip();
      for (int i = 0; i + PackRecord.BYTES <= chunk.limit(); i += 8) {
        if (PackRecord.read(chunk.position(i), number, start + i) != null) {
          return start + i;
        }
      }
    }
    return size;
  }

  /// Returns whether there were enough bytes.
  private boolean fill(ByteBuffer buffer, long position) throws IOException {
    int start = buffer.position();
    while (buffer.hasRemaining()) {
      if (file.read(buffer, position + buffer.position() - start) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
