package panoptic.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.model.spi.DiskFile;

/// A disk in memory that forgets at a power cut what was not synced.
///
/// After [#powerCut] a file holds what its last sync covered and a folder the names that its last sync covered. Of the rest
/// nothing, all or any part survives, drawn from the seed: writes tear at any byte, sectors of 512 bytes arrive in any order,
/// a file may have grown by zeros or old bytes, a rename has happened or not. A file that was synced while its name was not
/// may be gone; a file that was removed may be back. A move into another folder never loses both names.
///
/// Faults can be planted: a cut at the n-th operation, a full disk, a read-only disk, syncs left out, flipped bits and lost tails.
/// Refusals are those of the real disk.
///
/// Thread safety: all methods may be called from any thread; one lock guards all.
public final class ForgetfulDisk implements Disk {
  private final FolderNames root;
  private final RandomGenerator random;
  private Predicate<Path> forgottenSyncs = path -> false;
  private long operations;
  private long syncs;
  private long cutAt = Long.MAX_VALUE;
  private long room = Long.MAX_VALUE;
  private boolean readOnly;
  private boolean dead;

  /// Makes an empty disk. The generator decides what survives a cut: the same seed, the same fate.
  public ForgetfulDisk(RandomGenerator random) {
    this(new FolderNames(), random);
  }

  private ForgetfulDisk(FolderNames root, RandomGenerator random) {
    this.root = root;
    this.random = random;
  }

  /// Ends this disk and returns the one that is found when the power is back. Open files of this disk are dead.
  public synchronized ForgetfulDisk powerCut() {
    dead = true;
    lose(root, Collections.newSetFromMap(new IdentityHashMap<>()));
    return new ForgetfulDisk(root, random);
  }

  /// Arms the disk: the n-th operation from now that changes something (1 is the next) is left half done or undone, and it and
  /// all after it throw [PowerCutException]. Then [#powerCut] gives what is left.
  public synchronized void cutAtOperation(long n) {
    cutAt = operations + n;
  }

  /// Returns how many operations changed or synced something so far: the moments at which a cut can be armed.
  public synchronized long operations() {
    return operations;
  }

  /// Returns how often a file or folder was synced, left-out syncs not counted.
  public synchronized long syncs() {
    return syncs;
  }

  /// Plants a fault: syncs of these files and folders do nothing and say nothing.
  public synchronized void leaveOutSyncs(Predicate<Path> of) {
    forgottenSyncs = of;
  }

  /// Plants a full disk: files can grow by so many bytes more; what does not fit is refused.
  public synchronized void fillUpAfter(long bytes) {
    room = bytes;
  }

  /// Makes the disk read-only, or writable again.
  public synchronized void readOnly(boolean on) {
    readOnly = on;
  }

  /// Plants damage: turns one bit of a file around, as a worn disk would. No operation is counted.
  public synchronized void flipBit(Path file, long position, int bit) throws IOException {
    content(file).flipBit(position, bit);
  }

  /// Plants damage: the end of a file is lost for good.
  public synchronized void loseTail(Path file, long size) throws IOException {
    content(file).truncate(size);
    content(file).sync();
  }

  @Override
  public synchronized DiskFile openToRead(Path file) throws IOException {
    checkPower();
    return new OpenFile(normal(file), content(file), false);
  }

  @Override
  public synchronized DiskFile openToWrite(Path file) throws IOException {
    checkPower();
    Path path = normal(file);
    FolderNames folder = parent(path);
    Object found = folder.find(name(path));
    if (found instanceof FolderNames) {
      throw new IOException(path + " is a folder");
    }
    if (readOnly) {
      throw refuseReadOnly(path);
    }
    if (found instanceof FileContent known) {
      return new OpenFile(path, known, true);
    }
    var fresh = new FileContent();
    Map<String, @Nullable Object> names = new TreeMap<>();
    names.put(name(path), fresh);
    folder.change(names, null);
    count();
    return new OpenFile(path, fresh, true);
  }

  @Override
  public synchronized boolean exists(Path path) {
    return find(normal(path)) != null;
  }

  @Override
  public synchronized List<Path> list(Path folder) throws IOException {
    checkPower();
    return switch (find(normal(folder))) {
      case null -> List.of();
      case FolderNames names -> names.names().stream().map(folder::resolve).toList();
      default -> throw new NotDirectoryException(folder.toString());
    };
  }

  @Override
  public synchronized void createFolders(Path folder) throws IOException {
    checkPower();
    Path at = Objects.requireNonNull(normal(folder).getRoot());
    FolderNames in = root;
    for (Path part : normal(folder)) {
      at = at.resolve(part);
      Object next = in.find(part.toString());
      if (next == null) {
        checkWritable(at);
        next = new FolderNames();
        Map<String, @Nullable Object> names = new TreeMap<>();
        names.put(part.toString(), next);
        in.change(names, null);
        count();
        syncs++;
        in.sync();
      }
      if (!(next instanceof FolderNames found)) {
        throw new FileAlreadyExistsException(at + " is a file");
      }
      in = found;
    }
  }

