package panoptic.model.spi;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// An open file of a [Disk]. Reads at different places may run at once; writes need one caller at a time.
public interface DiskFile extends Closeable {

  /// Returns the length in bytes.
  long size() throws IOException;

  /// Reads up to `into.remaining()` bytes from a position; returns how many, or -1 at the end.
  int read(ByteBuffer into, long position) throws IOException;

  /// Returns the first bytes of the file to read without a copy, where the disk can do so. What is written later to the same place may be seen or not. The
  /// memory stays as long as somebody holds it, also when the file is closed or removed.
  default MemorySegment map(long size) throws IOException {
    var out = Arena.ofAuto().allocate(Math.max(1, size), 64).asSlice(0, size);
    for (long at = 0; at < size;) {
      var part = out.asSlice(at, Math.min(size - at, 1 << 20)).asByteBuffer();
      int n = read(part, at);
      if (n < 0) {
        throw new java.io.EOFException("the file ends at " + at + ", before " + size);
      }
      at += n;
    }
    return out;
  }

  /// Writes all remaining bytes at a position, beyond the end if need be.
  void write(ByteBuffer from, long position) throws IOException;

  /// Cuts the file to a length; a shorter file stays as it is.
  void truncate(long size) throws IOException;

  /// Returns once everything written so far would survive a power cut.
  void sync() throws IOException;
}
