package panoptic.media;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.model.spi.Disk;
import panoptic.model.spi.DiskFile;

/// One file of vectors of one type: a head of 64 bytes, then batches, each at a multiple of 64. `docs/formats/vectors.md`.
///
/// | head, at | bytes | what |
/// |---|---|---|
/// | 0 | 8 | `PANOVECS` |
/// | 8 | 4 | version, 1; little-endian as all numbers |
/// | 12 | 4 | id of the vector type |
/// | 16 | 4 | number of the segment |
/// | 20 | 4 | length of a vector, in numbers |
/// | 60 | 4 | CRC-32C of the 60 bytes above |
///
/// | batch, at | bytes | what |
/// |---|---|---|
/// | 0 | 4 | `VECB` |
/// | 4 | 4 | number of vectors, n |
/// | 8 | 8 | offset of the batch in the file |
/// | 16 | 4 | CRC-32C of the sha1s |
/// | 20 | 4 | CRC-32C of the vectors |
/// | 60 | 4 | CRC-32C of the 60 bytes above |
/// | 64 | 20 n | sha1s, padded with zeros to a multiple of 64 |
/// | … | 4 n × length | vectors, 32-bit floats, padded likewise |
///
/// A batch is begun when the one before is synced, so only the last of a file can be torn.
final class VectorSegment {
  static final int HEAD = 64;
  private static final int VERSION = 1;
  private static final long MAGIC = 0x53434556_4f4e4150L; // PANOVECS
  private static final int BATCH = 0x42434556; // VECB
  private static final int CHUNK = 1 << 20;

  /// One batch as it lies in the file.
  record Batch(long at, int count, int sha1sChecksum, int vectorsChecksum) {
    long vectors() {
      return at + HEAD + padded((long) count * Sha1.BYTES);
    }

    long end(int length) {
      return vectors() + padded(4L * length * count);
    }
  }

  /// What a walk finds, in order.
  interface Walk {
    void batch(Batch batch, int length, ByteBuffer sha1s);
  }

  final int number;
  final Path path;
  final int length;
  private final DiskFile file;
  private long size;
  private @Nullable MemorySegment mapped;

  private VectorSegment(int number, Path path, int length, DiskFile file, long size) {
    this.number = number;
    this.path = path;
    this.length = length;
    this.file = file;
    this.size = size;
  }

  static String name(int number) {
    return String.format(Locale.ROOT, "%08d.vectors", number);
  }

