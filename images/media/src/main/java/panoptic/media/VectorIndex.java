package panoptic.media;

import panoptic.model.Sha1;

/// Where the vector of each image lies: sha1s in an open hash table of primitives, with the number of a segment and an offset in it. For one thread at a time.
final class VectorIndex {
  static final long NONE = -1;
  private static final int OFFSET_BITS = 36;

  private long[] high = new long[16];
  private long[] middle = new long[16];
  private int[] low = new int[16];
  private long[] places = filled(16);
  private int count;

  static long place(int segment, long offset) {
    return (long) segment << OFFSET_BITS | offset;
  }

  static int segment(long place) {
    return (int) (place >>> OFFSET_BITS);
  }

  static long offset(long place) {
    return place & ((1L << OFFSET_BITS) - 1);
  }

  int count() {
    return count;
  }

  long get(Sha1 sha1) {
    return places[slot(sha1.high(), sha1.middle(), sha1.low())];
  }

  /// Puts an image in, or in another place; returns where it was, or [#NONE].
  long put(Sha1 sha1, long place) {
    if (2 * count >= places.length) {
      grow();
    }
    int s = slot(sha1.high(), sha1.middle(), sha1.low());
    long before = places[s];
    high[s] = sha1.high();
    middle[s] = sha1.middle();
    low[s] = sha1.low();
    places[s] = place;
    count += before == NONE ? 1 : 0;
    return before;
  }

  interface Visit {
    void at(Sha1 sha1, long place);
  }

  void each(Visit visit) {
    for (int s = 0; s < places.length; s++) {
      if (places[s] != NONE) {
        visit.at(new Sha1(high[s], middle[s], low[s]), places[s]);
      }
    }
  }

  private int slot(long h, long m, int l) {
    int mask = places.length - 1;
    int s = (int) ((h ^ m >>> 17) * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (places[s] != NONE && (high[s] != h || middle[s] != m || low[s] != l)) {
      s = s + 1 & mask;
    }
    return s;
  }

  private void grow() {
    var old = this.clones();
    int size = 2 * places.length;
    high = new long[size];
    middle = new long[size];
    low = new int[size];
    places = filled(size);
    count = 0;
    old.each(this::put);
  }

  private VectorIndex clones() {
    var out = new VectorIndex();
    out.high = high;
    out.middle = middle;
    out.low = low;
    out.places = places;
    return out;
  }

  private static long[] filled(int size) {
    var out = new long[size];
    java.util.Arrays.fill(out, NONE);
    return out;
  }
}
