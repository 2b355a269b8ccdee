package panoptic.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import panoptic.model.spi.Disk;
import panoptic.model.spi.DiskFile;

/// The file system of this machine, as a [Disk].
///
/// A full disk, a quota that is used up and a place that cannot be written are refused with `DISK_FULL` and `READ_ONLY`
/// (see [DiskTrouble]); all other trouble is an `IOException` that names the file. An interrupt never closes a file: the
/// operation under way ends as if there had been none, and the thread stays marked as interrupted.
///
/// Thread safety: all methods may be called from any thread.
public final class LocalDisk implements Disk {
  /// Windows cannot open a folder to sync it; there a name is durable when its file is.
  private static final boolean FOLDERS_CAN_SYNC = !System.getProperty("os.name", "").startsWith("Windows");

  private final LongAdder syncs = new LongAdder();

  /// Returns how often a file or a folder was synced since this disk was made.
  public long syncs() {
    return syncs.sum();
  }

  @Override
  public DiskFile openToRead(Path file) throws IOException {
    return new LocalFile(file, false, syncs);
  }

  @Override
  public DiskFile openToWrite(Path file) throws IOException {
    return new LocalFile(file, true, syncs);
  }

  @Override
  public boolean exists(Path path) {
    return Files.exists(path);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    try (var names = Files.list(folder)) {
      return names.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw new IOException("cannot list " + folder, e);
    }
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    var missing = new ArrayDeque<Path>();
    for (Path at = folder.toAbsolutePath(); at != null && !Files.isDirectory(at); at = at.getParent()) {
      missing.push(at);
    }
    for (Path at : missing) {
      try {
        Files.createDirectories(at);
      } catch (IOException e) {
        throw DiskTrouble.translate(e, at, 0);
      }
      sync(Objects.requireNonNull(at.getParent()));
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw DiskTrouble.translate(e, to, 0);
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException e) {
      throw e;
    } catch (IOException e) {
      throw DiskTrouble.translate(e, path, 0);
    }
  }

  @Override
  public void sync(Path folder) throws IOException {
    syncs.increment();
    if (!FOLDERS_CAN_SYNC) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } catch (IOException e) {
      if (!DiskTrouble.isUnsupported(e)) {
        throw e;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
