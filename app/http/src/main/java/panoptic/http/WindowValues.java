package panoptic.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import panoptic.model.Property;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.project.Bits;
import panoptic.project.ProjectState;

/// The values of one property on a few instances. Looks the property's tags up once; for one thread.
final class WindowValues {
  private record Used(int tag, Bits by) {
  }

  private final ProjectState state;
  private final Property property;
  private final List<Used> tags = new ArrayList<>();

  WindowValues(ProjectState state, Property property) {
    this.state = state;
    this.property = property;
    if (property.type().isTags()) {
      for (Tag t : state.tags(property.id())) {
        tags.add(new Used(t.id(), state.uses(t.id())));
      }
    }
  }

  /// Returns what the property says of an instance, or of its image.
  @Nullable Value value(int instanceRow) {
    int row = state.rowOf(property, instanceRow);
    if (!property.type().isTags()) {
      return state.value(property, row);
    }
    var ids = new ArrayList<Integer>();
    for (Used used : tags) {
      if (used.by().contains(row)) {
        ids.add(used.tag());
      }
    }
    return ids.isEmpty() ? null : new Value.Tags(ids);
  }
}
