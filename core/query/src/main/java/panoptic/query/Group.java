package panoptic.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rows of a view have in common at one level, and the groups within it.
///
/// `value` is as JSON has it: the id of a tag or folder, the beginning of a step, null for those without a value. `instances` and `images` count
/// those that match. `own` are rows of instances that stand in no group within, as what lies in a folder itself does beside its sub-folders, in the order of the
/// view; in mode images one an image, the lowest in the group. Do not change them.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Group(int propertyId, @Nullable Object value, String name, int instances, int images, int[] own, List<Group> groups) {
  public Group {
    groups = List.copyOf(groups);
  }
}
