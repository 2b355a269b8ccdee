package panoptic.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.model.spi.Disk;

/// The thumbnails of one project, many to a file: packs to which records are only appended, each with an index.
///
/// What [#put] took is found at once, and survives a power cut once [#sync] has returned. A record that is damaged is refused with
/// `DAMAGED`, and may be put again; all others stay readable. Nothing is ever removed, and files of other names are left alone.
/// `docs/formats/media-pack.md` describes every byte.
///
/// Thread safety: all methods may be called from any thread. [#find] and [#contains] take no lock and wait for no writer.
public final class Thumbnails implements ThumbnailStore, AutoCloseable {
  /* Lock order: `lock`, then `syncing`. A put holds `lock` for one write; a sync holds only `syncing`, so that puts go on
     meanwhile, and callers that come while it runs are often served by the next one together. A reader sees a place in
     `locations` only after its bytes were written and its pack stands in `packs`. */
  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock syncing = new ReentrantLock();
  private final Disk disk;
  private final Path folder;
  private final PackLimits limits;
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private final Locations locations;
  private volatile @Nullable PackFile[] packs = new PackFile[1];
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean closed;
  private volatile boolean broken;
  private @Nullable PackWriter writer;

  /// What an iteration shows of one thumbnail.
  public record Entry(Sha1 sha1, int edge, String format, int length) {}

  /// Opens the thumbnails in a folder, which need not exist yet. Opening writes at most an index that was missing.
  /// Refuses with `TOO_NEW` what a newer version wrote.
  public static Thumbnails open(Disk disk, Path folder) throws IOException {
    return open(disk, folder, PackLimits.DEFAULT);
  }

  /// Opens the thumbnails in a folder, with packs of another size.
  public static Thumbnails open(Disk disk, Path folder, PackLimits limits) throws IOException {
    var notes = new ArrayList<String>();
    var openings = new ArrayList<PackOpening>();
    try {
      for (Path path : disk.list(folder)) {
        var number = PackFile.number(path);
        if (number.isPresent() && number.getAsInt() >= 1 && number.getAsInt() <= Locations.MAX_PACK) {
          openings.add(new PackOpening(disk, folder, number.getAsInt(), notes));
        }
      }
      return new Thumbnails(disk, folder, limits, openings, notes);
    } catch (IOException | RuntimeException e) {
      for (PackOpening opening : openings) {
        opening.pack.close();
      }
      throw e;
    }
  }

  private Thumbnails(Disk disk, Path folder, PackLimits limits, List<PackOpening> openings, List<String> notes) throws IOException {
    this.disk = disk;
    this.folder = folder;
    this.limits = limits;
    this.locations = new Locations(openings.stream().mapToInt(o -> o.index().count()).sum());
    for (PackOpening opening : openings) {
      publish(opening.pack);
      int pack = opening.pack.number;
      opening.index().forEach((high, middle, low, edge, offset) -> {
        long hash = Locations.hash(high, middle, edge);
        if (!locations.add(hash, pack, offset, (p, o) -> isKey(head(p, o), new Sha1(high, middle, low), edge))) {
          count.incrementAndGet();
        }
      });
      if (opening.equals(openings.getLast()) && (opening.canContinue() || opening.isEmpty())) {
        writer = opening.writer();
      } else {
        opening.writeMissingIndex();
      }
    }
    this.notes.addAll(notes);
  }

  /// Returns what opening found that a person may want to know: torn ends that were left out, indexes made again, damage.
  public List<String> notes() {
    synchronized (notes) {
      return List.copyOf(notes);
    }
  }

  /// Returns how many thumbnails there are.
  public int count() {
    return count.get();
  }

  /// Returns how many bytes the packs take.
  public long bytes() throws IOException {
    checkOpen();
    long bytes = 0;
    for (PackFile pack : packs) {
      bytes += pack == null ? 0 : pack.size();
    }
    return bytes;
  }

  /// Returns whether there is a thumbnail, without reading it whole.
  public boolean contains(Sha1 sha1, int edge) throws IOException {
    checkOpen();
    return locations.any(hash(sha1, edge), (pack, offset) -> isKey(head(pack, offset), sha1, edge));
  }

