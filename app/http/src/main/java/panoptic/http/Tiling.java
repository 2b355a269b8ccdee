package panoptic.http;

import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// How a picture of so many pixels is cut into tiles: squares of [#EDGE] pixels, smaller at the right and lower edge. Level 0 has all pixels, each further level half as many
/// across and down, rounded up, as long as its longer side is longer than two tiles. The page computes the same (`web/src/engine/tiles.ts`).
record Tiling(int width, int height) {
  static final int EDGE = 512;

  /// With more tiles a picture would take 26 billion pixels.
  private static final int MOST = 100_000;

  Tiling {
    if (width < 1 || height < 1) {
      throw new RefusedException(ErrorCode.UNKNOWN, "the size of this image is not known");
    }
    if (count(width, height) > MOST) {
      throw new RefusedException(ErrorCode.INVALID,
          "an image is cut into at most " + MOST + " tiles, and " + width + " × " + height + " pixels need " + count(width, height));
    }
  }

  int levels() {
    int n = 1;
    while (half(Math.max(width, height), n) > 2 * EDGE) {
      n++;
    }
    return n;
  }

  int columns(int level) {
    return Math.ceilDiv(half(width, level), EDGE);
  }

  int rows(int level) {
    return Math.ceilDiv(half(height, level), EDGE);
  }

  /// Returns how many tiles there are, of all levels.
  int count() {
    return (int) count(width, height);
  }

  private static long count(int width, int height) {
    long n = 0;
    for (int level = 0; level == 0 || half(Math.max(width, height), level) > 2 * EDGE; level++) {
      n += (long) Math.ceilDiv(half(width, level), EDGE) * Math.ceilDiv(half(height, level), EDGE);
    }
    return n;
  }

  boolean has(int level, int column, int row) {
    return level < levels() && column < columns(level) && row < rows(level);
  }

  /// Returns the number of a tile among all, from 0; refused where there is none.
  int number(int level, int column, int row) {
    check("level", level, levels());
    check("column", column, columns(level));
    check("row", row, rows(level));
    int n = 0;
    for (int l = 0; l < level; l++) {
      n += columns(l) * rows(l);
    }
    return n + row * columns(level) + column;
  }

  private void check(String what, int value, int count) {
    if (value >= count) {
      throw new RefusedException(ErrorCode.INVALID,
          what + " " + value + " is not there: of " + width + " × " + height + " pixels there are 0 to " + (count - 1));
    }
  }

  private static int half(int length, int times) {
    return (int) ((length + (1L << times) - 1) >> times);
  }
}
