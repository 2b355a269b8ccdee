package panoptic.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import panoptic.http.SecretSource;
import panoptic.http.VersionedJson;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;

/// The server of a data folder, as its files tell: `server.lock` is held while one runs, `server.json` says where it listens, `bearer` opens it to the user's
/// scripts. See docs/formats/data-folder.md.
final class RunningServer implements AutoCloseable {
  private static final int VERSION = 1;

  /// Where a server listens.
  record Address(String url, int port, long pid) {}

  private final Path folder;
  private final Disk disk;
  private @Nullable FileChannel channel;

  RunningServer(Disk disk, Path folder) {
    this.disk = new PrivateDisk(disk);
    this.folder = folder;
  }

  /// Becomes the server of the data folder; refused where there is one.
  void claim() {
    try {
      disk.createFolders(folder);
      channel = FileChannel.open(folder.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isFree(channel)) {
        channel.close();
        channel = null;
        throw new RefusedException(ErrorCode.LOCKED, "a server is running on " + folder
            + find().map(a -> " already, at " + a.url()).orElse(" already") + "; panoptic link prints an address that lets a browser in");
      }
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.READ_ONLY, "the data folder " + folder + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /// Tells others where this server listens.
  void tell(Address at) {
    try {
      file().write(Map.of("url", at.url(), "port", at.port(), "pid", at.pid()));
    } catch (IOException e) {
      throw new UncheckedIOException("the address of the server cannot be kept in " + folder + ": " + e.getMessage(), e);
    }
  }

  /// Returns where the server that runs now listens.
  Optional<Address> find() {
    try {
      Optional<Json> json = file().read();
      if (json.isEmpty()) {
        return Optional.empty();
      }
      var at = new Address(json.get().get("url").string(), json.get().get("port").integer(), json.get().get("pid").longInteger());
      return ProcessHandle.of(at.pid()).isPresent() ? Optional.of(at) : Optional.empty();
    } catch (IOException | RefusedException e) {
      return Optional.empty();
    }
  }

  /// Returns what opens the server to the user's scripts; made where it is not there yet.
  String bearer() {
    Path file = folder.resolve("bearer");
    try {
      try {
        String kept = new String(disk.read(file), StandardCharsets.US_ASCII).strip();
        if (kept.length() >= 32) {
          return kept;
        }
      } catch (NoSuchFileException e) {
        // made below
      }
      String fresh = SecretSource.system().next();
      disk.replace(file, (fresh + "\n").getBytes(StandardCharsets.US_ASCII));
      return fresh;
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file + " cannot be kept: " + e.getMessage(), e);
    }
  }

  private VersionedJson file() {
    return new VersionedJson(disk, folder.resolve("server.json"), VERSION);
  }

  /// Lets another server begin.
  @Override
  public void close() {
    try {
      if (channel != null) {
        disk.delete(folder.resolve("server.json"));
        channel.close();
        channel = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
