package panoptic.query;

import java.util.Arrays;
import java.util.OptionalInt;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// Where each row of an order stands, to the pixel: rows of pictures, justified or single, and headers of groups. Immutable, 16 bytes a row.
///
/// How rows are made is told in `docs/formats/window.md`.
public final class Layout {
  /// What a row is.
  static final byte FILLED = 0;
  static final byte HEADER = 1;
  /// Pictures at the asked height, which need not reach the width: the last row of a group, or a single picture.
  static final byte LOOSE = 2;

  private final LayoutSpec spec;
  private final Groups groups;
  private final int[] y;
  private final char[] height;
  private final byte[] kind;
  private final int[] first;
  private final char[] count;
  private final int[] group;
  private final int total;
  private final byte[] shapes;

  private Layout(LayoutSpec spec, Groups groups, Rows rows) {
    shapes = rows.shapes;
    this.spec = spec;
    this.groups = groups;
    y = Arrays.copyOf(rows.y, rows.n);
    height = Arrays.copyOf(rows.height, rows.n);
    kind = Arrays.copyOf(rows.kind, rows.n);
    first = Arrays.copyOf(rows.first, rows.n);
    count = Arrays.copyOf(rows.count, rows.n);
    group = Arrays.copyOf(rows.group, rows.n);
    total = rows.n == 0 ? 0 : y[rows.n - 1] + height[rows.n - 1];
  }

  /// Lays out rows of instances, given in the order of their places; `shapes` are those of [Shapes#of].
  static Layout of(LayoutSpec spec, Groups groups, int[] order, byte[] shapes) {
    var rows = new Rows(spec, order, shapes);
    if (groups.size() == 0) {
      rows.pictures(-1, 0, 0, order.length);
    }
    for (int index = 0; index < groups.size();) {
      ShownGroup g = groups.get(index);
      rows.header(index, g.first());
      if (spec.isCollapsed(index)) {
        index = g.end();
      } else {
        rows.pictures(index, g.depth(), g.first(), g.own());
        index++;
      }
    }
    return new Layout(spec, groups, rows);
  }

  public LayoutSpec spec() {
    return spec;
  }

  /// Returns the height of the whole in px.
  public int height() {
    return total;
  }

  /// Returns how many rows there are, headers included.
  public int rows() {
    return y.length;
  }

  /// Returns a row's upper edge in px.
  public int y(int row) {
    return y[row];
  }

  /// Returns a row's height in px, without the gap that follows.
  public int height(int row) {
    return height[row];
  }

  public boolean isHeader(int row) {
    return kind[row] == HEADER;
  }

  /// Returns the place of a row's first picture; of a header, its group's first.
  public int first(int row) {
    return first[row];
  }

  /// Returns how many pictures a row has; a header none.
  public int count(int row) {
    return count[row];
  }

  /// Returns the index of a row's group, -1 without groups.
  public int group(int row) {
    return group[row];
  }

  /// Returns the depth of a row's group, 0 without groups.
  public int depth(int row) {
    return group[row] < 0 ? 0 : groups.get(group[row]).depth();
  }

  /// Returns the height of a row's pictures in px; of a header 0.
  public int pictureHeight(int row) {
    return kind[row] == HEADER ? 0 : height[row] - spec.below();
  }

