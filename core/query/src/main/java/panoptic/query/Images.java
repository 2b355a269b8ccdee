package panoptic.query;

import java.util.Arrays;
import panoptic.project.ProjectState;

/// Which rows of instances are copies of one image.
final class Images {
  private final ProjectState state;
  private final int[] images;
  private final int[] seenIn;
  private int rounds;

  Images(ProjectState state) {
    this.state = state;
    this.images = FlatCells.of(state.imageRowsOfInstances(), state.instanceRows());
    this.seenIn = new int[state.imageRows()];
  }

  /// Returns the rows without those whose image a row before has.
  int[] firstOfEach(int[] rows) {
    rounds++;
    int[] out = new int[rows.length];
    int n = 0;
    for (int row : rows) {
      int image = images[row];
      if (seenIn[image] != rounds) {
        seenIn[image] = rounds;
        out[n++] = row;
      }
    }
    return n == rows.length ? rows : Arrays.copyOf(out, n);
  }

  /// Puts the copies of each image beside the first, by rising id. `firsts` has one row an image, `rows` all, ascending.
  int[] withCopies(int[] firsts, int[] rows) {
    int[] next = new int[state.instanceRows()];
    int[] head = new int[state.imageRows()];
    Arrays.fill(head, -1);
    for (int i = rows.length - 1; i >= 0; i--) {
      int image = images[rows[i]];
      next[rows[i]] = head[image];
      head[image] = rows[i];
    }
    int[] out = new int[rows.length];
    int n = 0;
    for (int first : firsts) {
      for (int row = first; row >= 0; row = next[row]) {
        out[n++] = row;
      }
    }
    return out;
  }
}
