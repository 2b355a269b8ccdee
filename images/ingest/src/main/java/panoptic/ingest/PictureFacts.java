package panoptic.ingest;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import panoptic.imaging.Examination.Picture;
import panoptic.imaging.Metadata;
import panoptic.model.PartialDate;
import panoptic.model.RefusedException;
import panoptic.project.ImageFacts;
import panoptic.project.ProjectState;

/// What the decoders found out about a picture, in the words of a project.
final class PictureFacts {
  private PictureFacts() {}

  static ImageFacts of(Picture p) {
    Metadata m = p.metadata();
    return new ImageFacts(p.bytes(), p.width(), p.height(), p.colour(), p.averageHash(), p.format(), date(m.taken()),
        m.camera().orElse(null),
        m.place().map(at -> at.latitude()).orElse(Double.NaN), m.place().map(at -> at.longitude()).orElse(Double.NaN),
        new ImageFacts.Words(m.caption().orElse(null), m.keywords().orElse(null), m.author().orElse(null), m.rights().orElse(null),
            m.lens().orElse(null)));
  }

  /// Returns what a project knows of an image. It takes only those of images that are new to it.
  static ImageFacts of(ProjectState state, int image) {
    return new ImageFacts(state.bytes(image), state.width(image), state.height(image), state.colour(image), 0, "", null, null, Double.NaN,
        Double.NaN);
  }

  /// A camera with a clock that makes no sense has not said when.
  private static @Nullable PartialDate date(Optional<String> taken) {
    try {
      return taken.map(PartialDate::parse).orElse(null);
    } catch (RefusedException e) {
      return null;
    }
  }
}
