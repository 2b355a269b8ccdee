package panoptic.media;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.model.spi.Disk;

/// The vectors of a project, by vector type and image: `docs/formats/vectors.md`. Any thread may call any method; writers wait for each other.
///
/// Which images have a vector the project's state tells; here lie the bytes, also of types and vectors that were deleted, since undo may bring them back. A vector
/// that is written again replaces the one before.
public final class VectorStore implements AutoCloseable {
  private static final long WORTH_MERGING = 4L << 20;

  private final Disk disk;
  private final Path folder;
  private final long worthMerging;
  private final Map<Integer, VectorSet> sets = new TreeMap<>();
  private int held;
  private volatile boolean closed;

  private VectorStore(Disk disk, Path folder, long worthMerging) {
    this.disk = disk;
    this.folder = folder;
    this.worthMerging = worthMerging;
  }

  /// Opens the vectors in a folder, which is made when the first come. What a cut left half written is removed when its type is first asked for.
  public static VectorStore open(Disk disk, Path folder) {
    return open(disk, folder, WORTH_MERGING);
  }

  /// Opens vectors whose segments may have so many wasted bytes in any case.
  public static VectorStore open(Disk disk, Path folder, long worthMerging) {
    return new VectorStore(disk, folder, worthMerging);
  }

  /// Keeps vectors, one after the other in `values`; durable when this returns. Refused with INVALID are vectors of another length than the type's, and numbers that
  /// are not finite, naming the image.
  public synchronized void add(int typeId, List<Sha1> sha1s, FloatBuffer values) throws IOException {
    if (sha1s.isEmpty() && !values.hasRemaining()) {
      return;
    }
    if (sha1s.isEmpty() || !values.hasRemaining() || values.remaining() % sha1s.size() != 0) {
      throw new RefusedException(ErrorCode.INVALID, values.remaining() + " numbers are not " + sha1s.size() + " vectors of one length");
    }
    set(typeId).add(sha1s, values, held == 0);
  }

  public synchronized boolean exists(int typeId, Sha1 sha1) throws IOException {
    return set(typeId).exists(sha1);
  }

  /// Returns how many numbers a vector of a type has; 0 before the first.
  public synchronized int length(int typeId) throws IOException {
    return set(typeId).length();
  }

  /// Returns the vectors of those images that have one, in their order.
  public synchronized Vectors read(int typeId, Collection<Sha1> sha1s) throws IOException {
    return set(typeId).read(sha1s, () -> closed);
  }

  /// Returns all vectors of a type, in the order they lie in.
  public synchronized Vectors readAll(int typeId) throws IOException {
    return set(typeId).readAll(() -> closed);
  }

  /// Work with files that must not go away meanwhile.
  public interface Work {
    void run() throws IOException;
  }

  /// Copies the files, say: no segment is removed meanwhile; vectors may be added.
  public void holding(Work work) throws IOException {
    synchronized (this) {
      held++;
    }
    try {
      work.run();
    } finally {
      synchronized (this) {
        held--;
      }
    }
  }

  /// Reads everything; returns a sentence per segment that is not what was written.
  public synchronized List<String> check() throws IOException {
    var problems = new ArrayList<String>();
    for (Path path : disk.list(folder)) {
      String name = String.valueOf(path.getFileName());
      if (name.matches("[0-9]{1,9}")) {
        set(Integer.parseInt(name)).check(problems);
      }
    }
    return problems;
  }

  private VectorSet set(int typeId) throws IOException {
    if (closed) {
      throw new IllegalStateException("the vectors are closed");
    }
    VectorSet known = sets.get(typeId);
    if (known == null) {
      known = new VectorSet(disk, folder.resolve(String.valueOf(typeId)), typeId, worthMerging);
      sets.put(typeId, known);
    }
    return known;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (VectorSet s : sets.values()) {
      s.close();
    }
    sets.clear();
  }
}