  @Override
  public Optional<Thumbnail> find(Sha1 sha1, int edge) throws IOException {
    checkOpen();
    var search = new Search(sha1, edge);
    if (locations.any(hash(sha1, edge), search::isWhole)) {
      return Optional.ofNullable(search.found);
    }
    if (search.damaged != null) {
      throw new RefusedException(ErrorCode.DAMAGED, "the thumbnail of " + edge + " px of " + sha1 + " is damaged: " + search.damaged);
    }
    return Optional.empty();
  }

  @Override
  public boolean put(Sha1 sha1, int edge, String format, byte[] bytes) throws IOException {
    if (edge < 1 || edge > PackRecord.MAX_EDGE) {
      throw new IllegalArgumentException("the edge of a thumbnail is 1 to " + PackRecord.MAX_EDGE + " px, not " + edge);
    }
    if (!format.matches("[a-z0-9]{1," + PackRecord.MAX_FORMAT + "}")) {
      throw new IllegalArgumentException(
          "a format is 1 to " + PackRecord.MAX_FORMAT + " lower-case letters or digits, not \"" + format + "\"");
    }
    if (bytes.length < 1 || bytes.length > PackRecord.MAX_LENGTH) {
      throw new IllegalArgumentException("a thumbnail has 1 to " + PackRecord.MAX_LENGTH + " bytes, not " + bytes.length);
    }
    long hash = hash(sha1, edge);
    int checksum = PackRecord.checksum(bytes, 0, bytes.length);
    lock.lock();
    try {
      checkWritable();
      var search = new Search(sha1, edge);
      if (locations.any(hash, search::isWhole)) {
        return false;
      }
      PackWriter to = writerFor(bytes.length);
      long offset = to.append(sha1, edge, format, bytes, checksum);
      publishNew(to);
      if (!locations.add(hash, to.number, offset, (p, o) -> o != offset && isKey(head(p, o), sha1, edge))) {
        count.incrementAndGet();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Returns once everything put before survives a power cut. When a sync fails nothing more is put until all is opened
  /// again, since nobody knows what the disk still holds of the rest.
  @Override
  public void sync() throws IOException {
    PackWriter to;
    long target;
    lock.lock();
    try {
      checkWritable();
      if (writer == null) {
        return;
      }
      to = writer;
      target = to.end();
    } finally {
      lock.unlock();
    }
    sync(to, target);
  }

  /// Takes what an iteration shows.
  @FunctionalInterface
  public interface Visitor {
    void entry(Entry entry) throws IOException;
  }

  /// Shows all thumbnails, in the order they were put. One that replaced a damaged one comes as well as that one.
  public void forEach(Visitor visitor) throws IOException {
    for (long place : locations.all()) {
      PackRecord record = head((int) (place >>> 28), place & Locations.MAX_OFFSET);
      if (record != null) {
        visitor.entry(new Entry(record.sha1(), record.edge(), record.format(), record.length()));
      }
    }
  }

  /// Reads everything and returns what is damaged, one sentence each that names the file; empty when all is well.
  public List<String> check() throws IOException {
    checkOpen();
    var problems = new ArrayList<String>();
    for (PackFile pack : packs) {
      if (pack != null) {
        if (!pack.isHeadWhole() && pack.size() > PackFile.HEAD) {
          problems.add(pack.path + ": the head is damaged");
        }
        Path index = PackIndexFile.name(folder, pack.number);
        if (disk.exists(index) && PackIndexFile.read(disk, index, pack.number) == null) {
          problems.add(index + ": the index is damaged; opening makes it again");
        }
      }
    }
    for (long place : locations.all()) {
      int number = (int) (place >>> 28);
      long offset = place & Locations.MAX_OFFSET;
      PackFile.Content content = pack(number).content(offset);
      if (content == null) {
        problems.add(pack(number).path + ": the record at byte " + offset + " is damaged");
      } else if (content.bytes() == null && !isReplaced(content.record())) {
        problems.add(pack(number).path + ": the thumbnail of " + content.record().edge() + " px of " + content.record().sha1() + " at byte "
            + offset + " is damaged");
      }
    }
    return problems;
  }

  /// Syncs, writes the index of the newest pack, and closes all files. After it every method but this throws.
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      if (writer != null) {
        closeWriter(writer);
      }
    } finally {
      for (PackFile pack : packs) {
        if (pack != null) {
          pack.close();
        }
      }
      lock.unlock();
    }
  }

  /// What was put must be durable now; of what was only found, the index is a convenience that a read-only disk does without.
  private void closeWriter(PackWriter last) throws IOException {
    if (broken) {
      last.close();
    } else if (last.hasAppended()) {
      seal(last);
    } else {
      try {
        seal(last);
      } catch (IOException | RefusedException e) {
        notes.add("the index of pack " + last.number + " was not written: " + e.getMessage());
      }
    }
  }

  private final class Search {
    private final Sha1 sha1;
    private final int edge;
    @Nullable Thumbnail found;
    @Nullable String damaged;

    Search(Sha1 sha1, int edge) {
      this.sha1 = sha1;
      this.edge = edge;
    }

    boolean isWhole(int number, long offset) throws IOException {
      PackFile pack = pack(number);
      PackFile.Content content = pack.content(offset);
      if (content != null && !isKey(content.record(), sha1, edge)) {
        return false;
      }
      if (content == null || content.bytes() == null) {
        damaged = pack.path + ", byte " + offset;
        return false;
      }
      found = new Thumbnail(content.record().format(), content.bytes());
      return true;
    }
  }

  private PackWriter writerFor(int length) throws IOException {
    PackWriter current = writer;
    if (current != null && current.hasRoom(limits, length)) {
      return current;
    }
    if (current != null) {
      seal(current);
    }
    int number = packs.length;
    if (number > Locations.MAX_PACK) {
      throw new RefusedException(ErrorCode.INVALID, folder + " holds " + Locations.MAX_PACK + " packs, no more can be made");
    }
    var fresh = new PackWriter(disk, folder, number, new PackIndexFile(), 0, 0);
    writer = fresh;
    return fresh;
  }

  private void publishNew(PackWriter to) throws IOException {
    if (to.number >= packs.length) {
      publish(new PackFile(disk, PackFile.name(folder, to.number), to.number));
    }
  }

  private void publish(PackFile pack) {
    @Nullable PackFile[] more = Arrays.copyOf(packs, Math.max(packs.length, pack.number + 1));
    more[pack.number] = pack;
    packs = more;
  }

  /// Ends the writing of a pack. An index that cannot be written is made at the next opening.
  private void seal(PackWriter of) throws IOException {
    try {
      sync(of, of.end());
      try {
        of.writeIndex();
      } catch (IOException | RefusedException e) {
        notes.add("the index of pack " + of.number + " was not written: " + e.getMessage());
      }
    } finally {
      of.close();
    }
  }

  private void sync(PackWriter to, long target) throws IOException {
    syncing.lock();
    try {
      if (broken) {
        throw new IOException(folder + ": a sync failed before; open it again");
      }
      if (!to.isSyncedTo(target)) {
        try {
          to.sync();
        } catch (IOException | RuntimeException e) {
          broken = true;
          throw e;
        }
      }
    } finally {
      syncing.unlock();
    }
  }

  private boolean isReplaced(PackRecord record) throws IOException {
    return locations.any(hash(record.sha1(), record.edge()), new Search(record.sha1(), record.edge())::isWhole);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the thumbnails in " + folder + " are closed");
    }
  }

  private void checkWritable() throws IOException {
    checkOpen();
    if (broken) {
      throw new IOException(folder + ": a sync failed before; open it again");
    }
  }

  private PackFile pack(int number) {
    PackFile pack = packs[number];
    if (pack == null) {
      throw new IllegalStateException("there is no pack " + number);
    }
    return pack;
  }

  private @Nullable PackRecord head(int pack, long offset) throws IOException {
    return pack(pack).head(offset);
  }

  private static boolean isKey(@Nullable PackRecord record, Sha1 sha1, int edge) {
    return record != null && record.edge() == edge && record.sha1().equals(sha1);
  }

  private static long hash(Sha1 sha1, int edge) {
    return Locations.hash(sha1.high(), sha1.middle(), edge);
  }
}
