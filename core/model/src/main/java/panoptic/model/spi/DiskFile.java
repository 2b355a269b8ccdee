package panoptic.model.spi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file of a [Disk]. Reads at different places may run at once; writes need one caller at a time.
public interface DiskFile extends Closeable {

  /// Returns the length in bytes.
  long size() throws IOException;

  /// Reads up to `into.remaining()` bytes from a position; returns how many, or -1 at the end.
  int read(ByteBuffer into, long position) throws IOException;

  /// Writes all remaining bytes at a position, beyond the end if need be.
  void write(ByteBuffer from, long position) throws IOException;

  /// Cuts the file to a length; a shorter file stays as it is.
  void truncate(long size) throws IOException;

  /// Returns once everything written so far would survive a power cut.
  void sync() throws IOException;
}
