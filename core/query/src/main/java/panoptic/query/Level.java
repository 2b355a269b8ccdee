package panoptic.query;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The groups of one level by number: whose rows they have, how many, and in which order they stand. Made by [Tally].
final class Level {
  /// Says of a group that it stands in no other of its level.
  static final int OUTERMOST = -1;

  final GroupBy by;
  final List<GroupKey> keys;
  /// By number: the group of the level around it, and its key.
  final int[] outer;
  final int[] key;
  /// By number: the folder of this level that it lies in, or [#OUTERMOST].
  final int[] up;
  /// By number: how many instances and images match, those of folders within included; 0 for numbers that no row has.
  final int[] instances;
  final int[] images;
  /// By number: the instances and images that lie in no folder within.
  final int[] ownInstances;
  final int[] ownImages;

  Level(GroupBy by, List<GroupKey> keys, int[] outer, int[] key, int[] up) {
    this.by = by;
    this.keys = keys;
    this.outer = outer;
    this.key = key;
    this.up = up;
    instances = new int[outer.length];
    images = new int[outer.length];
    ownInstances = new int[outer.length];
    ownImages = new int[outer.length];
  }

  GroupKey keyOf(int number) {
    return keys.get(key[number]);
  }

  /// Groups side by side, in order: those around each of which stand from `starts` of its number up to the next.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Children(int[] starts, int[] numbers) {
    int from(int parent) {
      return starts[parent];
    }

    int to(int parent) {
      return starts[parent + 1];
    }

    int number(int at) {
      return numbers[at];
    }
  }

  /// Returns the outermost groups of this level by the group of the level around it. `parents`: how many of these there are.
  Children within(int parents, boolean byImages) {
    return children(parents, byImages, number -> up[number] == OUTERMOST ? outer[number] : OUTERMOST);
  }

  /// Returns the groups of this level by the folder of it that they lie in.
  Children inFolders(boolean byImages) {
    return children(outer.length, byImages, number -> up[number]);
  }

  private interface Parent {
    int of(int number);
  }

  private Children children(int parents, boolean byImages, Parent parent) {
    int[] starts = new int[parents + 1];
    int[] byRank = byRank();
    int n = 0;
    for (int number : byRank) {
      if (parent.of(number) != OUTERMOST) {
        starts[parent.of(number) + 1]++;
        byRank[n++] = number;
      }
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] next = starts.clone();
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      numbers[next[parent.of(byRank[i])]++] = byRank[i];
    }
    for (int p = 0; p < parents; p++) {
      order(numbers, starts[p], starts[p + 1], byImages);
    }
    return new Children(starts, numbers);
  }

  /// Returns the groups that have rows by the order of their keys' values; those without a value come last.
  private int[] byRank() {
    int[] ranks = new int[keys.size()];
    int[] byPlace = IntStream.range(0, ranks.length).boxed().sorted(Comparator.comparing(keys::get, Level::compare)).mapToInt(k -> k)
        .toArray();
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[byPlace[rank]] = rank;
    }
    int[] next = new int[ranks.length + 1];
    int n = 0;
    for (int number = 0; number < outer.length; number++) {
      if (instances[number] > 0) {
        next[ranks[key[number]] + 1]++;
        n++;
      }
    }
    Arrays.parallelPrefix(next, Integer::sum);
    int[] out = new int[n];
    for (int number = 0; number < outer.length; number++) {
      if (instances[number] > 0) {
        out[next[ranks[key[number]]]++] = number;
      }
    }
    return out;
  }

  private static int compare(GroupKey a, GroupKey b) {
    return a.value == null || b.value == null ? Boolean.compare(a.value == null, b.value == null) : Place.compare(a.place, b.place);
  }

  /// Puts groups that stand by value into the order that the level asks for.
  private void order(int[] numbers, int from, int to, boolean byImages) {
    boolean hasNone = from < to && keyOf(numbers[to - 1]).value == null;
    int none = hasNone ? numbers[to - 1] : 0;
    int end = hasNone ? to - 1 : to;
    boolean isDown = by.direction() == Direction.DESC;
    if (by.order() == GroupBy.Order.SIZE) {
      int[] sizes = byImages ? images : instances;
      long[] bySize = new long[end - from];
      for (int i = from; i < end; i++) { // of one size by value still
        bySize[i - from] = (long) (isDown ? -sizes[numbers[i]] : sizes[numbers[i]]) << 32 | i;
      }
      Arrays.sort(bySize);
      int[] before = Arrays.copyOfRange(numbers, from, end);
      for (int i = from; i < end; i++) {
        numbers[i] = before[(int) bySize[i - from] - from];
      }
    } else if (isDown) {
      for (int i = from, j = end - 1; i < j; i++, j--) {
        int number = numbers[i];
        numbers[i] = numbers[j];
        numbers[j] = number;
      }
    }
    if (hasNone && by.empty() == Empty.FIRST) {
      System.arraycopy(numbers, from, numbers, from + 1, end - from);
      numbers[from] = none;
    }
  }
}
