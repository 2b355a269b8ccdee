package panoptic.query;

/// How often each cell of a column came. For one thread.
interface CellCounts {
  /// Returns how many different cells came.
  int size();

  /// What is told of each cell.
  interface Reader {
    void read(long cell, int count);
  }

  void forEach(Reader reader);

  /// Some cells and how often each came.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Top(long[] cells, int[] counts, int size) {
  }

  /// Returns the cells that came most often, the most frequent first, those that came equally often ascending; at most `most` of them.
  default Top top(int most) {
    long[] best = new long[most];
    int[] times = new int[most];
    int[] n = {0};
    forEach((cell, count) -> {
      if (n[0] == most && times[most - 1] > count) {
        return;
      }
      int at = n[0];
      while (at > 0 && (times[at - 1] < count || times[at - 1] == count && best[at - 1] > cell)) {
        at--;
      }
      if (at < most) {
        int moved = Math.min(n[0], most - 1) - at;
        System.arraycopy(best, at, best, at + 1, moved);
        System.arraycopy(times, at, times, at + 1, moved);
        best[at] = cell;
        times[at] = count;
        n[0] = Math.min(most, n[0] + 1);
      }
    });
    return new Top(best, times, n[0]);
  }
}