  /// Makes a new file, whose name is durable after a sync of its folder.
  static VectorSegment create(Disk disk, Path path, int type, int number, int length) throws IOException {
    DiskFile file = disk.openToWrite(path);
    var head = buffer(HEAD).putLong(MAGIC).putInt(VERSION).putInt(type).putInt(number).putInt(length);
    try {
      file.truncate(0);
      file.write(sealed(head), 0);
      file.sync(); // so that a batch never lies behind a head that is lost
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
    return new VectorSegment(number, path, length, file, HEAD);
  }

  /// Opens a file and walks over its batches; a torn tail is cut off. Returns null, with the file closed, where not even the head is whole: then nothing in it was
  /// ever acknowledged.
  static @Nullable VectorSegment open(Disk disk, Path path, int type, int number, Walk walk) throws IOException {
    DiskFile file = disk.openToWrite(path);
    try {
      ByteBuffer head = read(file, 0, HEAD);
      if (head == null || !isSealed(head) || head.getLong(0) != MAGIC) {
        if (file.size() >= 2 * HEAD && nextBatch(file, HEAD, Math.min(file.size(), 2 * HEAD)) == HEAD) {
          throw new RefusedException(ErrorCode.DAMAGED, "the head of " + path + " is damaged");
        }
        file.close();
        return null;
      }
      PackFile.refuseNewer(path, head.getInt(8), VERSION);
      if (head.getInt(12) != type || head.getInt(16) != number || head.getInt(20) < 1) {
        throw new IOException(path + " is a file of the vector type " + head.getInt(12) + " under a wrong name");
      }
      var out = new VectorSegment(number, path, head.getInt(20), file, HEAD);
      out.walk(file.size(), walk);
      if (out.size < file.size()) {
        file.truncate(out.size);
        file.sync();
      }
      return out;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void walk(long end, Walk walk) throws IOException {
    while (true) {
      Batch b = batch(size, end);
      ByteBuffer sha1s = b == null ? null : read(file, b.at() + HEAD, b.count() * Sha1.BYTES);
      boolean last = b != null && batch(b.end(length), end) == null;
      if (b == null || sha1s == null || checksum(sha1s) != b.sha1sChecksum() || last && vectorsChecksum(b) != b.vectorsChecksum()) {
        long next = nextBatch(file, size + HEAD, end);
        if (next < 0) {
          return; // torn, or the end
        }
        size = next; // what was damaged in between, `check` tells of
      } else {
        walk.batch(b, length, sha1s);
        size = b.end(length);
      }
    }
  }

  /// Returns where the next head of a batch lies, or -1.
  private static long nextBatch(DiskFile file, long from, long end) throws IOException {
    for (long start = from; start + HEAD <= end; start += CHUNK) {
      ByteBuffer part = read(file, start, (int) Math.min(CHUNK, end - start));
      for (int i = 0; part != null && i + HEAD <= part.limit(); i += HEAD) {
        if (part.getInt(i) == BATCH && part.getLong(i + 8) == start + i && isSealed(part.slice(i, HEAD).order(ByteOrder.LITTLE_ENDIAN))) {
          return start + i;
        }
      }
    }
    return -1;
  }

  private @Nullable Batch batch(long at, long end) throws IOException {
    ByteBuffer head = at + HEAD > end ? null : read(file, at, HEAD);
    if (head == null || !isSealed(head) || head.getInt(0) != BATCH || head.getLong(8) != at || head.getInt(4) < 1) {
      return null;
    }
    var b = new Batch(at, head.getInt(4), head.getInt(16), head.getInt(20));
    return b.end(length) > end ? null : b;
  }

  long size() {
    return size;
  }

  /// Writes one batch and syncs it; returns where its first vector lies. `vectors` fills a buffer with the numbers from one of them on.
  long append(List<Sha1> sha1s, Source vectors) throws IOException {
    int n = sha1s.size();
    var b = new Batch(size, n, 0, 0);
    var chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    var crc = new CRC32C();
    long numbers = (long) n * length;
    for (long done = 0; done < numbers;) {
      int now = (int) Math.min(CHUNK / 4, numbers - done);
      vectors.fill(done, chunk.clear().limit(4 * now));
      crc.update(chunk.position(0));
      file.write(chunk.position(0), b.vectors() + 4 * done);
      done += now;
    }
    var names = ByteBuffer.allocate(Math.toIntExact(padded((long) n * Sha1.BYTES)));
    sha1s.forEach(s -> names.putLong(s.high()).putLong(s.middle()).putInt(s.low()));
    int sum = checksum(names.duplicate().flip());
    file.write(names.clear(), b.at() + HEAD);
    long end = b.end(length);
    long written = b.vectors() + 4 * numbers;
    if (end > written) {
      file.write(ByteBuffer.allocate((int) (end - written)), written);
    }
    file.write(sealed(buffer(HEAD).putInt(BATCH).putInt(n).putLong(b.at()).putInt(sum).putInt((int) crc.getValue())), b.at());
    file.sync();
    size = end;
    return b.vectors();
  }

  /// Where numbers come from: fills a buffer with those from the place `first` on.
  interface Source {
    void fill(long first, ByteBuffer into);
  }

  /// Returns the file up to what is synced, mapped.
  MemorySegment mapped() throws IOException {
    MemorySegment now = mapped;
    if (now == null || now.byteSize() < size) {
      now = file.map(size);
      mapped = now;
    }
    return now;
  }

  /// Returns a sentence per batch that is not what was written.
  void check(List<String> problems) throws IOException {
    for (long at = HEAD; at < size;) {
      Batch b = batch(at, size);
      ByteBuffer sha1s = b == null ? null : read(file, at + HEAD, b.count() * Sha1.BYTES);
      if (b == null || sha1s == null || checksum(sha1s) != b.sha1sChecksum() || vectorsChecksum(b) != b.vectorsChecksum()) {
        problems.add("the vectors in " + path + " are damaged at byte " + at);
        return;
      }
      at = b.end(length);
    }
  }

  void close() throws IOException {
    file.close();
  }

  private int vectorsChecksum(Batch b) throws IOException {
    var crc = new CRC32C();
    long bytes = 4L * length * b.count();
    for (long done = 0; done < bytes; done += CHUNK) {
      ByteBuffer part = read(file, b.vectors() + done, (int) Math.min(CHUNK, bytes - done));
      if (part == null) {
        return ~b.vectorsChecksum();
      }
      crc.update(part);
    }
    return (int) crc.getValue();
  }

  static long padded(long bytes) {
    return (bytes + 63) & ~63L;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer sealed(ByteBuffer head) {
    return head.putInt(HEAD - 4, checksum(head.duplicate().clear().limit(HEAD - 4))).clear();
  }

  private static boolean isSealed(ByteBuffer head) {
    return head.getInt(HEAD - 4) == checksum(head.duplicate().clear().limit(HEAD - 4));
  }

  private static int checksum(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  private static @Nullable ByteBuffer read(DiskFile file, long at, int bytes) throws IOException {
    ByteBuffer out = buffer(bytes);
    while (out.hasRemaining()) {
      if (file.read(out, at + out.position()) < 0) {
        return null;
      }
    }
    return out.clear();
  }
}
