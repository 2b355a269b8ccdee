package panoptic.query;

import java.util.Arrays;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// What a layout is made for, in px: the `width` of the whole, the asked height of rows, the gap between pictures and between rows, what stands
/// `below` each picture, the height of a group's header, the `indent` of each level of groups; the indices of groups that are collapsed; and whether
/// each picture stands in a row of its own (`single`), as in a table.
public record LayoutSpec(int width, int rowHeight, int gap, int below, int header, int indent, int[] collapsed, boolean single) {
  public LayoutSpec {
    check("width", width, 100, 20_000);
    check("rowHeight", rowHeight, 20, 1_000);
    check("gap", gap, 0, 50);
    check("below", below, 0, 1_000);
    check("header", header, 0, 200);
    check("indent", indent, 0, 100);
    collapsed = Arrays.stream(collapsed).sorted().distinct().toArray();
  }

  /// A layout without headers, gaps of 4 px, and nothing below the pictures.
  public static LayoutSpec of(int width, int rowHeight) {
    return new LayoutSpec(width, rowHeight, 4, 0, 0, 0, new int[0], false);
  }

  boolean isCollapsed(int group) {
    return Arrays.binarySearch(collapsed, group) >= 0;
  }

  /// Returns the width of the rows of a group; indents take at most half of the whole.
  int widthAt(int depth) {
    return width - Math.min(width / 2, indent * depth);
  }

  private static void check(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new RefusedException(ErrorCode.INVALID, name + " must be from " + low + " to " + high + " px, not " + value);
    }
  }
}
