package panoptic.query;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How often each number came: those from 0 to below `small` in pages by number, others in a hash table without objects. For one thread.
///
/// A page is made when one of its numbers comes, so that few numbers of many cost little.
final class LongCounts {
  private static final int PAGE_BITS = 9;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[1 << 10];
  private int[] counts = new int[1 << 10];
  private final int small;
  private final int[] @Nullable [] pages;
  private int size;
  private int hashed;

  LongCounts(int small) {
    this.small = small;
    pages = new int[small + PAGE - 1 >>> PAGE_BITS][];
  }

  void add(long key, int times) {
    if (key >= 0 && key < small) {
      int[] page = page((int) key);
      int at = (int) key & PAGE - 1;
      size += page[at] == 0 ? 1 : 0;
      page[at] += times;
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

  private int[] page(int key) {
    int[] known = pages[key >>> PAGE_BITS];
    if (known == null) {
      known = new int[PAGE];
      pages[key >>> PAGE_BITS] = known;
    }
    return known;
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
    for (int p = 0; p < pages.length; p++) {
      int[] page = pages[p];
      for (int i = 0; page != null && i < PAGE; i++) {
        if (page[i] != 0) {
          reader.read((p << PAGE_BITS) + i, page[i]);
        }
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
    if (key >= 0 && key < small) {
      int[] page = pages[(int) key >>> PAGE_BITS];
      return page == null ? 0 : page[(int) key & PAGE - 1];
    }
    return counts[find(keys, counts, key)];
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
