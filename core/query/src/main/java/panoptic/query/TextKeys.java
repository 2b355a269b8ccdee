package panoptic.query;

import java.util.Arrays;
import java.util.stream.IntStream;
import panoptic.project.Dictionary;

/// Where many texts stand in an order ([NaturalText]), close together: as objects they would take several times the room. Immutable.
final class TextKeys {
  private static final int BLOCK_BITS = 12;
  private static final int BLOCK = 1 << BLOCK_BITS;

  private final Dictionary texts;
  private final int from;
  private final TextOrder order;
  /// The keys of 4,096 texts each, one after the other.
  private final byte[][] blocks;
  private final int[] starts;
  /// The first eight bytes of each key, which tell most texts apart, in the order of signed numbers.
  private final long[] heads;

  /// Finds the places of the texts from a code on.
  TextKeys(Dictionary texts, int from, TextOrder order) {
    this.texts = texts;
    this.order = order;
    this.from = from;
    int n = texts.size() - from;
    blocks = new byte[(n + BLOCK - 1) >>> BLOCK_BITS][];
    starts = new int[n];
    heads = new long[n];
    IntStream.range(0, blocks.length).parallel().forEach(b -> blocks[b] = block(b << BLOCK_BITS, Math.min(n, (b + 1) << BLOCK_BITS)));
  }

  private byte[] block(int first, int end) {
    byte[] out = new byte[24 * (end - first)];
    int filled = 0;
    for (int i = first; i < end; i++) {
      byte[] key = order.place(texts.get(from + i)).pieces();
      if (filled + key.length > out.length) {
        out = Arrays.copyOf(out, Math.max(2 * out.length, filled + key.length));
      }
      System.arraycopy(key, 0, out, filled, key.length);
      starts[i] = filled;
      heads[i] = head(key);
      filled += key.length;
    }
    return Arrays.copyOf(out, filled);
  }

  private static long head(byte[] key) {
    long head = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      head = head << 8 | (i < key.length ? key[i] & 255 : 0);
    }
    return head ^ Long.MIN_VALUE;
  }

  /// Compares the texts of two codes.
  int compare(int code, int other) {
    int a = code - from;
    int b = other - from;
    if (heads[a] != heads[b]) {
      return heads[a] < heads[b] ? -1 : 1;
    }
    byte[] ofA = blocks[a >>> BLOCK_BITS];
    byte[] ofB = blocks[b >>> BLOCK_BITS];
    int c = Arrays.compareUnsigned(ofA, starts[a], end(a, ofA), ofB, starts[b], end(b, ofB));
    return c != 0 ? c : order.compareClosely(texts.get(code), texts.get(other));
  }

  private int end(int i, byte[] block) {
    return i + 1 == starts.length || (i + 1 & BLOCK - 1) == 0 ? block.length : starts[i + 1];
  }
}
