package panoptic.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import panoptic.model.Computed;
import panoptic.project.ProjectState;

/// Makes the tree of groups, level by level.
final class Grouping {
  private static final int[] NO_ROWS = {};

  private final StateReader reader;
  private final View view;
  private final List<GroupKeys> keys;
  private final Images images;
  private final int[] folders;
  private final Map<List<Integer>, Ways> ways = new HashMap<>();

  Grouping(StateReader reader, View view, Images images) {
    this.reader = reader;
    this.view = view;
    this.keys = view.group().stream().map(by -> new GroupKeys(reader, by)).toList();
    this.images = images;
    ProjectState state = reader.state();
    boolean hasTree = view.group().stream().anyMatch(by -> by.by() == GroupBy.By.TREE);
    folders = hasTree ? FlatCells.of(state.cells(reader.property(Computed.FOLDER)).orElseThrow(), state.instanceRows()) : NO_ROWS;
  }

  /// Returns the groups of rows of instances, which stand in the order of the view; those of one image by rising id.
  List<Group> groups(int[] rows) {
    return groups(rows, 0);
  }

  private List<Group> groups(int[] rows, int level) {
    if (level == view.group().size() || rows.length == 0) {
      return List.of();
    }
    if (view.group().get(level).by() == GroupBy.By.TREE) {
      return tree(rows, level, 0);
    }
    boolean last = level + 1 == view.group().size();
    var out = new ArrayList<Placed>();
    gather(rows, keys.get(level)).forEach((key, all) -> out.add(group(key, all, last ? all : NO_ROWS, level, groups(all, level + 1))));
    return inOrder(out, view.group().get(level));
  }

  /// The folders at one depth. Within a folder stand its sub-folders, then the groups of the next level of what lies in the folder itself.
  private List<Group> tree(int[] rows, int level, int depth) {
    if (rows.length == 0) {
      return List.of();
    }
    var out = new ArrayList<Placed>();
    gather(rows, ways.computeIfAbsent(List.of(level, depth), _ -> new Ways(depth, keys.get(level)))).forEach((key, all) -> {
      int folder = (int) Objects.requireNonNull(key.value);
      int[] here = where(all, folder, true);
      var within = new ArrayList<Group>(tree(where(all, folder, false), level, depth + 1));
      within.addAll(groups(here, level + 1));
      out.add(group(key, all, level + 1 == view.group().size() ? here : NO_ROWS, level, within));
    });
    return inOrder(out, view.group().get(level));
  }

  /// Returns the rows that lie in a folder itself, or those that do not.
  private int[] where(int[] rows, int folder, boolean wanted) {
    int n = 0;
    for (int row : rows) {
      n += folders[row] == folder == wanted ? 1 : 0;
    }
    if (n == rows.length) {
      return rows;
    }
    int[] out = new int[n];
    for (int i = 0, at = 0; at < n; i++) {
      if (folders[rows[i]] == folder == wanted) {
        out[at++] = rows[i];
      }
    }
    return out;
  }

  /// The rows of each group, in the order in which groups come first.
  private static Map<GroupKeys.Key, int[]> gather(int[] rows, Membership in) {
    int[] places = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      places[i] = in.place(rows[i]);
    }
    return in.isSingle() && in.places() <= rows.length ? split(rows, places, in) : grown(rows, places, in);
  }

  /// Where each number is a group, and there are not more of them than rows.
  private static Map<GroupKeys.Key, int[]> split(int[] rows, int[] places, Membership in) {
    int[] counts = new int[in.places()];
    int[] order = new int[in.places()];
    int groups = 0;
    for (int place : places) {
      if (counts[place]++ == 0) {
        order[groups++] = place;
      }
    }
    int[][] byPlace = new int[counts.length][];
    Map<GroupKeys.Key, int[]> members = LinkedHashMap.newLinkedHashMap(groups);
    for (int g = 0; g < groups; g++) {
      int place = order[g];
      byPlace[place] = new int[counts[place]];
      members.put(in.at(place).getFirst(), byPlace[place]);
    }
    for (int i = rows.length - 1; i >= 0; i--) {
      byPlace[places[i]][--counts[places[i]]] = rows[i];
    }
    return members;
  }

  private static Map<GroupKeys.Key, int[]> grown(int[] rows, int[] places, Membership in) {
    Map<GroupKeys.Key, Rows> growing = new LinkedHashMap<>();
    for (int i = 0; i < rows.length; i++) {
      for (GroupKeys.Key key : in.at(places[i])) {
        growing.computeIfAbsent(key, _ -> new Rows()).add(rows[i]);
      }
    }
    Map<GroupKeys.Key, int[]> members = LinkedHashMap.newLinkedHashMap(growing.size());
    growing.forEach((key, all) -> members.put(key, all.toArray()));
    return members;
  }

  /// Tells in which groups rows stand, by numbers.
  interface Membership {
    /// Returns a number from 0 on: rows with one number stand in the same groups.
    int place(int row);

    /// Returns how many numbers there are so far.
    int places();

    /// Returns the groups that a number stands for, at least one.
    List<GroupKeys.Key> at(int place);

    /// Tells whether each number so far stands for one group, and no two for the same.
    boolean isSingle();
  }

  /// Where the way down to a row's folder stands at one depth, found once for each folder.
  private final class Ways implements Membership {
    private final int depth;
    private final GroupKeys keys;
    private final Map<GroupKeys.Key, Integer> placeOfKey = new HashMap<>();
    private final List<List<GroupKeys.Key>> places = new ArrayList<>();
    private int[] placeOfFolder = new int[0];

    Ways(int depth, GroupKeys keys) {
      this.depth = depth;
      this.keys = keys;
    }

    @Override
    public int place(int row) {
      int folder = folders[row];
      if (folder >= placeOfFolder.length) {
        int before = placeOfFolder.length;
        placeOfFolder = Arrays.copyOf(placeOfFolder, Math.max(folder + 1, Math.max(64, 2 * before)));
        Arrays.fill(placeOfFolder, before, placeOfFolder.length, -1);
      }
      if (placeOfFolder[folder] < 0) {
        placeOfFolder[folder] = placeOfKey.computeIfAbsent(keys.inTree(reader.wayTo(folder).get(depth)), key -> {
          places.add(List.of(key));
          return places.size() - 1;
        });
      }
      return placeOfFolder[folder];
    }

    @Override
    public int places() {
      return places.size();
    }

    @Override
    public List<GroupKeys.Key> at(int place) {
      return places.get(place);
    }

    @Override
    public boolean isSingle() {
      return true;
    }
  }

  private Placed group(GroupKeys.Key key, int[] rows, int[] own, int level, List<Group> within) {
    boolean piled = view.mode() == View.Mode.IMAGES;
    int[] shown = piled ? images.firstOfEach(rows) : rows;
    int ofImages = piled ? shown.length : images.count(rows);
    int[] ownShown = own.length == rows.length ? shown : piled ? images.firstOfEach(own) : own;
    return new Placed(key,
        new Group(view.group().get(level).propertyId(), key.value, key.name, rows.length, ofImages, shown, ownShown, within));
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
