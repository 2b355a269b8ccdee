package panoptic.media;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import panoptic.model.spi.DiskFile;

/// A file of [LocalDisk].
///
/// Java closes a `FileChannel` under all its users when one of them is interrupted, and a cancelled task is interrupted. So a
/// channel that was closed by an interrupt is opened again, if the name still leads to the same file, and the operation repeated.
final class LocalFile implements DiskFile {
  private static final int MAX_WRITE = 1 << 20;

  private interface Operation<T> {
    T run(FileChannel channel) throws IOException;
  }

  private final Path path;
  private final boolean writable;
  private final LongAdder syncs;
  private final @Nullable Object key;
  private volatile FileChannel channel;
  private volatile boolean closed;

  LocalFile(Path path, boolean writable, LongAdder syncs) throws IOException {
    this.path = path;
    this.writable = writable;
    this.syncs = syncs;
    try {
      this.channel = FileChannel.open(path,
          writable
              ? Set.<OpenOption>of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
              : Set.of(StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw writable ? DiskTrouble.translate(e, path, 0) : e;
    }
    this.key = fileKey();
  }

  @Override
  public long size() throws IOException {
    return run(FileChannel::size);
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    int start = into.position();
    return run(c -> c.read(into.position(start), position));
  }

  @Override
  public MemorySegment map(long size) throws IOException {
    return run(c -> c.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto()));
  }

  @Override
  public void write(ByteBuffer from, long position) throws IOException {
    int start = from.position();
    try {
      run(c -> {
        from.position(start);
        long at = position;
        int end = from.limit();
        while (from.position() < end) {
          // In slices: Java copies a heap buffer into a direct one of its size and keeps that for the thread's life.
          from.limit(Math.min(end, from.position() + MAX_WRITE));
          try {
            at += c.write(from, at);
          } finally {
            from.limit(end);
          }
        }
        return null;
      });
    } catch (IOException e) {
      throw DiskTrouble.translate(e, path, from.remaining());
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    try {
      run(c -> c.truncate(size));
    } catch (IOException e) {
      throw DiskTrouble.translate(e, path, 0);
    }
  }

  /// Syncs data and length (`fdatasync`): what else the file system knows of a file, such as its times, nobody needs back.
  @Override
  public void sync() throws IOException {
    syncs.increment();
    try {
      run(c -> {
        c.force(false);
        return null;
      });
    } catch (IOException e) {
      throw DiskTrouble.translate(e, path, 0);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    channel.close();
  }

  private <T extends @Nullable Object> T run(Operation<T> operation) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return operation.run(channel);
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          reopen(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void reopen(ClosedChannelException cause) throws IOException {
    if (closed) {
      throw cause;
    }
    if (channel.isOpen()) {
      return;
    }
    if (!Objects.equals(key, fileKey())) {
      throw new IOException("an interrupt closed " + path + ", and the name no longer leads to the same file", cause);
    }
    channel = FileChannel.open(path,
        writable ? Set.<OpenOption>of(StandardOpenOption.READ, StandardOpenOption.WRITE) : Set.of(StandardOpenOption.READ));
  }

  private @Nullable Object fileKey() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }
}
