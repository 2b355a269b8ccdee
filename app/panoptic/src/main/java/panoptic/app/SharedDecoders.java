package panoptic.app;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import panoptic.imaging.DecoderLimits;
import panoptic.imaging.Decoders;

/// The decoders of this process, started when the first picture comes in. Any thread may ask.
final class SharedDecoders implements Supplier<Decoders>, AutoCloseable {
  private @Nullable Decoders running;

  @Override
  public synchronized Decoders get() {
    Decoders now = running;
    if (now == null) {
      now = Decoders.start(DecoderLimits.usual());
      running = now;
    }
    return now;
  }

  @Override
  public synchronized void close() {
    if (running != null) {
      running.close();
      running = null;
    }
  }
}
