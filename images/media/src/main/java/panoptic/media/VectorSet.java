package panoptic.media;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.model.spi.Disk;

/// The vectors of one type: segments, and an index of where the newest vector of each image lies. One caller at a time.
final class VectorSet {
  /// A segment that is larger is followed by another.
  private static final long LARGE = 256L << 20;
  /// As many numbers at most lie in one batch.
  private static final long BATCH_NUMBERS = 64L << 20;

  private final Disk disk;
  private final Path folder;
  private final int type;
  private final long worthMerging;
  private final TreeMap<Integer, VectorSegment> segments = new TreeMap<>();
  private final Map<Integer, Integer> live = new HashMap<>();
  private final VectorIndex index = new VectorIndex();

  /// `worthMerging`: as many wasted bytes a segment may have in any case.
  VectorSet(Disk disk, Path folder, int type, long worthMerging) throws IOException {
    this.disk = disk;
    this.folder = folder;
    this.type = type;
    this.worthMerging = worthMerging;
    for (Path path : disk.list(folder)) {
      String name = String.valueOf(path.getFileName());
      if (name.matches("[0-9]{8}\\.vectors")) {
        open(path, Integer.parseInt(name.substring(0, 8)));
      }
    }
  }

  private void open(Path path, int number) throws IOException {
    VectorSegment found = VectorSegment.open(disk, path, type, number, (batch, length, bytes) -> {
      ByteBuffer sha1s = bytes.duplicate(); // big-endian
      for (int i = 0; i < batch.count(); i++) {
        put(new Sha1(sha1s.getLong(), sha1s.getLong(), sha1s.getInt()), number, batch.vectors() + 4L * i * length);
      }
    });
    if (found == null) {
      disk.delete(path);
      disk.sync(folder);
    } else {
      segments.put(number, found);
    }
  }

  private void put(Sha1 sha1, int segment, long offset) {
    long before = index.put(sha1, VectorIndex.place(segment, offset));
    if (before != VectorIndex.NONE) {
      live.merge(VectorIndex.segment(before), -1, Integer::sum);
    }
    live.merge(segment, 1, Integer::sum);
  }

  /// Returns how many numbers a vector has, or 0 before the first.
  int length() {
    return segments.isEmpty() ? 0 : segments.firstEntry().getValue().length;
  }

  boolean exists(Sha1 sha1) {
    return index.get(sha1) != VectorIndex.NONE;
  }

  int count() {
    return index.count();
  }

  void add(List<Sha1> sha1s, FloatBuffer values, boolean mayMerge) throws IOException {
    int length = values.remaining() / sha1s.size();
    if (length() != 0 && length != length()) {
      throw new RefusedException(ErrorCode.INVALID, "a vector of the type " + type + " has " + length() + " numbers, not " + length);
    }
    for (int k = 0; k < values.remaining(); k++) {
      if (!(Math.abs(values.get(values.position() + k)) <= Float.MAX_VALUE)) {
        throw new RefusedException(ErrorCode.INVALID,
            "the vector of " + sha1s.get(k / length) + " has " + values.get(values.position() + k) + " at place " + k % length);
      }
    }
    int start = values.position();
    int most = (int) Math.max(1, Math.min(BATCH_NUMBERS / length, Integer.MAX_VALUE));
    for (int from = 0; from < sha1s.size(); from += most) {
      List<Sha1> some = sha1s.subList(from, Math.min(sha1s.size(), from + most));
      long first = (long) from * length;
      append(some, length, (at, into) -> {
        FloatBuffer to = into.asFloatBuffer();
        to.put(values.slice((int) (start + first + at), to.remaining()));
      });
    }
    if (mayMerge) {
      merge();
    }
  }

  private void append(List<Sha1> sha1s, int length, VectorSegment.Source source) throws IOException {
    VectorSegment to = segments.isEmpty() ? null : segments.lastEntry().getValue();
    if (to == null || to.size() > LARGE) {
      to = create(length);
    }
    long at;
    try {
      at = to.append(sha1s, source);
    } catch (IOException | RuntimeException e) {
      if (to.size() == VectorSegment.HEAD) { // never acknowledged, and its length binds nobody
        segments.remove(to.number);
        to.close();
        disk.delete(to.path);
      }
      throw e;
    }
    for (int i = 0; i < sha1s.size(); i++) {
      put(sha1s.get(i), to.number, at + 4L * i * length);
    }
  }

