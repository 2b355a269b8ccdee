package panoptic.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocationsTest {

  @Test
  void findsEveryPlaceThroughAllTables() throws IOException {
    var random = new SplittableRandom(1);
    var locations = new Locations(0);
    int n = 200_000;
    long[] hashes = random.longs(n).toArray();
    for (int i = 0; i < n; i++) {
      assertFalse(locations.add(hashes[i], 1 + i / 1000, 32 + 8L * i, (_, _) -> false));
    }
    var strangers = new AtomicInteger();
    for (int i = 0; i < n; i++) {
      int pack = 1 + i / 1000;
      long offset = 32 + 8L * i;
      assertTrue(locations.any(hashes[i], (p, o) -> {
        boolean mine = p == pack && o == offset;
        strangers.addAndGet(mine ? 0 : 1);
        return mine;
      }), "number " + i);
    }
    assertTrue(strangers.get() < 30, strangers + " places of other keys were shown");
    assertEquals(n, locations.all().length);
  }

  @Test
  void holdsTheLargestPackAndPlace() throws IOException {
    var locations = new Locations(10);
    locations.add(-1, Locations.MAX_PACK, Locations.MAX_OFFSET, (_, _) -> false);
    locations.add(0, 1, 32, (_, _) -> false);
    var found = new AtomicLong();
    assertTrue(locations.any(-1, (pack, offset) -> {
      found.set(offset);
      return pack == Locations.MAX_PACK;
    }));
    assertEquals(Locations.MAX_OFFSET, found.get());
    assertArrayEquals(new long[] {(1L << 28) | 32, ((long) Locations.MAX_PACK << 28) | Locations.MAX_OFFSET}, locations.all());
  }

  @Test
  void showsAllPlacesOfOneKeyAndSaysThatItWasKnown() throws IOException {
    var locations = new Locations(10);
    assertFalse(locations.add(42, 1, 32, (_, _) -> true));
    assertTrue(locations.add(42, 2, 64, (_, _) -> true));
    var shown = new ArrayList<Integer>();
    assertFalse(locations.any(42, (pack, _) -> {
      shown.add(pack);
      return false;
    }));
    assertEquals(2, shown.size());
    assertFalse(locations.any(43, (_, _) -> true));
  }
}
