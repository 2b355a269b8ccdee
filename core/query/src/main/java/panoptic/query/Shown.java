package panoptic.query;

import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Property;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// What a view showed of a project at one sequence: an order of places, each with the row of an instance. Immutable to those who look; any thread may.
///
/// Groups and counts are there from the beginning; the rows of the first places are found by themselves, those of all others when the first of them is asked for. Where the
/// view has groups, the places are those of the groups, one after the other: a picture in two groups has two places.
public final class Shown {
  /// So many places from the first on are found without the others.
  static final int FIRST = 2_000;
  private static final int BYTES_PER_GROUP = 50;

  private final long sequence;
  private final Matched matched;
  private final int images;
  private final LazyOrder order;
  private final Groups groups;

  Shown(long sequence, Matched matched, int images, LazyOrder order, Groups groups) {
    this.sequence = sequence;
    this.matched = matched;
    this.images = images;
    this.order = order;
    this.groups = groups;
  }

  public long sequence() {
    return sequence;
  }

  /// Returns how many instances match.
  public int instances() {
    return matched.rows().length;
  }

  /// Returns how many images match.
  public int images() {
    return images;
  }

  public Groups groups() {
    return groups;
  }

  /// Returns the rows of all instances that match, whatever the mode. Do not change them.
  RoaringBitmap rows() {
    return matched.bitmap();
  }

  /// Returns how many places there are.
  public int places() {
    return order.places();
  }

  /// Returns the rows at all places. Do not change them.
  public int[] order() {
    return order.whole();
  }

  /// Returns how many bytes this takes in memory, about, once all places are known.
  public long bytes() {
    return 5L * order.places() + 4L * matched.rows().length + (long) BYTES_PER_GROUP * groups.size();
  }

  /// Returns how many copies stand at a place, at most 255.
  public int copiesAt(int place) {
    byte @Nullable [] copies = order.copies();
    return copies == null ? 1 : copies[place] & 255;
  }

  /// Returns the first place of an instance, or -1. Where copies pile up, that of its image.
  public int placeOf(ProjectState state, int instanceId) {
    int[] rows = order();
    int row = state.instanceRow(instanceId);
    int image = order.copies() == null || row < 0 ? Column.NONE_INT : state.imageOf(row);
    for (int place = 0; place < rows.length; place++) {
      if (rows[place] == row || image >= 0 && state.imageOf(rows[place]) == image) {
        return place;
      }
    }
    return -1;
  }

  /// Returns the ids of the instances at some places, fewer where the order ends.
  public int[] ids(ProjectState state, int from, int count) {
    int start = Math.min(from, places());
    int n = Math.min(count, places() - start);
    int[] rows = (long) start + n <= FIRST ? order.first(start + n) : order();
    Column column = state.cells(id(state)).orElseThrow();
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      out[i] = column.getInt(rows[start + i]);
    }
    return out;
  }

  private static Property id(ProjectState state) {
    return state.property(panoptic.model.Computed.ID).orElseThrow();
  }
}
