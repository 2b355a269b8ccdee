package panoptic.project;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/// Blocks of stamps tell the numbers they were made of, in every form.
final class StampBlockTest {

  private static StampBlock checked(int[] rows) {
    StampBlock block = StampBlock.of(rows);
    assertArrayEquals(rows, block.expand());
    var above = new RoaringBitmap();
    block.addAfter(5, above);
    assertArrayEquals(Arrays.stream(rows).filter(r -> r > 5).sorted().distinct().toArray(), above.toArray());
    for (int row = 0; row < rows.length; row++) {
      assertEquals(rows[row], block.at(row));
      int end = row + 1;
      while (end < rows.length && rows[end] == rows[row]) {
        end++;
      }
      assertEquals(end, block.endOfRun(row));
    }
    return block;
  }

  @Test
  void takesTheSmallestForm() {
    var random = new Random(11);
    Set<Class<?>> seen = new HashSet<>();
    for (int different : new int[] {1, 2, 3, 4, 5, 16, 17, 200, 256, 257, 4096}) {
      for (int length : new int[] {1, 3, 40, 1000, 5000}) {
        var rows = new int[Blocks.SIZE];
        int number = 0;
        for (int row = 0; row < rows.length; row++) {
          number = row == 0 || random.nextInt(length) == 0 ? random.nextInt(different) * 7 : number;
          rows[row] = number;
        }
        seen.add(checked(rows).getClass());
      }
    }
    assertEquals(Set.of(StampBlock.Same.class, StampBlock.Runs.class, StampBlock.Coded.class, StampBlock.Each.class), seen);
  }

  @Test
  void fewRowsAndFewNumbersTakeFewBytes() {
    assertEquals(Stamps.NEVER, StampBlock.of(new int[Blocks.SIZE]));
    var first = new int[Blocks.SIZE];
    Arrays.setAll(first, row -> row % 3 == 0 ? 1 : 0);
    var coded = assertInstanceOf(StampBlock.Coded.class, checked(first));
    assertEquals(Blocks.SIZE / 64, coded.words().length);
    assertTrue(coded.sequences().length == 2);
    for (int most : new int[] {0, 9}) {
      var rows = new int[Blocks.SIZE];
      Arrays.setAll(rows, row -> row % 50 == 0 ? 9 - most : most);
      assertEquals(Blocks.SIZE / 50 + 1, assertInstanceOf(StampBlock.Few.class, checked(rows)).few().length);
      rows[4095] = rows[0];
      rows[1] = rows[0];
      checked(rows);
    }
  }
}
