package panoptic.project.spi;

import java.util.BitSet;
import panoptic.model.Json;

/// Knows sets of instances that somebody has selected, by their handles. `http` keeps them.
@FunctionalInterface
public interface SelectedRows {
  /// Returns the rows of instances of a selection (JSON: its handle); refuses one that is not kept, pointing at the place.
  BitSet rows(Json selection);
}
