package panoptic.query;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import panoptic.query.Membership.Standing;

/// Rows dealt out by the group they lay in, then by their place in a level. Run `r` has the rows from `starts[r]` to `starts[r + 1]`, which lay in group
/// `outer[r]` and stand at `places[r]`; within a run they keep their order.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Runs(int[] rows, int[] starts, int[] outer, int[] places) {

  int size() {
    return places.length;
  }

  /// Deals out rows that lie in groups: those of group `g` stand from `from[g]` to `from[g + 1]`. `ranks` has where each place comes among the others.
  static Runs deal(int[] rows, int[] from, Standing standing, int[] ranks) {
    int[] places = standing.places();
    int[] entries = sorted(null, places.length, e -> ranks[places[e]], ranks.length);
    int[] groupOf = new int[rows.length];
    for (int g = 1; g < from.length - 1; g++) {
      Arrays.fill(groupOf, from[g], from[g + 1], g);
    }
    if (from.length > 2) {
      entries = sorted(entries, places.length, e -> groupOf[standing.entry(e)], from.length - 1);
    }
    int n = entries.length;
    int[] dealt = new int[n];
    int[] outerOf = new int[n];
    int[] placeOf = new int[n];
    int runs = 0;
    int[] starts = new int[n + 1];
    for (int i = 0; i < n; i++) {
      int at = standing.entry(entries[i]);
      dealt[i] = rows[at];
      int outer = groupOf[at];
      int place = places[entries[i]];
      if (runs == 0 || outerOf[runs - 1] != outer || placeOf[runs - 1] != place) {
        starts[runs] = i;
        outerOf[runs] = outer;
        placeOf[runs++] = place;
      }
    }
    starts[runs] = n;
    return new Runs(dealt, Arrays.copyOf(starts, runs + 1), Arrays.copyOf(outerOf, runs), Arrays.copyOf(placeOf, runs));
  }

  /// Sorts entries, all `n` in order where none are given, by a key below `keys`; those of one key stay as they stood.
  private static int[] sorted(int @org.jspecify.annotations.Nullable [] entries, int n, IntUnaryOperator keyOf, int keys) {
    int[] next = new int[keys + 1];
    int[] keyAt = new int[n];
    for (int i = 0; i < n; i++) {
      keyAt[i] = keyOf.applyAsInt(entries == null ? i : entries[i]);
      next[keyAt[i] + 1]++;
    }
    for (int key = 0; key < keys; key++) {
      next[key + 1] += next[key];
    }
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      out[next[keyAt[i]]++] = entries == null ? i : entries[i];
    }
    return out;
  }
}
