package panoptic.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.model.spi.Disk;

/// The thumbnails of a project: the set that is shown, and while all are made again, the one that will take its place.
///
/// ```
/// thumbnails/      set 0, packs of [Thumbnails]
/// thumbnails-1/    set 1: the same, and the file `whole` once it holds all that set 0 had
/// ```
/// The highest set that is whole is shown, set 0 where none is; opening removes all others, so a making that was cut off leaves the thumbnails as they were.
///
/// Thread safety: all methods may be called from any thread.
public final class ThumbnailSets implements ThumbnailStore, AutoCloseable {
  private static final String FOLDER = "thumbnails";
  private static final String WHOLE = "whole";
  private static final Pattern NAME = Pattern.compile(FOLDER + "(?:-(\\d{1,9}))?");
  private static final Pattern OURS = Pattern.compile("(?:\\d{8}\\.(?:pack|index)|" + WHOLE + ")(?:\\.part)?");

  private final Disk disk;
  private final Path media;
  private final ReadWriteLock changing = new ReentrantReadWriteLock();
  private Thumbnails shown;
  private @Nullable Thumbnails next;
  private int number;
  private boolean closed;

  /// Opens the thumbnails below a project's folder `media`, which need not exist yet, and removes what a making that was cut off left there.
  public static ThumbnailSets open(Disk disk, Path media) throws IOException {
    int number = number(disk, media);
    for (Path folder : disk.list(media)) {
      int other = number(folder);
      if (other >= 0 && other != number) {
        remove(disk, folder);
      }
    }
    return new ThumbnailSets(disk, media, number);
  }

  private ThumbnailSets(Disk disk, Path media, int number) throws IOException {
    this.disk = disk;
    this.media = media;
    this.number = number;
    shown = Thumbnails.open(disk, folder(media, number));
  }

  /// Returns the number of the set that is shown, without opening it: it changes with each making.
  public static int number(Disk disk, Path media) throws IOException {
    return disk.list(media).stream().filter(f -> disk.exists(f.resolve(WHOLE))).mapToInt(ThumbnailSets::number).max().stream()
        .map(n -> Math.max(0, n)).findFirst().orElse(0);
  }

  private static int number(Path folder) {
    var m = NAME.matcher(String.valueOf(folder.getFileName()));
    return !m.matches() ? -1 : m.group(1) == null ? 0 : Integer.parseInt(m.group(1));
  }

  private static Path folder(Path media, int number) {
    return media.resolve(number == 0 ? FOLDER : FOLDER + "-" + number);
  }

  /// What cannot be removed takes room until it is opened next.
  private static void remove(Disk disk, Path folder) {
    try {
      for (Path file : disk.list(folder)) {
        if (OURS.matcher(String.valueOf(file.getFileName())).matches()) {
          disk.delete(file);
        }
      }
      if (disk.list(folder).isEmpty()) {
        disk.delete(folder);
      }
    } catch (IOException e) {
      // told above
    }
  }

  /// Returns the number of the set that is shown.
  public int number() {
    return reading(() -> number);
  }

  /// Returns how many thumbnails are shown.
  public int count() {
    return reading(() -> shown.count());
  }

  /// Returns how many bytes the thumbnails that are shown take.
  public long bytes() throws IOException {
    return readingFiles(() -> shown.bytes());
  }

  /// Reads everything that is shown and returns what is damaged, one sentence each.
  public List<String> check() throws IOException {
    return readingFiles(() -> shown.check());
  }

  @Override
  public Optional<Thumbnail> find(Sha1 sha1, int edge) throws IOException {
    return readingFiles(() -> shown.find(sha1, edge));
  }

  @Override
  public boolean put(Sha1 sha1, int edge, String format, byte[] bytes) throws IOException {
    return readingFiles(() -> {
      Thumbnails made = next;
      if (made != null) {
        made.put(sha1, edge, format, bytes);
      }
      return shown.put(sha1, edge, format, bytes);
    });
  }

  @Override
  public void sync() throws IOException {
    readingFiles(() -> {
      Thumbnails made = next;
      if (made != null) {
        made.sync();
      }
      shown.sync();
      return true;
    });
  }

  /// Begins to make all thumbnails again; refused with `LOCKED` while they are being made. What is put meanwhile is in both sets.
  public Making begin() throws IOException {
    changing.writeLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the thumbnails in " + media + " are closed");
      }
      if (next != null) {
        throw new RefusedException(ErrorCode.LOCKED, "the thumbnails are being made again already");
      }
      Path folder = folder(media, number + 1);
      remove(disk, folder);
      Thumbnails made = Thumbnails.open(disk, folder);
      next = made;
      return new Making(made, folder);
    } finally {
      changing.writeLock().unlock();
    }
  }

  /// A set that is being made. Closed before it is complete, it is given up, and all stays as it was.
  public final class Making implements AutoCloseable {
    private final Thumbnails made;
    private final Path folder;

    private Making(Thumbnails made, Path folder) {
      this.made = made;
      this.folder = folder;
    }

    /// Adds a thumbnail that was made again.
    public void put(Sha1 sha1, int edge, String format, byte[] bytes) throws IOException {
      made.put(sha1, edge, format, bytes);
    }

    /// Takes over all thumbnails that were not made again, and shows this set from now on; the one before is removed.
    public void complete() throws IOException {
      Thumbnails before = readingFiles(() -> shown);
      before.forEach(e -> keep(before, e));
      made.sync();
      disk.createFolders(folder); // where there was nothing to put
      disk.replace(folder.resolve(WHOLE), "1\n".getBytes(StandardCharsets.US_ASCII));
      Path old;
      changing.writeLock().lock();
      try {
        old = folder(media, number);
        number++;
        shown = made;
        next = null;
      } finally {
        changing.writeLock().unlock();
      }
      before.close();
      remove(disk, old);
    }

    private void keep(Thumbnails before, Thumbnails.Entry e) throws IOException {
      if (made.contains(e.sha1(), e.edge())) {
        return;
      }
      try {
        Optional<Thumbnail> known = before.find(e.sha1(), e.edge());
        if (known.isPresent()) {
          made.put(e.sha1(), e.edge(), known.get().format(), known.get().bytes());
        }
      } catch (RefusedException damaged) {
        // It is lost already; whoever asks for it has it drawn from its file.
      }
    }

    @Override
    public void close() throws IOException {
      changing.writeLock().lock();
      try {
        if (!made.equals(next)) {
          return;
        }
        next = null;
      } finally {
        changing.writeLock().unlock();
      }
      made.close();
      remove(disk, folder);
    }
  }

  private interface Act<T> {
    T run() throws IOException;
  }

  private <T> T reading(java.util.function.Supplier<T> act) {
    changing.readLock().lock();
    try {
      return act.get();
    } finally {
      changing.readLock().unlock();
    }
  }

  private <T> T readingFiles(Act<T> act) throws IOException {
    changing.readLock().lock();
    try {
      return act.run();
    } finally {
      changing.readLock().unlock();
    }
  }

  /// Closes all files; a set that is being made is given up at the next opening.
  @Override
  public void close() throws IOException {
    changing.writeLock().lock();
    try {
      closed = true;
      Thumbnails made = next;
      next = null;
      if (made != null) {
        made.close();
      }
      shown.close();
    } finally {
      changing.writeLock().unlock();
    }
  }
}
