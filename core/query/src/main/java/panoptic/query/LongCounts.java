package panoptic.query;

import java.util.Arrays;

/// How often each number came: those from 0 to below `small` in an array by number, others in a hash table without objects. For one thread.
final class LongCounts {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[1 << 10];
  private int[] counts = new int[1 << 10];
  private final int[] small;
  private int size;
  private int hashed;

  LongCounts(int small) {
    this.small = new int[small];
  }

  void add(long key, int times) {
    if (key >= 0 && key < small.length) {
      size += small[(int) key] == 0 ? 1 : 0;
      small[(int) key] += times;
      return;
    }
    if (2 * hashed >= keys.length) {
      grow();
    }
    int at = find(keys, counts, key);
    if (counts[at] == 0) {
      keys[at] = key;
      hashed++;
      size++;
    }
    counts[at] += times;
  }

  /// Returns how many different numbers came.
  int size() {
    return size;
  }

  /// What is told of each number.
  interface Reader {
    void read(long key, int count);
  }

  void forEach(Reader reader) {
    for (int i = 0; i < small.length; i++) {
      if (small[i] != 0) {
        reader.read(i, small[i]);
      }
    }
    forEachHashed(reader);
  }

  private void forEachHashed(Reader reader) {
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] != 0) {
        reader.read(keys[i], counts[i]);
      }
    }
  }

  /// Returns the numbers that came most often, the most frequent first, those that came equally often ascending; at most `most` of them.
  long[] top(int most) {
    long[] best = new long[most];
    int[] times = new int[most];
    int[] n = {0};
    forEach((key, count) -> {
      int at = n[0];
      while (at > 0 && (times[at - 1] < count || times[at - 1] == count && best[at - 1] > key)) {
        at--;
      }
      if (at < most) {
        int moved = Math.min(n[0], most - 1) - at;
        System.arraycopy(best, at, best, at + 1, moved);
        System.arraycopy(times, at, times, at + 1, moved);
        best[at] = key;
        times[at] = count;
        n[0] = Math.min(most, n[0] + 1);
      }
    });
    return Arrays.copyOf(best, n[0]);
  }

  int count(long key) {
    return key >= 0 && key < small.length ? small[(int) key] : counts[find(keys, counts, key)];
  }

  private static int find(long[] keys, int[] counts, long key) {
    // The upper bits of the product hang on all bits of the key; round doubles differ in their upper ones alone.
    int at = (int) (key * SPREAD >>> Integer.numberOfLeadingZeros(keys.length) + 33);
    while (counts[at] != 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] moreKeys = new long[4 * keys.length];
    int[] moreCounts = new int[moreKeys.length];
    forEachHashed((key, count) -> {
      int at = find(moreKeys, moreCounts, key);
      moreKeys[at] = key;
      moreCounts[at] = count;
    });
    keys = moreKeys;
    counts = moreCounts;
  }
}
