package panoptic.imaging;

import java.util.Optional;

/// What the file says of itself. `taken` is ISO 8601 cut to its precision, with a zone only where the file names one
/// (`2020-05-06T14:30:01+02:00`, `2020-05-06T14:30:01`); `camera` is make and model without repetition.
///
/// The others are texts of at most [#LONGEST] characters, without control characters but line ends, never empty; `keywords` and several authors stand
/// in one text, `; ` between them.
public record Metadata(Optional<String> taken, Optional<String> camera, Optional<Place> place, Optional<String> lens,
    Optional<String> caption,
    Optional<String> keywords, Optional<String> author, Optional<String> rights) {
  /// More of a text is cut off.
  public static final int LONGEST = 10_000;
  public static final Metadata NONE = new Metadata(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
      Optional.empty(), Optional.empty(), Optional.empty());

  /// Returns this with what it does not say taken from another.
  Metadata or(Metadata other) {
    return new Metadata(taken.or(() -> other.taken), camera.or(() -> other.camera), place.or(() -> other.place), lens.or(() -> other.lens),
        caption.or(() -> other.caption), keywords.or(() -> other.keywords), author.or(() -> other.author), rights.or(() -> other.rights));
  }

  /// Metadata of words alone.
  static Metadata words(Optional<String> lens, Optional<String> caption, Optional<String> keywords, Optional<String> author,
      Optional<String> rights) {
    return new Metadata(Optional.empty(), Optional.empty(), Optional.empty(), lens, caption, keywords, author, rights);
  }
}
