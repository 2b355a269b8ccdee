package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import panoptic.model.RefusedException;

class LayoutTest {
  private static final int SQUARE = 128;

  private static LayoutSpec spec(int width, int rowHeight, int gap, int below, int header, int indent, int... collapsed) {
    return new LayoutSpec(width, rowHeight, gap, below, header, indent, collapsed, false);
  }

  private static byte[] shapes(int... shapes) {
    byte[] out = new byte[shapes.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) shapes[i];
    }
    return out;
  }

  private static int[] order(int places) {
    return IntStream.range(0, places).toArray();
  }

  private static Group leaf(String name, int... rows) {
    return new Group(1, name, name, rows.length, rows.length, rows, List.of());
  }

  private static Group branch(String name, int[] own, Group... within) {
    return new Group(1, name, name, 0, 0, own, List.of(within));
  }

  /// The rows of all groups, those of each before those of the groups within.
  private static int[] places(List<Group> tree) {
    return tree.stream().flatMapToInt(g -> IntStream.concat(Arrays.stream(g.own()), Arrays.stream(places(g.groups())))).toArray();
  }

  private static Groups groups(List<Group> tree) {
    var maker = new Groups.Maker();
    make(tree, -1, maker);
    return maker.made();
  }

  private static void make(List<Group> tree, int parent, Groups.Maker maker) {
    for (Group g : tree) {
      int index = maker.begin(parent, g.propertyId(), new GroupKey(g.value(), g.name(), g.name()), g.instances(), g.images(),
          g.own().length);
      make(g.groups(), index, maker);
      maker.end(index);
    }
  }

  @Test
  void tellsShapesInSteps() {
    assertEquals(SQUARE, Shapes.of(10, 10));
    assertEquals(SQUARE + 32, Shapes.of(200, 100));
    assertEquals(SQUARE - 32, Shapes.of(100, 200));
    assertEquals(0, Shapes.of(1, 1000));
    assertEquals(255, Shapes.of(1000, 1));
    assertEquals(SQUARE, Shapes.of(0, 10));
    assertEquals(2.0, Shapes.ratio(SQUARE + 32), 1e-6);
    for (int shape = 0; shape < 256; shape++) {
      assertEquals(shape, Shapes.of(Math.round(10_000 * Shapes.ratio(shape)), 10_000), "shape " + shape);
    }
  }

  @Test
  void fillsTheWidthWithSquares() {
    byte[] shapes = shapes(SQUARE, SQUARE, SQUARE, SQUARE, SQUARE, SQUARE, SQUARE);
    Layout l = Layout.of(spec(320, 100, 10, 5, 0, 0), Groups.NONE, order(7), shapes);
    assertEquals(3, l.rows());
    assertEquals(0, l.y(0));
    assertEquals(105, l.height(0));
    assertEquals(100, l.pictureHeight(0));
    assertEquals(115, l.y(1));
    assertArrayEquals(new int[] {100, 100, 100}, l.widths(1, order(7)));
    assertEquals(6, l.first(2));
    assertEquals(1, l.count(2));
    assertArrayEquals(new int[] {100}, l.widths(2, order(7)));
    assertEquals(230 + 105, l.height());
  }

  @Test
  void letsThePictureThatReachesTheWidthEndTheRowOrBeginTheNext() {
    byte[] shapes = shapes(SQUARE, SQUARE, SQUARE + 96); // the third is eight times as wide as high
    Layout split = Layout.of(spec(210, 100, 10, 0, 0, 0), Groups.NONE, order(3), shapes);
    assertEquals(List.of(2, 1), List.of(split.count(0), split.count(1)));
    Layout whole = Layout.of(spec(900, 100, 10, 0, 0, 0), Groups.NONE, order(3), shapes);
    assertEquals(1, whole.rows());
    assertEquals(88, whole.height(0));
  }

  @Test
  void keepsTheHeightOfANarrowPictureThatStandsAlone() {
    Layout l = Layout.of(spec(170, 100, 0, 0, 0, 0), Groups.NONE, order(2), shapes(SQUARE, SQUARE + 127));
    assertEquals(2, l.rows());
    assertEquals(100, l.height(0), "it would have to be 170 px high");
    assertArrayEquals(new int[] {100}, l.widths(0, order(2)));
    assertEquals(50, l.height(1), "no row is lower than half");
    assertArrayEquals(new int[] {170}, l.widths(1, order(2)));
  }

  @Test
  void givesEachPictureARowOfItsOwn() {
    List<Group> tree = List.of(branch("a", new int[] {0, 1}, leaf("a1", 2)), leaf("b", 3, 4));
    int[] order = places(tree);
    Groups groups = groups(tree);
    byte[] shapes = shapes(SQUARE, SQUARE + 127, SQUARE, SQUARE - 32, SQUARE);
    Layout open = Layout.of(new LayoutSpec(200, 32, 0, 0, 30, 0, new int[0], true), groups, order, shapes);
    assertEquals(List.of(0, 1, 1, 0, 1, 0, 1, 1), IntStream.range(0, open.rows()).map(open::count).boxed().toList());
    assertEquals(3 * 30 + 5 * 32, open.height());
    assertEquals(OptionalInt.of(4), open.rowOf(2));
    assertArrayEquals(new int[] {200}, open.widths(2, order), "no wider than the whole");
    Layout closed = Layout.of(new LayoutSpec(200, 32, 0, 0, 30, 0, new int[] {0}, true), groups, order, shapes);
    assertEquals(List.of(0, 0, 1, 1), IntStream.range(0, closed.rows()).map(closed::count).boxed().toList());
    assertEquals(OptionalInt.of(0), closed.rowOf(2), "hidden in the first group");
  }

  @Test
  void laysOutNothing() {
    Layout l = Layout.of(spec(300, 100, 4, 0, 36, 0), Groups.NONE, new int[0], new byte[0]);
    assertEquals(0, l.rows());
    assertEquals(0, l.height());
    assertEquals(0, l.rowAt(0));
    assertEquals(OptionalInt.empty(), l.rowOf(0));
    assertEquals(OptionalInt.empty(), l.headerOf(0));
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    assertThrows(RefusedException.class, () -> spec(99, 100, 4, 0, 36, 0));
    assertThrows(RefusedException.class, () -> spec(300, 19, 4, 0, 36, 0));
    assertThrows(RefusedException.class, () -> spec(300, 100, -1, 0, 36, 0));
    byte[] shapes = new byte[3_000_000];
    Arrays.fill(shapes, (byte) SQUARE);
    assertThrows(RefusedException.class, () -> Layout.of(spec(100, 1000, 0, 1000, 0, 0), Groups.NONE, order(shapes.length), shapes));
  }

  @Test
  void putsHeadersBeforeGroupsAndAFoldersOwnPicturesBeforeItsSubFolders() {
    List<Group> tree = List.of(branch("a", new int[] {0, 1}, leaf("a1", 2), leaf("a2", 3)), leaf("b", 4));
    int[] order = places(tree);
    Groups groups = groups(tree);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4}, order);
    assertEquals(List.of(0, 1, 1, 0), IntStream.range(0, 4).map(g -> groups.get(g).depth()).boxed().toList());
    assertEquals(List.of(-1, 0, 0, -1), IntStream.range(0, 4).map(g -> groups.get(g).parent()).boxed().toList());
    assertEquals(List.of(4, 1, 1, 1), IntStream.range(0, 4).map(g -> groups.get(g).count()).boxed().toList());
    assertEquals(List.of(0, 2, 3, 4), IntStream.range(0, 4).map(g -> groups.get(g).first()).boxed().toList());
    byte[] shapes = shapes(SQUARE, SQUARE, SQUARE, SQUARE, SQUARE);

    Layout open = Layout.of(spec(400, 100, 10, 0, 30, 20), groups, order, shapes);
    assertEquals(List.of(true, false, true, false, true, false, true, false),
        IntStream.range(0, open.rows()).mapToObj(open::isHeader).toList());
    assertEquals(List.of(0, 0, 1, 1, 2, 2, 3, 3), IntStream.range(0, open.rows()).map(open::group).boxed().toList());
    assertEquals(open.y(5) + 100, open.y(0) + open.heightOfGroup(0));

    Layout closed = Layout.of(spec(400, 100, 10, 0, 30, 20, 0), groups, order, shapes);
    assertEquals(3, closed.rows());
    assertEquals(30, closed.heightOfGroup(0));
    assertEquals(OptionalInt.of(0), closed.rowOf(3), "hidden in the first group");
    assertEquals(OptionalInt.of(2), closed.rowOf(4));
    assertEquals(OptionalInt.empty(), closed.headerOf(1));
    assertEquals(OptionalInt.of(1), closed.headerOf(3));
  }

  @Test
  void holdsWhatItPromisesForAnyShapes() {
    long seed = Long.getLong("panoptic.seed", 7);
    var random = new SplittableRandom(seed);
    for (int turn = 0; turn < 300; turn++) {
      String message = "seed " + seed + ", turn " + turn;
      int places = random.nextInt(400);
      byte[] shapes = new byte[places];
      boolean wild = random.nextBoolean();
      for (int i = 0; i < places; i++) {
        shapes[i] = (byte) (wild ? random.nextInt(256) : SQUARE - 20 + random.nextInt(40));
      }
      List<Group> tree = random.nextBoolean() ? List.of() : tree(random, 0, places, 0);
      int[] order = tree.isEmpty() ? order(places) : places(tree);
      Groups groups = groups(tree);
      int[] collapsed = random.ints(random.nextInt(3), 0, Math.max(1, groups.size())).toArray();
      var spec = new LayoutSpec(100 + random.nextInt(2000), 40 + random.nextInt(400), random.nextInt(51), random.nextInt(100),
          random.nextInt(60),
          random.nextInt(60), collapsed, random.nextInt(4) == 0);
      holds(Layout.of(spec, groups, order, shapes), spec, groups, order, message);
    }
  }

  /// Cuts a range of rows into groups, some with groups within.
  private static List<Group> tree(SplittableRandom random, int from, int to, int depth) {
    var out = new ArrayList<Group>();
    while (from < to) {
      int end = Math.min(to, from + 1 + random.nextInt(60));
      int own = depth > 2 || random.nextBoolean() ? end : from + random.nextInt(end - from);
      out.add(branch("g" + from, IntStream.range(from, own).toArray(), tree(random, own, end, depth + 1).toArray(Group[]::new)));
      from = end;
    }
    return out;
  }

  private static void holds(Layout l, LayoutSpec spec, Groups groups, int[] order, String message) {
    int y = 0;
    var seen = new boolean[order.length];
    for (int row = 0; row < l.rows(); row++) {
      assertEquals(y, l.y(row), message);
      y += l.height(row) + spec.gap();
      assertEquals(row, l.height(row) == 0 ? row : l.rowAt(l.y(row)), message);
      if (l.isHeader(row)) {
        assertEquals(spec.header(), l.height(row), message);
        assertEquals(OptionalInt.of(row), l.headerOf(l.group(row)), message);
        continue;
      }
      int[] widths = l.widths(row, order);
      int width = spec.width() - Math.min(spec.width() / 2, spec.indent() * l.depth(row));
      int sum = Arrays.stream(widths).sum() + spec.gap() * (widths.length - 1);
      boolean last = l.first(row)
          + l.count(row) == (l.group(row) < 0 ? order.length : groups.get(l.group(row)).first() + groups.get(l.group(row)).own());
      assertTrue(sum == width || sum < width && (last || l.count(row) == 1), message + ": row " + row + " is " + sum + " of " + width);
      assertTrue(Arrays.stream(widths).allMatch(w -> w > 0), message);
      int high = l.pictureHeight(row);
      assertTrue(2 * high >= spec.rowHeight() && 2 * high <= 3 * spec.rowHeight(), message + ": " + high);
      for (int place = l.first(row); place < l.first(row) + l.count(row); place++) {
        assertTrue(!seen[place], message);
        seen[place] = true;
        assertEquals(OptionalInt.of(row), l.rowOf(place), message);
      }
    }
    assertEquals(l.rows() == 0 ? 0 : y - spec.gap(), l.height(), message);
    for (int place = 0; place < order.length; place++) {
      int at = l.rowOf(place).orElseThrow();
      assertTrue(seen[place] || l.isHeader(at) && spec.isCollapsed(l.group(at)), message + ": place " + place + " is nowhere");
    }
  }
}
