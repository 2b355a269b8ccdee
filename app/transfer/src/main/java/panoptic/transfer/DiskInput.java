package panoptic.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import panoptic.model.spi.DiskFile;

/// The bytes of a file from its beginning on. Closing it closes the file.
final class DiskInput extends InputStream {
  private final DiskFile file;
  private long position;

  DiskInput(DiskFile file) {
    this.file = file;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    int n = most == 0 ? 0 : file.read(ByteBuffer.wrap(into, from, most), position);
    position += Math.max(0, n);
    return n;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
