package panoptic.query;

import org.jspecify.annotations.Nullable;

/// How often each number came: those from 0 to below `small` in pages by number, others in a hash table without objects. For one thread.
///
/// A page is made when one of its numbers comes, so that few numbers of many cost little.
final class LongCounts implements CellCounts {
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

  @Override
  public int size() {
    return size;
  }

  @Override
  public void forEach(Reader reader) {
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