  private VectorSegment create(int length) throws IOException {
    int number = segments.isEmpty() ? 1 : segments.lastKey() + 1;
    disk.createFolders(folder);
    VectorSegment made = VectorSegment.create(disk, folder.resolve(VectorSegment.name(number)), type, number, length);
    try {
      disk.sync(folder);
    } catch (IOException | RuntimeException e) {
      made.close();
      throw e;
    }
    segments.put(number, made);
    return made;
  }

  /* What is replaced, and what small batches are padded with, is waste. A segment of which more than half is waste is written anew, so all segments together
     are at most twice what they hold, but for what is always left alone. The vectors that are left are the newest of their images, whatever the number of the
     segment that they come to. Cut off in between, both segments say the same of them. */
  private void merge() throws IOException {
    for (VectorSegment s : List.copyOf(segments.values())) {
      int left = live.getOrDefault(s.number, 0);
      long waste = s.size() - (long) left * (Sha1.BYTES + 4L * s.length);
      if (waste > worthMerging && 2 * waste > s.size()) {
        rewrite(s, left);
      }
    }
  }

  private void rewrite(VectorSegment old, int left) throws IOException {
    var sha1s = new ArrayList<Sha1>(left);
    var places = new long[left];
    index.each((sha1, place) -> {
      if (VectorIndex.segment(place) == old.number) {
        places[sha1s.size()] = VectorIndex.offset(place);
        sha1s.add(sha1);
      }
    });
    if (left > 0) {
      MemorySegment from = old.mapped();
      if (segments.lastKey() == old.number || segments.lastEntry().getValue().size() > LARGE) {
        create(old.length);
      }
      append(sha1s, old.length, (at, into) -> {
        var to = MemorySegment.ofBuffer(into);
        for (long done = 0; done < into.remaining();) {
          long n = at + done / 4;
          long within = 4 * (n % old.length);
          long bytes = Math.min(into.remaining() - done, 4L * old.length - within);
          MemorySegment.copy(from, places[(int) (n / old.length)] + within, to, done, bytes);
          done += bytes;
        }
      });
    }
    segments.remove(old.number);
    live.remove(old.number);
    old.close();
    disk.delete(old.path);
    disk.sync(folder);
  }

  private record Placed(Sha1 sha1, long place) {
  }

  /// Returns the vectors of those images that have one, in their order.
  Vectors read(Collection<Sha1> wanted, BooleanSupplier closed) throws IOException {
    var sha1s = new ArrayList<Sha1>();
    var places = new long[wanted.size()];
    for (Sha1 s : wanted) {
      long place = index.get(s);
      if (place != VectorIndex.NONE) {
        places[sha1s.size()] = place;
        sha1s.add(s);
      }
    }
    return vectors(sha1s, places, closed);
  }

  Vectors readAll(BooleanSupplier closed) throws IOException {
    var all = new ArrayList<Placed>(count());
    index.each((sha1, place) -> all.add(new Placed(sha1, place)));
    all.sort(Comparator.comparingLong(Placed::place)); // so that one reads forward
    return vectors(all.stream().map(Placed::sha1).toList(), all.stream().mapToLong(Placed::place).toArray(), closed);
  }

  private Vectors vectors(List<Sha1> sha1s, long[] places, BooleanSupplier closed) throws IOException {
    var parts = new MemorySegment[segments.isEmpty() ? 1 : segments.lastKey() + 1];
    for (VectorSegment s : segments.values()) {
      parts[s.number] = s.mapped();
    }
    return new Vectors(length(), sha1s, places, parts, closed);
  }

  void check(List<String> problems) throws IOException {
    for (VectorSegment s : segments.values()) {
      s.check(problems);
    }
  }

  void close() throws IOException {
    for (VectorSegment s : segments.values()) {
      s.close();
    }
  }
}
