package panoptic.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/// Makes the tree of groups, all groups of a level at once: rows are dealt out by the value of the level, then by the group they lie in.
final class Grouping {
  private final StateReader reader;
  private final View view;
  private final Images images;
  private final Optional<SortedColumns> kept;
  private final Map<Integer, GroupKey> foldersInTree = new HashMap<>();

  /// `kept`: what is known of the project's columns.
  Grouping(StateReader reader, View view, Images images, Optional<SortedColumns> kept) {
    this.reader = reader;
    this.kept = kept;
    this.view = view;
    this.images = images;
  }

  /// A group being made: its rows stand from `from` to `to` among those of its level.
  private static final class Node {
    final int propertyId;
    final GroupKey key;
    final int from;
    int to;
    int images;
    int[] own = {};
    List<Node> within = new ArrayList<>();

    Node(int propertyId, GroupKey key, int from) {
      this.propertyId = propertyId;
      this.key = key;
      this.from = from;
    }
  }

  /// Returns the groups of rows of instances, which stand in the order of the view; those of one image by rising id.
  List<Group> groups(int[] rows) {
    var root = new Node(0, GroupKey.NONE, 0);
    List<Node> innermost = List.of(root);
    var runs = new Runs(rows, new int[] {0, rows.length}, new int[1], new int[1]);
    for (GroupBy by : view.group()) {
      boolean isTree = by.by() == GroupBy.By.TREE;
      Membership level = by.by() == GroupBy.By.TAG || by.by() == GroupBy.By.TOP ? new TagKeys(reader, by) : new GroupKeys(reader, by, kept);
      Membership.Standing standing = level.stand(runs.rows());
      runs = Runs.deal(runs.rows(), runs.starts(), standing, ranks(level.keys(), isTree ? this::compareWays : Grouping::compare));
      innermost = isTree ? tree(runs, innermost, level.keys(), by) : flat(runs, innermost, level.keys(), by);
    }
    for (int run = 0; run < runs.size(); run++) {
      int[] own = Arrays.copyOfRange(runs.rows(), runs.starts()[run], runs.starts()[run + 1]);
      innermost.get(run).own = isPiled() ? images.firstOfEach(own) : own;
    }
    return finished(root.within);
  }

  private boolean isPiled() {
    return view.mode() == View.Mode.IMAGES;
  }

  private static List<Group> finished(List<Node> nodes) {
    return nodes.stream()
        .map(n -> new Group(n.propertyId, n.key.value, n.key.name, n.to - n.from, n.images, n.own, finished(n.within))).toList();
  }

  /// Puts a group for each run into the one that its rows lay in; returns the groups run by run.
  private List<Node> flat(Runs runs, List<Node> outer, List<GroupKey> keys, GroupBy by) {
    var made = new ArrayList<Node>(runs.size());
    for (int run = 0, end; run < runs.size(); run = end) {
      for (end = run; end < runs.size() && runs.outer()[end] == runs.outer()[run]; end++) {
        var node = new Node(by.propertyId(), keys.get(runs.places()[end]), runs.starts()[end]);
        node.to = runs.starts()[end + 1];
        node.images = images.count(runs.rows(), node.from, node.to);
        made.add(node);
      }
      outer.get(runs.outer()[run]).within.addAll(inOrder(made.subList(run, end), by));
    }
    return made;
  }

  /// As [#flat], of folders inside folders. Runs come in the order of the tree, each folder before those within.
  private List<Node> tree(Runs runs, List<Node> outer, List<GroupKey> keys, GroupBy by) {
    var made = new ArrayList<Node>(runs.size());
    for (int run = 0, end; run < runs.size(); run = end) {
      var top = new ArrayList<Node>();
      var way = new ArrayList<Node>();
      for (end = run; end < runs.size() && runs.outer()[end] == runs.outer()[run]; end++) {
        List<Integer> folders = reader.wayTo(folder(keys.get(runs.places()[end])));
        int same = 0;
        while (same < Math.min(way.size(), folders.size()) && Objects.equals(way.get(same).key.value, folders.get(same))) {
          same++;
        }
        way.subList(same, way.size()).clear();
        for (int folder : folders.subList(same, folders.size())) {
          var node = new Node(by.propertyId(), inTree(folder), runs.starts()[end]);
          (way.isEmpty() ? top : way.getLast().within).add(node);
          way.add(node);
        }
        int to = runs.starts()[end + 1];
        way.forEach(node -> node.to = to);
        made.add(way.getLast());
      }
      outer.get(runs.outer()[run]).within.addAll(counted(runs.rows(), top, by));
    }
    return made;
  }

  private List<Node> counted(int[] rows, List<Node> folders, GroupBy by) {
    for (Node folder : folders) {
      folder.images = images.count(rows, folder.from, folder.to);
      folder.within = new ArrayList<>(counted(rows, folder.within, by));
    }
    return inOrder(folders, by);
  }

  private static int folder(GroupKey key) {
    return (int) Objects.requireNonNull(key.value);
  }

  /// The key of a folder among the folders beside it.
  private GroupKey inTree(int id) {
    return foldersInTree.computeIfAbsent(id, _ -> {
      String name = reader.folderName(id);
      return GroupKey.named(id, name.substring(name.lastIndexOf('/') + 1));
    });
  }

  // ---- order

  /// Puts groups that stand by value into the order that a level asks for.
  private List<Node> inOrder(List<Node> byValue, GroupBy by) {
    var out = new ArrayList<>(byValue);
    out.removeIf(n -> n.key.value == null);
    if (by.order() == GroupBy.Order.SIZE) {
      Comparator<Node> bySize = Comparator.comparingInt(n -> isPiled() ? n.images : n.to - n.from);
      out.sort(by.direction() == Direction.DESC ? bySize.reversed() : bySize); // of one size by value still
    } else if (by.direction() == Direction.DESC) {
      Collections.reverse(out);
    }
    byValue.stream().filter(n -> n.key.value == null).forEach(none -> out.add(by.empty() == Empty.FIRST ? 0 : out.size(), none));
    return out;
  }

  /// Returns where each key stands among all.
  private static int[] ranks(List<GroupKey> keys, Comparator<GroupKey> comparator) {
    int[] ranks = new int[keys.size()];
    List<Integer> order = IntStream.range(0, ranks.length).boxed().sorted((a, b) -> comparator.compare(keys.get(a), keys.get(b))).toList();
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[order.get(rank)] = rank;
    }
    return ranks;
  }

  private static int compare(GroupKey a, GroupKey b) {
    return a.value == null || b.value == null ? Boolean.compare(a.value == null, b.value == null) : Place.compare(a.place, b.place);
  }

  /// Compares the ways from the roots down to two folders: one above comes first.
  private int compareWays(GroupKey a, GroupKey b) {
    List<Integer> one = reader.wayTo(folder(a));
    List<Integer> other = reader.wayTo(folder(b));
    for (int depth = 0; depth < Math.min(one.size(), other.size()); depth++) {
      int c = compare(inTree(one.get(depth)), inTree(other.get(depth)));
      if (c != 0) {
        return c;
      }
    }
    return Integer.compare(one.size(), other.size());
  }
}
