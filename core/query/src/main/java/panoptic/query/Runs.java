package panoptic.query;

import java.util.Arrays;
import panoptic.query.Membership.Standing;

/// Rows dealt out by the group they lay in, then by their place in a level. Run `r` has the rows from `starts[r]` to `starts[r + 1]`, which lay in group
/// `outer[r]` and stand at `places[r]`; within a run they keep their order.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Runs(int[] rows, int[] starts, int[] outer, int[] places) {
  /// Where a group's rows stand at more than one in so many of all places, these are gone through in order rather than sorted.
  private static final int DENSE = 8;

  int size() {
    return places.length;
  }

  /// Deals out rows that lie in groups: those of group `g` stand from `from[g]` to `from[g + 1]`. `ranks` has where each place comes among the others.
  static Runs deal(int[] rows, int[] from, Standing standing, int[] ranks) {
    int[] places = standing.places();
    int[] placeOfRank = new int[ranks.length];
    for (int place = 0; place < ranks.length; place++) {
      placeOfRank[ranks[place]] = place;
    }
    var made = new Made();
    int[] dealt = new int[places.length];
    int[] next = new int[ranks.length];
    int[] seen = new int[ranks.length];
    int begin = 0;
    for (int group = 0; group < from.length - 1; group++) {
      int end = begin;
      int distinct = 0;
      while (end < places.length && standing.entry(end) < from[group + 1]) {
        int rank = ranks[places[end++]];
        if (next[rank]++ == 0) {
          seen[distinct++] = rank;
        }
      }
      inOrder(seen, distinct, next);
      int at = begin;
      for (int i = 0; i < distinct; i++) {
        made.add(at, group, placeOfRank[seen[i]]);
        int count = next[seen[i]];
        next[seen[i]] = at;
        at += count;
      }
      for (int entry = begin; entry < end; entry++) {
        dealt[next[ranks[places[entry]]]++] = rows[standing.entry(entry)];
      }
      for (int i = 0; i < distinct; i++) {
        next[seen[i]] = 0;
      }
      begin = end;
    }
    return made.runs(dealt);
  }

  /// Sorts the first ranks that were seen, whose counts are above 0.
  private static void inOrder(int[] seen, int distinct, int[] counts) {
    if (distinct < counts.length / DENSE) {
      Arrays.sort(seen, 0, distinct);
      return;
    }
    for (int rank = 0, n = 0; n < distinct; rank++) {
      if (counts[rank] > 0) {
        seen[n++] = rank;
      }
    }
  }

  /// Runs being made.
  private static final class Made {
    private int[] starts = new int[64];
    private int[] outer = new int[64];
    private int[] places = new int[64];
    private int size;

    void add(int start, int group, int place) {
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, 2 * size);
        outer = Arrays.copyOf(outer, 2 * size);
        places = Arrays.copyOf(places, 2 * size);
      }
      starts[size] = start;
      outer[size] = group;
      places[size++] = place;
    }

    Runs runs(int[] rows) {
      int[] ends = Arrays.copyOf(starts, size + 1);
      ends[size] = rows.length;
      return new Runs(rows, ends, Arrays.copyOf(outer, size), Arrays.copyOf(places, size));
    }
  }
}
