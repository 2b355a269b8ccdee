package panoptic.transfer;

import java.io.IOException;

/// Writes rows of one format, one after the other.
interface RowWriter {
  void begin(ByteSink out) throws IOException;

  void row(int instance, ByteSink out) throws IOException;

  void end(ByteSink out) throws IOException;
}
