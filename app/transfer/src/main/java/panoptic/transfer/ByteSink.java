package panoptic.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.model.spi.DiskFile;

/// A new file that appears whole or not at all: bytes go to `NAME.part`, and [#complete] gives it its name. For one thread.
final class ByteSink extends OutputStream {
  private static final int SIZE = 1 << 18;
  private static final int LONGEST_NUMBER = 20;

  private final Disk disk;
  private final Path file;
  private final Path part;
  private final DiskFile out;
  private final byte[] buffer = new byte[SIZE];
  private int filled;
  private long position;
  private boolean whole;

  private ByteSink(Disk disk, Path file, Path part, DiskFile out) {
    this.disk = disk;
    this.file = file;
    this.part = part;
    this.out = out;
  }

  /// Begins a file; refused where its folder is not there.
  static ByteSink create(Disk disk, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      DiskFile out = disk.openToWrite(part);
      out.truncate(0);
      return new ByteSink(disk, file, part, out);
    } catch (NoSuchFileException e) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no folder " + file.toAbsolutePath().getParent(), e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    if (filled == SIZE) {
      empty();
    }
    buffer[filled++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (length > SIZE - filled) {
      empty();
    }
    if (length > SIZE) {
      position += length;
      out.write(ByteBuffer.wrap(bytes, from, length), position - length);
    } else {
      System.arraycopy(bytes, from, buffer, filled, length);
      filled += length;
    }
  }

  /// Writes a whole number in decimal digits.
  void number(long n) throws IOException {
    if (n == Long.MIN_VALUE) {
      write(Long.toString(n).getBytes(StandardCharsets.US_ASCII));
      return;
    }
    if (SIZE - filled < LONGEST_NUMBER) {
      empty();
    }
    long left = Math.abs(n);
    int digits = 1;
    for (long power = 10; digits < 19 && left >= power; power *= 10) {
      digits++;
    }
    if (n < 0) {
      buffer[filled++] = '-';
    }
    for (int i = filled + digits - 1; i >= filled; i--) {
      buffer[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
    filled += digits;
  }

  /// Returns how many bytes were written so far.
  long count() {
    return position + filled;
  }

  private void empty() throws IOException {
    out.write(ByteBuffer.wrap(buffer, 0, filled), position);
    position += filled;
    filled = 0;
  }

  /// Gives the file its name, durably; what bore the name is replaced.
  void complete() throws IOException {
    empty();
    out.sync();
    out.close();
    disk.move(part, file);
    disk.sync(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    whole = true;
  }

  /// Removes what is not whole.
  @Override
  public void close() throws IOException {
    if (!whole) {
      out.close();
      disk.delete(part);
    }
  }
}
