package panoptic.vips;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// The native memory that files are read into, one after the other, or mapped where they are large; it owns its arenas. What [#read]
/// returned is good until the next call, and every use of it after that or after close throws.
@SuppressWarnings("MustBeClosedChecker")
final class FileBuffer implements AutoCloseable {
  private static final int USUAL = 1 << 20;

  /// Files above this are mapped, and their pages given back while they are read, so that they cost address space only.
  static final long LARGEST_COPY = 16 << 20;

  private Arena arena = Arena.ofConfined();
  private MemorySegment bytes = arena.allocate(USUAL);
  private Arena mapping = Arena.ofShared();

  /// Returns all bytes of a file.
  MemorySegment read(FileChannel file, long size) throws IOException {
    mapping.close();
    mapping = Arena.ofShared();
    if (size > LARGEST_COPY) {
      return file.map(FileChannel.MapMode.READ_ONLY, 0, size, mapping);
    }
    long wanted = Math.max(USUAL, size);
    if (bytes.byteSize() < wanted || bytes.byteSize() > 4 * wanted) {
      arena.close();
      arena = Arena.ofConfined();
      bytes = arena.allocate(wanted + wanted / 4);
    }
    ByteBuffer target = bytes.asSlice(0, size).asByteBuffer();
    while (target.hasRemaining() && file.read(target) >= 0) {
      // A short read is continued where it ended.
    }
    return bytes.asSlice(0, target.position());
  }

  @Override
  public void close() {
    arena.close();
    mapping.close();
  }
}
