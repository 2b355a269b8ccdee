package panoptic.query;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// The rows of instances, hidden ones too, whose image has several: image by image, those of one ascending. Immutable.
final class Copies {
  private final int[] rows;
  private final int[] starts;

  private Copies(int[] rows, int[] starts) {
    this.rows = rows;
    this.starts = starts;
  }

  static Copies of(ProjectState state) {
    int[] images = FlatCells.of(state.imageRowsOfInstances(), state.instanceRows());
    int[] next = new int[state.imageRows()];
    for (int image : images) {
      if (image >= 0) {
        next[image]++;
      }
    }
    int several = 0;
    int n = 0;
    int[] starts = new int[64];
    for (int image = 0; image < next.length; image++) {
      int count = next[image];
      next[image] = count > 1 ? n : -1;
      if (count > 1) {
        if (several + 1 == starts.length) {
          starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        starts[several++] = n;
        n += count;
      }
    }
    starts[several] = n;
    int[] rows = new int[n];
    for (int row = 0; row < images.length; row++) {
      if (images[row] >= 0 && next[images[row]] >= 0) {
        rows[next[images[row]]++] = row;
      }
    }
    return new Copies(rows, Arrays.copyOf(starts, several + 1));
  }

  /// Returns how many images have several instances.
  int images() {
    return starts.length - 1;
  }

  /// Returns where the instances of an image of several begin; they end where those of the next begin.
  int start(int image) {
    return starts[image];
  }

  int row(int place) {
    return rows[place];
  }

  /// Keeps the copies of one project while no instance came or got another image. Any thread may use it.
  static final class Kept {
    private record Of(Column images, Copies copies) {
    }

    private volatile @Nullable Of newest;

    Copies of(ProjectState state) {
      Of known = newest;
      if (known == null || known.images != state.imageRowsOfInstances()) {
        known = new Of(state.imageRowsOfInstances(), Copies.of(state));
        newest = known;
      }
      return known.copies;
    }
  }
}