  @Override
  public synchronized void move(Path from, Path to) throws IOException {
    checkPower();
    Path source = normal(from);
    Path target = normal(to);
    FolderNames out = parent(source);
    FolderNames in = parent(target);
    Object moved = out.find(name(source));
    if (moved == null) {
      throw new NoSuchFileException(from.toString());
    }
    checkWritable(target);
    if (source.equals(target)) {
      return;
    }
    if (in.find(name(target)) instanceof FolderNames) {
      throw new FileAlreadyExistsException(target + " is a folder");
    }
    Map<String, @Nullable Object> gone = new TreeMap<>();
    gone.put(name(source), null);
    Map<String, @Nullable Object> here = new TreeMap<>();
    here.put(name(target), moved);
    if (out == in) {
      here.putAll(gone);
      in.change(here, null);
    } else {
      out.change(gone, in.change(here, null));
    }
    count();
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    checkPower();
    Path normal = normal(path);
    Object found = find(normal);
    if (found == null) {
      return;
    }
    if (found instanceof FolderNames folder && !folder.names().isEmpty()) {
      throw new DirectoryNotEmptyException(path.toString());
    }
    checkWritable(normal);
    Map<String, @Nullable Object> gone = new TreeMap<>();
    gone.put(name(normal), null);
    parent(normal).change(gone, null);
    count();
  }

  @Override
  public synchronized void sync(Path folder) throws IOException {
    checkPower();
    Path path = normal(folder);
    if (!(find(path) instanceof FolderNames names)) {
      throw new NoSuchFileException(folder.toString());
    }
    count();
    if (!forgottenSyncs.test(path)) {
      syncs++;
      names.sync();
    }
  }

  private final class OpenFile implements DiskFile {
    private final Path path;
    private final FileContent content;
    private final boolean writable;
    private boolean closed;

    OpenFile(Path path, FileContent content, boolean writable) {
      this.path = path;
      this.content = content;
      this.writable = writable;
    }

    @Override
    public long size() throws IOException {
      synchronized (ForgetfulDisk.this) {
        checkOpen();
        return content.size();
      }
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      synchronized (ForgetfulDisk.this) {
        checkOpen();
        return content.read(into, position);
      }
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      synchronized (ForgetfulDisk.this) {
        checkChange();
        long growth = Math.max(0, position + from.remaining() - content.size());
        int fits = growth <= room ? from.remaining() : (int) Math.max(0, from.remaining() - (growth - room));
        var written = new byte[fits];
        from.get(written);
        if (fits > 0) {
          room -= room == Long.MAX_VALUE ? 0 : Math.max(0, position + fits - content.size());
          content.write(written, position);
        }
        count();
        if (from.hasRemaining()) {
          throw new RefusedException(ErrorCode.DISK_FULL, "no room left on the disk for " + path);
        }
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (ForgetfulDisk.this) {
        checkChange();
        content.truncate(size);
        count();
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (ForgetfulDisk.this) {
        checkOpen();
        count();
        if (!forgottenSyncs.test(path)) {
          syncs++;
          content.sync();
        }
      }
    }

    @Override
    public void close() {
      synchronized (ForgetfulDisk.this) {
        closed = true;
      }
    }

    private void checkOpen() throws IOException {
      checkPower();
      if (closed) {
        throw new ClosedChannelException();
      }
    }

    private void checkChange() throws IOException {
      checkOpen();
      if (!writable) {
        throw new NonWritableChannelException();
      }
      checkWritable(path);
    }
  }

  /// Counts an operation; the one at which the power goes may have begun, so what it wrote may survive in part.
  private void count() throws PowerCutException {
    operations++;
    if (operations >= cutAt) {
      dead = true;
      throw new PowerCutException(operations);
    }
  }

  private void checkPower() throws PowerCutException {
    if (dead) {
      throw new PowerCutException(operations);
    }
  }

  private void checkWritable(Path path) {
    if (readOnly) {
      throw refuseReadOnly(path);
    }
  }

  private static RefusedException refuseReadOnly(Path path) {
    return new RefusedException(ErrorCode.READ_ONLY, path + " cannot be written: read-only file system");
  }

  private FileContent content(Path file) throws IOException {
    return switch (find(normal(file))) {
      case FileContent content -> content;
      case null -> throw new NoSuchFileException(file.toString());
      default -> throw new IOException(file + " is a folder");
    };
  }

  private FolderNames parent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent != null && find(parent) instanceof FolderNames folder) {
      return folder;
    }
    throw new NoSuchFileException(path.toString());
  }

  private @Nullable Object find(Path path) {
    Object at = root;
    for (Path part : path) {
      if (!(at instanceof FolderNames folder)) {
        return null;
      }
      at = folder.find(part.toString());
    }
    return at;
  }

  private void lose(FolderNames folder, Set<Object> seen) {
    folder.lose(random);
    for (Object child : folder.content()) {
      if (seen.add(child)) {
        switch (child) {
          case FolderNames sub -> lose(sub, seen);
          case FileContent file -> file.lose(random);
          default -> throw new IllegalStateException("neither file nor folder: " + child);
        }
      }
    }
  }

  private static Path normal(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static String name(Path path) {
    return Objects.requireNonNull(path.getFileName(), "the root has no name").toString();
  }
}
