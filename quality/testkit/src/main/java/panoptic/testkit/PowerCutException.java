package panoptic.testkit;

import java.io.IOException;
import java.io.Serial;

/// The power is gone: every operation of a [ForgetfulDisk] ends in this from the cut on.
public final class PowerCutException extends IOException {
  @Serial
  private static final long serialVersionUID = 1;

  PowerCutException(long operation) {
    super("power cut at operation " + operation);
  }
}
