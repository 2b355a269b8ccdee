package panoptic.query;

import java.util.Arrays;

/// Numbers the different longs that come, from 0 on, in a hash table without objects. For one thread.
final class LongPlaces {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int UNKNOWN = -1;

  private long[] keys = new long[1 << 10];
  private int[] places = new int[1 << 10];
  private int size;

  LongPlaces() {
    Arrays.fill(places, UNKNOWN);
  }

  /// Finds the place of a number that came for the first time.
  interface Maker {
    int place(long key);
  }

  /// Returns the place of a number; one that has none yet gets it from `maker`.
  int place(long key, Maker maker) {
    int at = find(keys, places, key);
    if (places[at] == UNKNOWN) {
      int place = maker.place(key);
      keys[at] = key;
      places[at] = place;
      if (2 * ++size >= keys.length) {
        grow();
      }
      return place;
    }
    return places[at];
  }

  private static int find(long[] keys, int[] places, long key) {
    // The upper bits of the product hang on all bits of the key; round doubles differ in their upper ones alone.
    int at = (int) (key * SPREAD >>> Integer.numberOfLeadingZeros(keys.length) + 33);
    while (places[at] != UNKNOWN && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] moreKeys = new long[4 * keys.length];
    int[] morePlaces = new int[moreKeys.length];
    Arrays.fill(morePlaces, UNKNOWN);
    for (int i = 0; i < keys.length; i++) {
      if (places[i] != UNKNOWN) {
        int at = find(moreKeys, morePlaces, keys[i]);
        moreKeys[at] = keys[i];
        morePlaces[at] = places[i];
      }
    }
    keys = moreKeys;
    places = morePlaces;
  }
}
