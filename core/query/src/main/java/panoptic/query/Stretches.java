package panoptic.query;

import java.util.Optional;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.project.Column;

/// A division of numbers or dates into at most [#MOST] stretches of one width with round ends.
sealed interface Stretches extends Classes permits NumberStretches, DateStretches {
  int MOST = 60;

  /// Divides all cells of a crowd; empty where there is none.
  static Optional<Stretches> of(Property p, Column column, Crowd all) {
    return p.type() == PropertyType.DATE ? DateStretches.of(p, column, all) : NumberStretches.of(p, column, all);
  }

  /// Returns the histogram of counts by class, as [Crowd#count] has them, of a view and of the whole project.
  Facet.Bars bars(int[] here, int[] all);
}
