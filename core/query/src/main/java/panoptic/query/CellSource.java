package panoptic.query;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.Value;
import panoptic.project.Column;
import panoptic.project.Dictionary;
import panoptic.project.ProjectState;

/// Where the cells of a property lie and what they hold: its own column, but of the extension that of the file name.
final class CellSource {
  private CellSource() {}

  /// Returns the property whose cells and texts say what a property says.
  static Property of(ProjectState state, Property p) {
    return p.id() == Computed.EXTENSION ? state.property(Computed.NAME).orElseThrow() : p;
  }

  /// Finds the cells of a property; empty for tags and for what is told row by row.
  static Optional<Column> cells(ProjectState state, Property p) {
    return state.cells(of(state, p));
  }

  /// Returns the texts that the cells of a property are codes of.
  static Dictionary texts(ProjectState state, Property p) {
    return state.texts(of(state, p).id());
  }

  /// Returns what a cell means; null where a file name has no extension.
  static @Nullable Value value(ProjectState state, Property p, long cell) {
    return p.id() == Computed.EXTENSION ? state.extension((int) cell) : state.valueOf(p, cell);
  }

  /// Tells of a property of numbers whether its cells are the bits of doubles; else they are whole numbers.
  static boolean areDoubles(Property p) {
    return p.id() > 0 || p.id() == Computed.LATITUDE || p.id() == Computed.LONGITUDE;
  }
}
