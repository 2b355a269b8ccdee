package panoptic.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import panoptic.model.Sha1;
import panoptic.model.spi.Disk;

/// The records of the first part of one pack, so that opening it need not read it. Written anew as a whole, after the pack was
/// synced; what it says can always be found again in the pack.
///
/// | at | bytes | what |
/// |---|---|---|
/// | 0 | 8 | `PANOPIDX` |
/// | 8 | 4 | version, 1; little-endian as all numbers |
/// | 12 | 4 | number of the pack |
/// | 16 | 8 | how many bytes of the pack this covers |
/// | 24 | 4 | number of entries |
/// | 28 | 4 | CRC32C of the entries |
/// | 32 | 12 | 0 |
/// | 44 | 4 | CRC32C of the 44 bytes above, in every version |
/// | 48 | 28 each | sha1 (20), edge (2), 0 (2), place of the record in units of 8 bytes (4); in the order of places |
final class PackIndexFile {
  private static final int HEAD = 48;
  private static final int ENTRY = 28;
  private static final int VERSION = 1;
  private static final byte[] MAGIC = {'P', 'A', 'N', 'O', 'P', 'I', 'D', 'X'};

  /// Takes entries; the sha1 in the three parts of [Sha1], since there are millions.
  interface Entries {
    void entry(long high, long middle, int low, int edge, long offset) throws IOException;
  }

  private byte[] bytes;
  private int count;
  private long covered = PackFile.HEAD;

  PackIndexFile() {
    bytes = new byte[HEAD + 64 * ENTRY];
  }

  static Path name(Path folder, int number) {
    return folder.resolve(String.format(Locale.ROOT, "%08d.index", number));
  }

  /// Reads the index of a pack; null when it is not there or not whole. Refuses one that a newer version wrote.
  static @Nullable PackIndexFile read(Disk disk, Path path, int number) throws IOException {
    byte[] bytes;
    try {
      bytes = disk.read(path);
    } catch (NoSuchFileException e) {
      return null;
    }
    var head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < HEAD || !Arrays.equals(MAGIC, 0, 8, bytes, 0, 8)
        || head.getInt(HEAD - 4) != PackRecord.checksum(bytes, 0, HEAD - 4)) {
      return null;
    }
    PackFile.refuseNewer(path, head.getInt(8), VERSION);
    int count = head.getInt(24);
    if (head.getInt(12) != number || bytes.length != HEAD + (long) count * ENTRY
        || head.getInt(28) != PackRecord.checksum(bytes, HEAD, bytes.length - HEAD)) {
      return null;
    }
    var index = new PackIndexFile();
    index.bytes = bytes;
    index.count = count;
    index.covered = head.getLong(16);
    return index;
  }

  int count() {
    return count;
  }

  long covered() {
    return covered;
  }

  void add(Sha1 sha1, int edge, long offset) {
    int at = HEAD + count * ENTRY;
    if (at + ENTRY > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(at).put(sha1.bytes()).putShort((short) edge).putShort((short) 0)
        .putInt((int) (offset >>> 3));
    count++;
  }

  void forEach(Entries entries) throws IOException {
    var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0, at = HEAD; i < count; i++, at += ENTRY) {
      entries.entry(Long.reverseBytes(in.getLong(at)), Long.reverseBytes(in.getLong(at + 8)), Integer.reverseBytes(in.getInt(at + 16)),
          in.getShort(at + 20) & 0xFFFF, (in.getInt(at + 24) & 0xFFFFFFFFL) << 3);
    }
  }

  /// Writes it in place of an older one; the pack must be synced that far.
  void write(Disk disk, Path path, int number, long coveredBytes) throws IOException {
    int length = HEAD + count * ENTRY;
    byte[] whole = Arrays.copyOf(bytes, length);
    var head = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    head.put(MAGIC).putInt(VERSION).putInt(number).putLong(coveredBytes).putInt(count)
        .putInt(PackRecord.checksum(whole, HEAD, length - HEAD));
    head.putLong(0).putInt(0).putInt(PackRecord.checksum(whole, 0, HEAD - 4));
    disk.replace(path, whole);
    covered = coveredBytes;
  }
}
