package panoptic.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Whoever asked takes no more of the answer: a download that was given up, a browser that was closed. No fault of ours.
final class GoneException extends IOException {
  private static final long serialVersionUID = 1;

  private GoneException(IOException cause) {
    super("whoever asked has gone", cause);
  }

  /// Returns a stream to whoever asked, which throws this and nothing else.
  static OutputStream tell(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        try {
          out.write(bytes, from, length);
        } catch (IOException e) {
          throw new GoneException(e);
        }
      }

      @Override
      public void flush() throws IOException {
        try {
          out.flush();
        } catch (IOException e) {
          throw new GoneException(e);
        }
      }
    };
  }
}
