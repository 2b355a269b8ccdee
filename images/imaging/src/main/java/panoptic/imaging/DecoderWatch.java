package panoptic.imaging;

import java.util.List;

/// Looks at all busy workers twenty times a second, and kills what is over its time or memory.
final class DecoderWatch implements AutoCloseable {
  private static final int INTERVAL_MILLIS = 50;

  private final List<DecoderLane> lanes;
  private final Thread thread = Thread.ofPlatform().daemon().name("decoder-watch").unstarted(this::run);

  DecoderWatch(List<DecoderLane> lanes) {
    this.lanes = lanes;
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(INTERVAL_MILLIS);
        lanes.forEach(DecoderLane::checkBounds);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }
}
