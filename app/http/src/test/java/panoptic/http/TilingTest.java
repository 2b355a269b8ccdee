package panoptic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

final class TilingTest {
  @Test
  void numbersEachTileOnce() {
    for (int[] size : new int[][] {{12_001, 9_000}, {1, 1}, {2_049, 3}, {513, 70_000}}) {
      var tiling = new Tiling(size[0], size[1]);
      var seen = new HashSet<Integer>();
      for (int level = 0; level < tiling.levels(); level++) {
        for (int row = 0; row < tiling.rows(level); row++) {
          for (int column = 0; column < tiling.columns(level); column++) {
            int number = tiling.number(level, column, row);
            assertEquals(seen.size(), number);
            seen.add(number);
          }
        }
      }
      assertEquals(tiling.count(), seen.size());
    }
    assertEquals(4, new Tiling(12_001, 9_000).levels());
    assertEquals(1, new Tiling(2_048, 10).levels());
    assertEquals(2, new Tiling(2_049, 10).levels());
  }

  @Test
  void refusesTilesThatAreNotThereWithTheLimit() {
    var tiling = new Tiling(12_001, 9_000);
    assertRefused("level 4 is not there: of 12001 × 9000 pixels there are 0 to 3", () -> tiling.number(4, 0, 0));
    assertRefused("column 24 is not there: of 12001 × 9000 pixels there are 0 to 23", () -> tiling.number(0, 24, 0));
    assertRefused("row 18 is not there: of 12001 × 9000 pixels there are 0 to 17", () -> tiling.number(0, 23, 18));
    assertRefused("row 9 is not there: of 12001 × 9000 pixels there are 0 to 8", () -> tiling.number(1, 0, 9));
    assertFalse(tiling.has(0, 24, 0));
    assertRefused("an image is cut into at most 100000 tiles, and 200000 × 200000 pixels need 204161", () -> new Tiling(200_000, 200_000)
        .count());
  }

  private static void assertRefused(String message, org.junit.jupiter.api.function.Executable act) {
    var refused = assertThrows(RefusedException.class, act);
    assertEquals(ErrorCode.INVALID, refused.code());
    assertEquals(message, refused.getMessage());
  }
}
