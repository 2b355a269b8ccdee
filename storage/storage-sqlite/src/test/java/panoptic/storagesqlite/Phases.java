package panoptic.storagesqlite;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import panoptic.model.spi.Disk;
import panoptic.model.spi.DiskFile;
import panoptic.project.spi.CheckpointStore;
import panoptic.project.spi.CommitLog;
import panoptic.project.spi.LogRecord;

/// Ports that tell on standard output where the process is, so that it can be killed right there.
///
/// The wanted phase is told at its n-th time; where the process is to be killed exactly there it then waits for its end, else it goes on.
final class Phases {
  static final List<String> ALL = List.of("append", "publish", "checkpoint", "page", "write", "sync", "rename", "sync folder", "pack");

  private final String wanted;
  private final AtomicInteger left;
  private final boolean holds;
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

  Phases(String wanted, int nth, boolean holds) {
    this.wanted = wanted;
    this.left = new AtomicInteger(nth);
    this.holds = holds;
  }

  /// Writes a line at once.
  void tell(String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void at(String phase) {
    if (phase.equals(wanted) && left.decrementAndGet() == 0) {
      tell("now");
      if (holds) {
        try {
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  CommitLog log(CommitLog log) {
    return new CommitLog() {
      @Override
      public long last() {
        return log.last();
      }

      @Override
      public void append(List<LogRecord> records) {
        at("append");
        log.append(records);
        at("publish");
      }

      @Override
      public void read(long from, Predicate<LogRecord> reader) {
        log.read(from, reader);
      }

      @Override
      public void headers(long from, Predicate<LogRecord> reader) {
        log.headers(from, reader);
      }

      @Override
      public List<LogRecord> step(long step) {
        return log.step(step);
      }

      @Override
      public List<String> check() {
        return log.check();
      }

      @Override
      public void close() {
        log.close();
      }
    };
  }

  CheckpointStore checkpoints(CheckpointStore store) {
    return new CheckpointStore() {
      @Override
      public Optional<Checkpoint> newest(long before) {
        return store.newest(before);
      }

      @Override
      public String keep(byte[] page) {
        at("page");
        return store.keep(page);
      }

      @Override
      public void complete(long sequence, byte[] manifest, List<String> names) {
        at("checkpoint");
        store.complete(sequence, manifest, names);
      }

      @Override
      public List<String> check() {
        return store.check();
      }

      @Override
      public long bytesWritten() {
        return store.bytesWritten();
      }
    };
  }

  Disk disk(Disk disk) {
    return new Disk() {
      @Override
      public DiskFile openToRead(Path file) throws IOException {
        return disk.openToRead(file);
      }

      @Override
      public DiskFile openToWrite(Path file) throws IOException {
        return file(disk.openToWrite(file), file.toString().endsWith(".pack"));
      }

      @Override
      public boolean exists(Path path) {
        return disk.exists(path);
      }

      @Override
      public List<Path> list(Path folder) throws IOException {
        return disk.list(folder);
      }

      @Override
      public void createFolders(Path folder) throws IOException {
        disk.createFolders(folder);
      }

      @Override
      public void move(Path from, Path to) throws IOException {
        at("rename");
        disk.move(from, to);
      }

      @Override
      public void delete(Path path) throws IOException {
        disk.delete(path);
      }

      @Override
      public void sync(Path folder) throws IOException {
        at("sync folder");
        disk.sync(folder);
      }
    };
  }

  private DiskFile file(DiskFile file, boolean isPack) {
    return new DiskFile() {
      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public int read(ByteBuffer into, long position) throws IOException {
        return file.read(into, position);
      }

      @Override
      public void write(ByteBuffer from, long position) throws IOException {
        at(isPack ? "pack" : "write");
        int end = from.limit();
        from.limit(from.position() + from.remaining() / 2); // in two parts, so that a kill may come between
        file.write(from, position);
        long middle = position + from.position();
        from.limit(end);
        at(isPack ? "pack" : "write");
        file.write(from, middle);
      }

      @Override
      public void truncate(long size) throws IOException {
        file.truncate(size);
      }

      @Override
      public void sync() throws IOException {
        at("sync");
        file.sync();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }
}
