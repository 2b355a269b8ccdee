package panoptic.imaging;

import java.util.Optional;

/// What the file says about how it was taken. `taken` is ISO 8601 cut to its precision, with a zone only where the file names one
/// (`2020-05-06T14:30:01+02:00`, `2020-05-06T14:30:01`); `camera` is make and model without repetition.
public record Metadata(Optional<String> taken, Optional<String> camera, Optional<Place> place) {
  public static final Metadata NONE = new Metadata(Optional.empty(), Optional.empty(), Optional.empty());
}
