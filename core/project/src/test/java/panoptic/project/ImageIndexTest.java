package panoptic.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

final class ImageIndexTest {
  private static final int ROWS = 3 * Blocks.SIZE + 700;
  private static final int IMAGES = 5_000;

  /// Looks at every row, as the index must not.
  private static RoaringBitmap naive(Column images, int image) {
    var out = new RoaringBitmap();
    for (int row = 0; row < ROWS; row++) {
      if (images.getInt(row) == image) {
        out.add(row);
      }
    }
    return out;
  }

  private static RoaringBitmap found(ImageIndex index, Column images, int image) {
    var out = new RoaringBitmap();
    index.addInstances(images, ROWS, image, out);
    return out;
  }

  /// The index is shared by states: old ones are asked in between, and nothing is told to it of changes.
  @Test
  void findsWhatALookAtEveryRowFinds() {
    long seed = 20_261_123;
    var random = new SplittableRandom(seed);
    var index = new ImageIndex();
    Column old = Column.empty(false);
    Column now = old;
    for (int round = 0; round < 60; round++) {
      var rows = new RoaringBitmap();
      int from = random.nextInt(ROWS);
      int many = random.nextInt(1, 900);
      // What comes one after the other, what is thrown about, and one image in many copies.
      int kind = random.nextInt(3);
      var cells = new long[many];
      for (int k = 0; k < many; k++) {
        rows.add(Math.min(ROWS - 1, from + k));
        cells[k] = kind == 0 ? Math.min(IMAGES - 1, from / 3 + k) : kind == 1 ? random.nextInt(IMAGES) : 17;
      }
      Column next = now;
      int nth = 0;
      for (int row : rows.toArray()) {
        next = next.with(RoaringBitmap.bitmapOf(row), new Longs.Same(cells[nth++]), 0);
      }
      for (int k = 0; k < 40; k++) {
        int image = k == 0 ? 17 : k == 1 ? -1 : random.nextInt(IMAGES);
        assertEquals(naive(next, image), found(index, next, image), "seed " + seed + ", round " + round + ", image " + image);
        assertEquals(naive(old, image), found(index, old, image), "seed " + seed + ", older, round " + round + ", image " + image);
      }
      old = random.nextInt(4) == 0 ? now : old;
      now = next;
    }
    assertNotEquals(0, naive(now, 17).getCardinality());
  }

  @Test
  void tellsCopiesOfAProject() {
    try (var p = new TestProject(9)) {
      ProjectState state = p.project.state();
      RoaringBitmap first = state.instancesOf(state.imageRow(TestProject.sha1(0)));
      assertEquals(RoaringBitmap.bitmapOf(0, 8), first);
      assertEquals(RoaringBitmap.bitmapOf(0, 1, 8), state.instancesOf(RoaringBitmap.bitmapOf(0, 1)));
      assertEquals(new RoaringBitmap(), state.instancesOf(-1));
    }
  }
}
