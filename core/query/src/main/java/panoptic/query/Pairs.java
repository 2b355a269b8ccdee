package panoptic.query;

import java.util.Arrays;

/// The groups of a level inside those of the level around it: each pair of an outer group and a key has a number, in the order they came.
///
/// Several threads number pairs, each by a [Reader] of its own, which asks here for those it does not know yet.
final class Pairs {
  private final LongPlaces places = new LongPlaces();
  private int[] outer = new int[64];
  private int[] key = new int[64];
  private int size;

  private synchronized int number(int outerGroup, int ofKey) {
    return places.place((long) outerGroup << 32 | ofKey, _ -> add(outerGroup, ofKey));
  }

  private int add(int outerGroup, int ofKey) {
    if (size == outer.length) {
      outer = Arrays.copyOf(outer, 2 * size);
      key = Arrays.copyOf(key, 2 * size);
    }
    outer[size] = outerGroup;
    key[size] = ofKey;
    return size++;
  }

  synchronized int size() {
    return size;
  }

  int outer(int number) {
    return outer[number];
  }

  int key(int number) {
    return key[number];
  }

  Reader reader() {
    return new Reader();
  }

  /// Numbers pairs for one thread: from a table where there are few, else from a hash table.
  final class Reader {
    private static final int MOST = 1 << 20;
    private static final int UNKNOWN = -1;

    private final LongPlaces hashed = new LongPlaces();
    private int outers = 16;
    private int keys = 16;
    private int[] table = filled(outers * keys);

    int of(int outerGroup, int ofKey) {
      if (outerGroup >= outers || ofKey >= keys) {
        grow(outerGroup, ofKey);
        if (outerGroup >= outers || ofKey >= keys) {
          return hashed.place((long) outerGroup << 32 | ofKey, _ -> number(outerGroup, ofKey));
        }
      }
      int at = outerGroup * keys + ofKey;
      int known = table[at];
      if (known == UNKNOWN) {
        known = number(outerGroup, ofKey);
        table[at] = known;
      }
      return known;
    }

    private void grow(int outerGroup, int ofKey) {
      int moreOuters = Math.max(outers, Integer.highestOneBit(outerGroup) << 1);
      int moreKeys = Math.max(keys, Integer.highestOneBit(ofKey) << 1);
      if ((long) moreOuters * moreKeys > MOST) {
        return;
      }
      int[] more = filled(moreOuters * moreKeys);
      for (int o = 0; o < outers; o++) {
        System.arraycopy(table, o * keys, more, o * moreKeys, keys);
      }
      table = more;
      outers = moreOuters;
      keys = moreKeys;
    }

    private static int[] filled(int size) {
      int[] out = new int[size];
      Arrays.fill(out, UNKNOWN);
      return out;
    }
  }
}
