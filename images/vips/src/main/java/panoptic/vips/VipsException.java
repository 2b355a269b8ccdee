package panoptic.vips;

import java.io.IOException;

/// What libvips says about a picture that it cannot read or write. The message is libvips' own, on one line.
final class VipsException extends IOException {
  private static final long serialVersionUID = 1;

  VipsException(String message) {
    super(message);
  }
}
