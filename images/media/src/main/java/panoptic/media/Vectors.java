package panoptic.media;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.BooleanSupplier;
import panoptic.model.Sha1;

/// Vectors of one type as they were when asked for: mapped from disk, little-endian float32, none copied before it is read. Any thread may read.
///
/// Reading after the [VectorStore] was closed throws `IllegalStateException`.
public final class Vectors {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final int length;
  private final List<Sha1> sha1s;
  private final long[] places;
  private final MemorySegment[] parts;
  private final BooleanSupplier closed;

  Vectors(int length, List<Sha1> sha1s, long[] places, MemorySegment[] parts, BooleanSupplier closed) {
    this.length = length;
    this.sha1s = List.copyOf(sha1s);
    this.places = places;
    this.parts = parts;
    this.closed = closed;
  }

  /// Returns how many numbers each vector has; 0 where the type has none yet.
  public int length() {
    return length;
  }

  public int count() {
    return sha1s.size();
  }

  /// Returns the images, in the order of their vectors.
  public List<Sha1> sha1s() {
    return sha1s;
  }

  /// Copies a vector to a place of an array.
  public void copy(int i, float[] into, int at) {
    MemorySegment.copy(bytes(i), FLOAT, 0, into, at, length);
  }

  /// Copies some vectors, one after the other, to a place of a memory: `4 × length` bytes each.
  public void copy(int from, int to, MemorySegment into, long at) {
    for (int i = from; i < to; i++) {
      MemorySegment.copy(bytes(i), 0, into, at + 4L * length * (i - from), 4L * length);
    }
  }

  public float[] get(int i) {
    var out = new float[length];
    copy(i, out, 0);
    return out;
  }

  /// Returns the bytes of a vector where they lie, to read only.
  public MemorySegment bytes(int i) {
    if (closed.getAsBoolean()) {
      throw new IllegalStateException("the vectors are closed");
    }
    return parts[VectorIndex.segment(places[i])].asSlice(VectorIndex.offset(places[i]), 4L * length).asReadOnly();
  }
}
