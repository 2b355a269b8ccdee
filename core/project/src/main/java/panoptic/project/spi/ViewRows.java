package panoptic.project.spi;

import java.util.BitSet;
import panoptic.model.Json;
import panoptic.project.ProjectState;

/// Answers a view with rows of instances, for edits that are about "all that this view shows". `query` is behind it.
@FunctionalInterface
public interface ViewRows {
  /// Returns the rows of visible instances that a view spec (JSON) matches in a state; refuses nonsense, pointing at the place.
  BitSet rows(ProjectState state, Json view);
}
