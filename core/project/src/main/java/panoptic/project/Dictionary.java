package panoptic.project;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The distinct texts of a property, by code from 0 on in the order they came. Texts are never removed.
///
/// A dictionary is a number of texts of a store that grows: older ones stay valid while newer ones are made. Many threads read; one writes.
public final class Dictionary {
  private final Store store;
  private final int size;

  private Dictionary(Store store, int size) {
    this.store = store;
    this.size = size;
  }

  static Dictionary empty() {
    return new Dictionary(new Store(), 0);
  }

  public int size() {
    return size;
  }

  /// Returns the text of a code below [#size].
  public String get(int code) {
    if (code < 0 || code >= size) {
      throw new IndexOutOfBoundsException("code " + code + " of " + size);
    }
    return store.get(code);
  }

  /// A question about a text as UTF-8: the bytes from one place up to another. Do not change them.
  public interface Utf8Test {
    boolean test(byte[] bytes, int from, int to);
  }

  /// Asks about the text of a code below [#size], where it lies.
  public boolean test(int code, Utf8Test test) {
    if (code < 0 || code >= size) {
      throw new IndexOutOfBoundsException("code " + code + " of " + size);
    }
    return store.test(code, test);
  }

  /// Returns the code of a text, or -1.
  public int find(String text) {
    return store.find(text, size);
  }

  byte[] utf8(int code) {
    return store.bytes(code);
  }

  /// Returns this dictionary and more texts, none of which it has; codes continue. Call from the one writing thread only.
  Dictionary with(java.util.List<String> texts) {
    return withUtf8(texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList());
  }

  /// Returns this dictionary and more texts, given as UTF-8.
  Dictionary withUtf8(java.util.List<byte[]> texts) {
    for (int i = 0; i < texts.size(); i++) {
      store.put(size + i, texts.get(i));
    }
    return new Dictionary(store, size + texts.size());
  }

  /* Texts lie as UTF-8 after their length (LEB128) in chunks of 64 kB, one that is longer in a chunk of its own; a place is the number of a chunk and where in it.
     A chunk, once referred to, is never moved, so that readers need no lock: they know codes only from a state that was published after the texts were written. The
     hash table is built when first asked for; a stale entry (of a commit that was given up) is harmless, since a hit compares the bytes. */
  private static final class Store {
    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private volatile byte[][] chunks = new byte[0][];
    private int filled = CHUNK;
    private volatile int[] places = new int[0];
    private volatile int @Nullable [] table;
    private int hashed;
    /// How many texts were put, those of later dictionaries than whoever asks has included.
    private int count;

    private byte[] chunk(int code) {
      return chunks[places[code] >>> CHUNK_BITS];
    }

    /// Returns where a text begins in its chunk, and in the lower half where it ends.
    private long span(int code, byte[] chunk) {
      int at = places[code] & CHUNK - 1;
      int length = chunk[at] & 0x7f;
      for (int shift = 7; chunk[at++] < 0; shift += 7) {
        length |= (chunk[at] & 0x7f) << shift;
      }
      return (long) at << Integer.SIZE | at + length;
    }

    private static int from(long span) {
      return (int) (span >>> Integer.SIZE);
    }

    String get(int code) {
      byte[] chunk = chunk(code);
      long span = span(code, chunk);
      return new String(chunk, from(span), (int) span - from(span), StandardCharsets.UTF_8);
    }

    boolean test(int code, Utf8Test test) {
      byte[] chunk = chunk(code);
      long span = span(code, chunk);
      return test.test(chunk, from(span), (int) span);
    }

    byte[] bytes(int code) {
      byte[] chunk = chunk(code);
      long span = span(code, chunk);
      return Arrays.copyOfRange(chunk, from(span), (int) span);
    }

    synchronized void put(int code, byte[] text) {
      int head = 1;
      for (int rest = text.length >>> 7; rest > 0; rest >>>= 7) {
        head++;
      }
      if (filled + head + text.length > CHUNK) {
        if (chunks.length == CHUNK) {
          throw new IllegalStateException("the texts of a property take more than 4 GB");
        }
        byte[][] more = Arrays.copyOf(chunks, chunks.length + 1);
        more[chunks.length] = new byte[Math.max(CHUNK, head + text.length)];
        chunks = more;
        filled = 0;
      }
      byte[] chunk = chunks[chunks.length - 1];
      int place = chunks.length - 1 << CHUNK_BITS | filled;
      for (int rest = text.length, left = head; left > 0; rest >>>= 7, left--) {
        chunk[filled++] = (byte) (left > 1 ? rest | 0x80 : rest);
      }
      System.arraycopy(text, 0, chunk, filled, text.length);
      filled += text.length;
      if (code >= places.length) {
        places = Arrays.copyOf(places, Math.max(16, places.length + (places.length >> 1)));
      }
      places[code] = place;
      count = code + 1;
      if (table != null) {
        index(code, text);
      }
    }

    synchronized int find(String text, int size) {
      byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
      int[] t = table;
      if (t == null) {
        table = t = new int[tableSize(count)];
        hashed = 0;
        for (int code = 0; code < count; code++) {
          index(code, bytes(code));
        }
        t = table;
      }
      for (int h = hash(wanted) & (t.length - 1);; h = (h + 1) & (t.length - 1)) {
        if (t[h] == 0) {
          return -1;
        }
        int code = t[h] - 1;
        if (code < size && equal(code, wanted)) {
          return code;
        }
      }
    }

    private void index(int code, byte[] text) {
      int[] t = java.util.Objects.requireNonNull(table);
      if (hashed * 2 < t.length) {
        insert(t, code + 1, text);
        hashed++;
        return;
      }
      int[] larger = new int[tableSize(code + 1)]; // made of the texts alone, so that stale entries do not pile up
      for (int c = 0; c <= code; c++) {
        insert(larger, c + 1, bytes(c));
      }
      table = larger;
      hashed = code + 1;
    }

    private static void insert(int[] t, int entry, byte[] text) {
      int h = hash(text) & (t.length - 1);
      while (t[h] != 0 && t[h] != entry) {
        h = (h + 1) & (t.length - 1);
      }
      t[h] = entry;
    }

    private boolean equal(int code, byte[] text) {
      byte[] chunk = chunk(code);
      long span = span(code, chunk);
      return Arrays.equals(chunk, from(span), (int) span, text, 0, text.length);
    }

    private static int tableSize(int size) {
      return Math.max(64, Integer.highestOneBit(Math.max(1, size)) * 4);
    }

    private static int hash(byte[] text) {
      int h = Arrays.hashCode(text) * 0x9E3779B1;
      return h ^ h >>> 15;
    }
  }
}
