package panoptic.query;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The groups of an order as displayed, by index: parents before children. Immutable.
public final class Groups {
  static final Groups NONE = new Groups(0);

  private final ShownGroup[] groups;

  private Groups(int size) {
    groups = new ShownGroup[size];
  }

  /// Numbers the groups of an answer and puts their rows, one leaf after the other, into `places`, which has room for [#places].
  static Groups of(List<Group> tree, int[] places) {
    var out = new Groups(size(tree));
    out.put(tree, 0, -1, 0, 0, places);
    return out;
  }

  private static int size(List<Group> tree) {
    int n = tree.size();
    for (Group g : tree) {
      n += size(g.groups());
    }
    return n;
  }

  /// Returns how many places a tree of groups has: a picture that stands in two groups has two.
  static int places(List<Group> tree) {
    int n = 0;
    for (Group g : tree) {
      n += g.own().length + places(g.groups());
    }
    return n;
  }

  /// Returns the index after the last group of the tree.
  private int put(List<Group> tree, int depth, int parent, int index, int place, int[] places) {
    int next = index;
    int at = place;
    for (Group g : tree) {
      int[] own = g.own();
      System.arraycopy(own, 0, places, at, own.length);
      int end = put(g.groups(), depth + 1, next, next + 1, at + own.length, places);
      int count = own.length;
      for (int within = next + 1; within < end; within = get(within).end()) {
        count += get(within).count();
      }
      groups[next] = new ShownGroup(next, depth, parent, end, g.propertyId(), g.value(), g.name(), g.instances(), g.images(), at, count,
          own.length);
      next = end;
      at += count;
    }
    return next;
  }

  public int size() {
    return groups.length;
  }

  /// Returns the group of an index below [#size].
  public ShownGroup get(int index) {
    return Objects.requireNonNull(groups[index]);
  }

  /// Returns some groups from an index on, fewer where there are no more.
  public List<ShownGroup> window(int from, int count) {
    int start = Math.min(from, groups.length);
    return List.of(Arrays.copyOfRange(groups, start, (int) Math.min(groups.length, (long) start + count)));
  }
}
