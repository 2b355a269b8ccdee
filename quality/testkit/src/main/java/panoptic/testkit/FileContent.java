package panoptic.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// The bytes of one file of a [ForgetfulDisk]: as they read now, and what it takes to go back to the last sync.
final class FileContent {
  private static final int SECTOR = 512;

  /// One write or cut since the last sync: what stood from `position` on before (`before`, of a file `sizeBefore` long), and
  /// what the write put there; a cut writes nothing and leaves `position` bytes. Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Change(long position, byte[] before, long sizeBefore, byte[] written, boolean cut) {}

  private byte[] bytes = new byte[64];
  private int size;
  private final List<Change> unsynced = new ArrayList<>();

  int size() {
    return size;
  }

  int read(ByteBuffer into, long position) {
    if (position >= size) {
      return into.hasRemaining() ? -1 : 0;
    }
    int n = Math.min(into.remaining(), size - (int) position);
    into.put(bytes, (int) position, n);
    return n;
  }

  void write(byte[] written, long position) {
    int from = Math.toIntExact(position);
    int overwritten = Math.max(0, Math.min(size - from, written.length));
    var before = overwritten == 0 ? new byte[0] : Arrays.copyOfRange(bytes, from, from + overwritten);
    unsynced.add(new Change(position, before, size, written, false));
    put(written, 0, written.length, from);
  }

  void truncate(long to) {
    if (to < size) {
      unsynced.add(new Change(to, Arrays.copyOfRange(bytes, (int) to, size), size, new byte[0], true));
      resize((int) to);
    }
  }

  void sync() {
    unsynced.clear();
  }

  void flipBit(long position, int bit) {
    if (position >= size) {
      throw new IllegalArgumentException("the file has " + size + " bytes, there is no byte " + position);
    }
    bytes[(int) position] ^= (byte) (1 << bit);
  }

  /// Becomes what a disk may hold after the power went: what was synced, and of the rest nothing, all, the first part, or any
  /// sectors. A file may have grown without its bytes, which then are zeros or whatever lay there.
  void lose(RandomGenerator random) {
    var changes = List.copyOf(unsynced);
    for (Change c : changes.reversed()) {
      if (!c.cut) {
        resize((int) c.sizeBefore);
      }
      put(c.before, 0, c.before.length, (int) c.position);
    }
    unsynced.clear();
    int fate = random.nextInt(5);
    if (fate == 0 || changes.isEmpty()) {
      return;
    }
    int kept = fate == 1 ? changes.size() : random.nextInt(changes.size() + 1);
    for (Change c : changes.subList(0, kept)) {
      apply(c, fate >= 3, random);
    }
    if (kept < changes.size() && fate != 4) {
      tear(changes.get(kept), random);
    }
  }

  private void apply(Change c, boolean inSectors, RandomGenerator random) {
    if (c.cut) {
      resize(Math.min(size, (int) c.position));
      return;
    }
    int from = (int) c.position;
    if (!inSectors) {
      put(c.written, 0, c.written.length, from);
      return;
    }
    int grownFrom = size;
    if (random.nextBoolean()) {
      resize(Math.max(size, from + c.written.length));
    }
    boolean garbage = random.nextInt(4) == 0;
    for (int at = 0; at < c.written.length;) {
      int length = Math.min(c.written.length - at, SECTOR - (from + at) % SECTOR);
      if (random.nextInt(3) > 0) {
        put(c.written, at, length, from + at);
      } else if (garbage && from + at >= grownFrom && from + at + length <= size) {
        var stale = new byte[length];
        random.nextBytes(stale);
        put(stale, 0, length, from + at);
      }
      at += length;
    }
  }

  private void tear(Change c, RandomGenerator random) {
    if (c.written.length > 0) {
      put(c.written, 0, random.nextInt(c.written.length), (int) c.position);
    }
  }

  private void put(byte[] from, int offset, int length, int at) {
    if (length == 0) {
      return;
    }
    if (at + length > size) {
      resize(at + length);
    }
    System.arraycopy(from, offset, bytes, at, length);
  }

  private void resize(int to) {
    if (to > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(to, bytes.length * 2));
    } else if (to < size) {
      Arrays.fill(bytes, to, size, (byte) 0);
    }
    size = to;
  }
}
