package panoptic.project;

import org.jspecify.annotations.Nullable;
import panoptic.model.PartialDate;

/// What the bytes of a picture say: size and shape, average colour (0xRRGGBB) and hash, format, and what the camera wrote.
///
/// `width` and `height` in pixels as seen (orientation applied); `latitude` and `longitude` in degrees, NaN where there are none.
public record ImageFacts(long bytes, int width, int height, int colour, long averageHash, String format, @Nullable PartialDate taken,
    @Nullable String camera, double latitude, double longitude) {
}
