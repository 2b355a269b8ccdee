package panoptic.pluginprotocol;

import java.io.IOException;

/// Thrown where what comes from the other side is no message. The connection is of no further use.
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1;

  public ProtocolException(String message) {
    super(message);
  }

  public ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
