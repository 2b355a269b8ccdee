package panoptic.http;

import java.io.IOException;

/// Answers one request. It runs on a virtual thread of its own, and may wait. A `RefusedException` becomes a problem in JSON.
@FunctionalInterface
public interface Handler {
  void handle(Exchange exchange) throws IOException, InterruptedException;
}
