package panoptic.query;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// The shapes of a project's pictures, one byte an instance: width to height is 2^((shape − 128) / 32), from 1/16 to 15.7.
///
/// They are kept from state to state: only what came or changed since is looked at again. May be used by any thread.
public final class Shapes {
  private static final int SQUARE = 128;
  private static final int STEPS = 32;
  private static final int BLOCK = 1 << Column.BLOCK_BITS;
  private static final float[] RATIOS = new float[256];

  static {
    for (int shape = 0; shape < RATIOS.length; shape++) {
      RATIOS[shape] = (float) Math.pow(2, (shape - SQUARE) / (double) STEPS);
    }
  }

  /* An instance's shape is that of its image, and an image never changes. So a block of instances has the shapes it had while the block of its
     image rows is the same object. */
  private @Nullable Object[] seen = new Object[0];
  private byte[] shapes = new byte[0];

  /// Returns the shape of a picture of some width and height in px; what is not known is a square.
  public static int of(int width, int height) {
    if (width <= 0 || height <= 0) {
      return SQUARE;
    }
    long steps = Math.round(STEPS * Math.log((double) width / height) / Math.log(2));
    return Math.clamp(SQUARE + steps, 0, 255);
  }

  /// Returns width to height of a shape.
  public static float ratio(int shape) {
    return RATIOS[shape & 255];
  }

  /// Returns the shapes of all rows of instances of a state, by row. Do not change them.
  @SuppressWarnings("ReferenceEquality") // the same object is meant
  public synchronized byte[] of(ProjectState state) {
    Column images = state.imageRowsOfInstances();
    int blocks = (state.instanceRows() + BLOCK - 1) >>> Column.BLOCK_BITS;
    @Nullable Object[] now = new Object[blocks];
    boolean same = blocks == seen.length;
    for (int b = 0; b < blocks; b++) {
      now[b] = images.ints(b);
      same &= b < seen.length && now[b] == seen[b];
    }
    if (same) {
      return shapes;
    }
    byte[] next = Arrays.copyOf(shapes, blocks << Column.BLOCK_BITS); // older layouts keep theirs
    for (int b = 0; b < blocks; b++) {
      if (b >= seen.length || now[b] != seen[b]) {
        look(state, (int[]) now[b], next, b << Column.BLOCK_BITS);
      }
    }
    seen = now;
    shapes = next;
    return next;
  }

  private static void look(ProjectState state, int @Nullable [] images, byte[] into, int from) {
    for (int i = 0; i < BLOCK; i++) {
      int image = images == null ? Column.NONE_INT : Objects.requireNonNull(images)[i];
      into[from + i] = (byte) (image < 0 ? SQUARE : of(state.width(image), state.height(image)));
    }
  }
}