  /// Returns the first row whose lower edge is below a y; [#rows] where none is.
  public int rowAt(int px) {
    int low = 0;
    int high = y.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (y[middle] + height[middle] > px) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /// Finds the row in which a place stands; the header of the collapsed group that hides it where it is in no row.
  public OptionalInt rowOf(int place) {
    int low = 0;
    int high = y.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (first[middle] > place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == 0 ? OptionalInt.empty() : OptionalInt.of(low - 1);
  }

  /// Finds the header of a group; none for one within a collapsed group.
  public OptionalInt headerOf(int index) {
    int low = 0;
    int high = y.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (group[middle] >= index) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < y.length && group[low] == index && kind[low] == HEADER ? OptionalInt.of(low) : OptionalInt.empty();
  }

  /// Returns how far a group reaches, from the upper edge of its header to the lower edge of its last row, in px.
  public int heightOfGroup(int header) {
    int end = groups.get(group[header]).end();
    int low = header + 1;
    int high = y.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (group[middle] >= end) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return y[low - 1] + height[low - 1] - y[header];
  }

  /// Returns the widths in px of a row's pictures. Those of a filled row, and the gaps between, add up to the width exactly.
  int[] widths(int row, int[] order) {
    int n = count[row];
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Shapes.ratio(shapes[order[first[row] + i]]);
    }
    boolean filled = kind[row] == FILLED;
    int all = spec.widthAt(depth(row)) - spec.gap() * (n - 1);
    double scale = filled ? all / (double) sum : spec.rowHeight();
    double right = 0;
    int x = 0;
    int[] widths = new int[n];
    for (int i = 0; i < n; i++) {
      right += Shapes.ratio(shapes[order[first[row] + i]]) * scale;
      int most = Math.max(x + 1, all - (n - 1 - i)); // a px is left for each to come
      int end = filled && i == n - 1 ? all : Math.clamp(Math.round(right), x + 1, most);
      widths[i] = end - x;
      x = end;
    }
    return widths;
  }

  /// The rows of a layout in the making.
  private static final class Rows {
    private final LayoutSpec spec;
    private final int[] order;
    private final byte[] shapes;
    private int[] y;
    private char[] height;
    private byte[] kind;
    private int[] first;
    private char[] count;
    private int[] group;
    private int n;
    private long next;

    Rows(LayoutSpec spec, int[] order, byte[] shapes) {
      this.spec = spec;
      this.order = order;
      this.shapes = shapes;
      int few = 16 + (spec.single() ? order.length : (int) ((long) order.length * spec.rowHeight() / spec.width()));
      y = new int[few];
      height = new char[few];
      kind = new byte[few];
      first = new int[few];
      count = new char[few];
      group = new int[few];
    }

    void header(int index, int place) {
      add(HEADER, spec.header(), index, place, 0);
    }

    void pictures(int index, int depth, int from, int many) {
      if (spec.single()) {
        for (int place = from; place < from + many; place++) {
          add(LOOSE, spec.rowHeight() + spec.below(), index, place, 1);
        }
      } else {
        justified(index, depth, from, many);
      }
    }

    /* A picture that reaches the width ends its row, or begins the next, whichever leaves the row's height nearer to the asked one. */
    private void justified(int index, int depth, int from, int many) {
      int width = spec.widthAt(depth);
      int asked = spec.rowHeight();
      int gap = spec.gap();
      int end = from + many;
      int begin = from;
      float sum = 0;
      for (int place = from; place < end; place++) {
        float ratio = Shapes.ratio(shapes[order[place]]);
        int before = place - begin;
        int room = width - gap * before;
        if ((sum + ratio) * asked < room) {
          sum += ratio;
          continue;
        }
        float within = room / (sum + ratio);
        float without = before == 0 ? Float.MAX_VALUE : (room + gap) / sum;
        if (before > 0 && (room <= before || asked - within > without - asked)) {
          row(index, begin, before, without);
          begin = place--; // it is looked at again, as the first of the next row
        } else {
          row(index, begin, before + 1, within);
          begin = place + 1;
        }
        sum = 0;
      }
      if (begin < end) {
        add(LOOSE, asked + spec.below(), index, begin, end - begin);
      }
    }

    private void row(int index, int place, int many, float wanted) {
      int asked = spec.rowHeight();
      int most = asked + asked / 2;
      if (many == 1 && wanted > most) { // one narrow picture, which would be cut to a strip
        add(LOOSE, asked + spec.below(), index, place, many);
      } else {
        add(FILLED, Math.clamp(Math.round(wanted), asked - asked / 2, most) + spec.below(), index, place, many);
      }
    }

    private void add(byte what, int high, int index, int place, int many) {
      if (n == y.length) {
        grow();
      }
      if (next + high > Integer.MAX_VALUE) {
        throw new RefusedException(ErrorCode.INVALID, "the layout would be higher than " + Integer.MAX_VALUE + " px; ask for lower rows");
      }
      y[n] = (int) next;
      height[n] = (char) high;
      kind[n] = what;
      group[n] = index;
      first[n] = place;
      count[n++] = (char) many;
      next += high + spec.gap();
    }

    private void grow() {
      int more = 2 * n;
      y = Arrays.copyOf(y, more);
      height = Arrays.copyOf(height, more);
      kind = Arrays.copyOf(kind, more);
      first = Arrays.copyOf(first, more);
      count = Arrays.copyOf(count, more);
      group = Arrays.copyOf(group, more);
    }
  }
}
