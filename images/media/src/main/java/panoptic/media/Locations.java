package panoptic.media;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.stream.LongStream;

/// Where the record of a key may lie: a hash table of longs, some 11.4 bytes a record.
///
/// A slot holds 20 bits of the key's hash, the number of a pack (19 bits) and a place in it in units of 8 bytes (25 bits). So
/// about one in a million answers belongs to another key: who asks compares the key in the record itself. A table is never
/// rehashed (the rest of the hash is not kept): when it is full the next one, as large as all before, takes over, and a
/// question goes through all of them, newest first.
///
/// Thread safety: any number of readers, without locks, beside one writer.
final class Locations {
  static final int MAX_PACK = (1 << 19) - 1;
  static final long MAX_OFFSET = (1L << 28) - 8;

  private static final int LEAST_RECORDS = 1 << 14;
  private static final double LOAD = 0.7;
  private static final int PLACE_BITS = 44;
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);

  interface Visit {
    /// Looks at a place; returns whether to stop there.
    boolean isIt(int pack, long offset) throws IOException;
  }

  private static final class Table {
    final long[] slots;
    final int room;
    int records;

    Table(int room) {
      this.room = room;
      this.slots = new long[Math.max(16, (int) Math.min(Integer.MAX_VALUE - 8, (long) (room / LOAD)))];
    }
  }

  private volatile Table[] tables;

  /// Makes room for so many records; more may come.
  Locations(int records) {
    tables = new Table[] {new Table(Math.max(records, LEAST_RECORDS))};
  }

  /// Returns 64 well mixed bits (the finaliser of MurmurHash3) of what is uniform already but for attacks and the edge.
  static long hash(long high, long middle, int edge) {
    long h = high ^ (middle * 0x9E3779B97F4A7C15L) ^ edge;
    h = (h ^ (h >>> 33)) * 0xFF51AFD7ED558CCDL;
    h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return h ^ (h >>> 33);
  }

  /// Adds a place; returns whether `same` accepted one of those already there.
  boolean add(long hash, int pack, long offset, Visit same) throws IOException {
    Table last = tables[tables.length - 1];
    if (last.records >= last.room) {
      last = grow();
    }
    long entry = (hash << PLACE_BITS) | ((long) pack << 25) | (offset >>> 3);
    boolean known = tables.length > 1 && any(hash, same);
    int at = home(hash, last);
    for (long found = last.slots[at]; found != 0; found = last.slots[at]) {
      known = known || isCandidate(found, hash) && visit(found, same);
      at = at + 1 == last.slots.length ? 0 : at + 1;
    }
    SLOT.setRelease(last.slots, at, entry);
    last.records++;
    return known;
  }

  /// Shows the places where a key may lie until one is it; returns whether one was.
  boolean any(long hash, Visit visit) throws IOException {
    Table[] all = tables;
    for (int t = all.length - 1; t >= 0; t--) {
      long[] slots = all[t].slots;
      int at = home(hash, all[t]);
      for (long found = (long) SLOT.getAcquire(slots, at); found != 0; found = (long) SLOT.getAcquire(slots, at)) {
        if (isCandidate(found, hash) && visit(found, visit)) {
          return true;
        }
        at = at + 1 == slots.length ? 0 : at + 1;
      }
    }
    return false;
  }

  /// Returns all places as `pack << 28 | offset`, in order.
  long[] all() {
    return Arrays.stream(tables).flatMapToLong(t -> LongStream.range(0, t.slots.length).map(i -> (long) SLOT.getAcquire(t.slots, (int) i)))
        .filter(entry -> entry != 0).map(entry -> (entry & ((1L << PLACE_BITS) - 1)) << 3).sorted().toArray();
  }

  private Table grow() {
    Table[] before = tables;
    long records = 0;
    for (Table table : before) {
      records += table.records;
    }
    Table[] more = Arrays.copyOf(before, before.length + 1);
    var fresh = new Table((int) Math.min(records, Integer.MAX_VALUE / 2));
    more[before.length] = fresh;
    tables = more;
    return fresh;
  }

  private static boolean isCandidate(long entry, long hash) {
    return (entry ^ (hash << PLACE_BITS)) >>> PLACE_BITS == 0;
  }

  private static boolean visit(long entry, Visit visit) throws IOException {
    long place = entry & ((1L << PLACE_BITS) - 1);
    return visit.isIt((int) (place >>> 25), (place & ((1L << 25) - 1)) << 3);
  }

  /// The low 20 bits are kept in the slot, so the home comes from the high ones.
  private static int home(long hash, Table table) {
    return (int) Math.unsignedMultiplyHigh(hash, table.slots.length);
  }
}
