package panoptic.query;

import org.jspecify.annotations.Nullable;
import panoptic.model.Property;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// What a view showed of a project at one sequence: an order of places, each with the row of an instance. Immutable.
///
/// `instances` and `images` count those that match. Where the view has groups, the places are those of the groups, one after the other: a
/// picture in two groups has two places. `copies` has, where copies pile up, how many of the image match, by place, at most 255 as an unsigned byte.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Shown(long sequence, int instances, int images, int[] order, byte @Nullable [] copies, Groups groups) {
  private static final int BYTES_PER_GROUP = 100;

  /// Returns how many places there are.
  public int places() {
    return order.length;
  }

  /// Returns how many bytes this takes in memory, about.
  public long bytes() {
    return 4L * order.length + (copies == null ? 0 : copies.length) + (long) BYTES_PER_GROUP * groups.size();
  }

  /// Returns how many copies stand at a place.
  public int copiesAt(int place) {
    return copies == null ? 1 : copies[place] & 255;
  }

  /// Returns the first place of an instance, or -1. Where copies pile up, that of its image.
  public int placeOf(ProjectState state, int instanceId) {
    int row = state.instanceRow(instanceId);
    int image = copies == null || row < 0 ? Column.NONE_INT : state.imageOf(row);
    for (int place = 0; place < order.length; place++) {
      if (order[place] == row || image >= 0 && state.imageOf(order[place]) == image) {
        return place;
      }
    }
    return -1;
  }

  /// Returns the ids of the instances at some places, fewer where the order ends.
  public int[] ids(ProjectState state, int from, int count) {
    int start = Math.min(from, order.length);
    int n = Math.min(count, order.length - start);
    Column column = state.cells(id(state)).orElseThrow();
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      out[i] = column.getInt(order[start + i]);
    }
    return out;
  }

  private static Property id(ProjectState state) {
    return state.property(panoptic.model.Computed.ID).orElseThrow();
  }
}
