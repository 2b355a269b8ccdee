package panoptic.project;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import panoptic.model.PartialDate;

/// What the bytes of a picture say: size and shape, average colour (0xRRGGBB) and hash, format, what the camera wrote and what people did.
///
/// `width` and `height` in pixels as seen (orientation applied); `latitude` and `longitude` in degrees, NaN where there are none.
public record ImageFacts(long bytes, int width, int height, int colour, long averageHash, String format, @Nullable PartialDate taken,
    @Nullable String camera, double latitude, double longitude, Words words) {

  /// What is written in the file in words: texts without control characters but line ends, never empty. `keywords` are all of them in one text.
  public record Words(@Nullable String caption, @Nullable String keywords, @Nullable String author, @Nullable String rights,
      @Nullable String lens) {
    public static final Words NONE = new Words(null, null, null, null, null);
  }

  public ImageFacts {
    Objects.requireNonNull(words);
  }

  /// Facts of a picture in which nobody wrote a word.
  public ImageFacts(long bytes, int width, int height, int colour, long averageHash, String format, @Nullable PartialDate taken,
      @Nullable String camera, double latitude, double longitude) {
    this(bytes, width, height, colour, averageHash, format, taken, camera, latitude, longitude, Words.NONE);
  }
}
