package panoptic.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.project.Column;

/// Makes the tree of groups, level by level.
final class Grouping {
  private static final int[] NO_ROWS = {};

  private final StateReader reader;
  private final View view;
  private final List<GroupKeys> keys;
  private final Images images;

  Grouping(StateReader reader, View view, Images images) {
    this.reader = reader;
    this.view = view;
    this.keys = view.group().stream().map(by -> new GroupKeys(reader, by)).toList();
    this.images = images;
  }

  /// Returns the groups of rows of instances, which stand in the order of the view; those of one image by rising id.
  List<Group> groups(int[] rows) {
    return groups(rows, 0);
  }

  private List<Group> groups(int[] rows, int level) {
    if (level == view.group().size()) {
      return List.of();
    }
    if (view.group().get(level).by() == GroupBy.By.TREE) {
      return tree(rows, level, 0);
    }
    var out = new ArrayList<Placed>();
    boolean last = level + 1 == view.group().size();
    gather(rows, keys.get(level)::of).forEach((key, in) -> {
      int[] all = in.toArray();
      out.add(group(key, all, last ? all : NO_ROWS, level, groups(all, level + 1)));
    });
    return inOrder(out, view.group().get(level));
  }

  /// The folders at one depth. Within a folder stand its sub-folders, then the groups of the next level of what lies in the folder itself.
  private List<Group> tree(int[] rows, int level, int depth) {
    var ways = new Ways(depth, keys.get(level));
    var out = new ArrayList<Placed>();
    gather(rows, row -> ways.of(row).key).forEach((key, in) -> {
      int[] all = in.toArray();
      var within = new ArrayList<Group>();
      within.addAll(tree(Arrays.stream(all).filter(row -> !ways.of(row).ends).toArray(), level, depth + 1));
      int[] here = Arrays.stream(all).filter(row -> ways.of(row).ends).toArray();
      within.addAll(groups(here, level + 1));
      out.add(group(key, all, level + 1 == view.group().size() ? here : NO_ROWS, level, within));
    });
    return inOrder(out, view.group().get(level));
  }

  @SuppressWarnings("ReferenceEquality") // the same list is meant; keys are one object each
  private static Map<GroupKeys.Key, Rows> gather(int[] rows, IntFunction<List<GroupKeys.Key>> keysOf) {
    Map<GroupKeys.Key, Rows> members = new LinkedHashMap<>();
    List<GroupKeys.Key> before = List.of();
    Rows same = new Rows();
    for (int row : rows) {
      List<GroupKeys.Key> in = keysOf.apply(row);
      if (in == before && in.size() == 1) { // neighbours often stand in one group
        same.add(row);
        continue;
      }
      for (var key : in) {
        same = members.computeIfAbsent(key, _ -> new Rows());
        same.add(row);
      }
      before = in;
    }
    return members;
  }

  /// Where the way down to a row's folder stands at one depth, found once for each folder.
  private final class Ways {
    /// The folder at the depth as a key, and whether the way ends there.
    private record Way(List<GroupKeys.Key> key, boolean ends) {
    }

    private final int depth;
    private final GroupKeys keys;
    private final Column folders = reader.state().cells(reader.property(Computed.FOLDER)).orElseThrow();
    private @Nullable Way[] byFolder = new Way[64];

    Ways(int depth, GroupKeys keys) {
      this.depth = depth;
      this.keys = keys;
    }

    Way of(int row) {
      int folder = folders.getInt(row);
      if (folder >= byFolder.length) {
        byFolder = Arrays.copyOf(byFolder, Math.max(folder + 1, 2 * byFolder.length));
      }
      Way known = byFolder[folder];
      if (known == null) {
        List<Integer> way = reader.wayTo(folder);
        known = new Way(List.of(keys.inTree(way.get(depth))), way.size() == depth + 1);
        byFolder[folder] = known;
      }
      return known;
    }
  }

  private Placed group(GroupKeys.Key key, int[] rows, int[] own, int level, List<Group> within) {
    int[] perImage = images.firstOfEach(rows);
    boolean piled = view.mode() == View.Mode.IMAGES;
    int[] shown = piled ? perImage : rows;
    int[] ownShown = own.length == rows.length ? shown : piled ? images.firstOfEach(own) : own;
    return new Placed(key,
        new Group(view.group().get(level).propertyId(), key.value, key.name, rows.length, perImage.length, shown, ownShown, within));
  }

  private static List<Group> inOrder(List<Placed> groups, GroupBy by) {
    Comparator<Placed> byValue = (a, b) -> Place.compare(a.key.place, b.key.place);
    Comparator<Placed> wanted = by.order() == GroupBy.Order.SIZE ? Comparator.comparingInt(g -> g.group.rows().length) : byValue;
    Comparator<Placed> directed = by.direction() == Direction.DESC ? wanted.reversed() : wanted;
    List<Group> out = new ArrayList<>(
        groups.stream().filter(g -> g.key.value != null).sorted(directed.thenComparing(byValue)).map(Placed::group).toList());
    groups.stream().filter(g -> g.key.value == null).forEach(none -> out.add(by.empty() == Empty.FIRST ? 0 : out.size(), none.group));
    return out;
  }

  private record Placed(GroupKeys.Key key, Group group) {
  }

  /// A list of rows that grows.
  private static final class Rows {
    private int[] rows = new int[4];
    private int count;

    void add(int row) {
      if (count == rows.length) {
        rows = Arrays.copyOf(rows, 2 * count);
      }
      rows[count++] = row;
    }

    int[] toArray() {
      return Arrays.copyOf(rows, count);
    }
  }
}
