package panoptic.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;

/// The tiles of large pictures, which can be cut again, in a [BoundedFolder]: one file a picture, named by its sha1.
///
/// All numbers are big-endian. The tiles' bytes lie one after the other, in any order. Then, for each tile by its number: where it begins (8 bytes), its length (4) and
/// the CRC-32 of its bytes (4), all 0 for one that is not there. At the end the count of tiles (4) and the magic `PTL` and the version 1 (4). A file or tile that does not
/// hold what was written counts for nothing. Any thread may use it; two processes may share a folder.
public final class TileCache {
  private static final int MAGIC = 0x50544c01;
  private static final int ENTRY = 16;
  private static final int END = 8;

  private final BoundedFolder files;
  private final long most;

  /// `folder` is made with the first tiles.
  public TileCache(Path folder, long mostBytes) {
    files = new BoundedFolder(folder, mostBytes, Pattern.compile("[0-9a-f]{40}"));
    most = mostBytes;
  }

  /// Finds the tile of a number, from 0, of a picture that has `count` of them.
  public Optional<byte[]> find(Sha1 sha1, int number, int count) throws IOException {
    try (FileChannel file = FileChannel.open(files.place(sha1.toString()), StandardOpenOption.READ)) {
      long index = file.size() - END - (long) ENTRY * count;
      if (index < 0) {
        return Optional.empty();
      }
      ByteBuffer end = read(file, file.size() - END, END);
      if (end.getInt() != count || end.getInt() != MAGIC) {
        return Optional.empty();
      }
      Optional<byte[]> tile = tile(file, read(file, index + (long) ENTRY * number, ENTRY), index);
      tile.ifPresent(_ -> files.used(sha1.toString()));
      return tile;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Returns the tile that an entry of the index tells of, where it lies before `limit` and its sum fits.
  private static Optional<byte[]> tile(FileChannel file, ByteBuffer entry, long limit) throws IOException {
    long at = entry.getLong();
    int length = entry.getInt();
    if (length <= 0 || at < 0 || at > limit - length) {
      return Optional.empty();
    }
    byte[] tile = read(file, at, length).array();
    return sum(tile) == entry.getInt() ? Optional.of(tile) : Optional.empty();
  }

  private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
    var out = ByteBuffer.allocate(length);
    while (out.hasRemaining()) {
      if (file.read(out, at + out.position()) < 0) {
        break; // cut short: what is missing stays 0, and no sum fits
      }
    }
    return out.rewind();
  }

  private static int sum(byte[] content) {
    var crc = new CRC32();
    crc.update(content);
    return (int) crc.getValue();
  }

  /// Begins to keep the tiles of a picture, which has `count` of them. Refused where the disk cannot be written.
  public Making make(Sha1 sha1, int count) throws IOException {
    return new Making(sha1.toString(), count);
  }

  /// The tiles of one picture while they are made; whoever reads the cache finds them after [#done]. For one thread at a time.
  public final class Making implements AutoCloseable {
    private final String name;
    private final Path part;
    private final FileChannel file;
    private final ByteBuffer index;
    private final int count;
    private int taken;
    private long end;

    private Making(String name, int count) throws IOException {
      this.name = name;
      this.count = count;
      index = ByteBuffer.allocate(ENTRY * count + END);
      index.putInt(ENTRY * count, count).putInt(ENTRY * count + 4, MAGIC);
      part = files.part(name);
      file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /// Takes the tile of a number; one that comes again replaces the one before. Refused where the disk is full, or all of them are more than the cache may hold.
    public void take(int number, byte[] tile) throws IOException {
      if (end + tile.length > most) {
        throw new RefusedException(ErrorCode.DISK_FULL,
            "the tiles of this image need more than the " + (most >> 20) + " MB that are kept for tiles");
      }
      taken += index.getInt(ENTRY * number + 8) == 0 ? 1 : 0;
      index.putLong(ENTRY * number, end).putInt(ENTRY * number + 8, tile.length).putInt(ENTRY * number + 12, sum(tile));
      write(ByteBuffer.wrap(tile));
    }

    /// Finds the tile of a number, if it was taken.
    public Optional<byte[]> find(int number) throws IOException {
      return tile(file, index.slice(ENTRY * number, ENTRY), end);
    }

    /// Returns which share of all tiles was taken, from 0 to 1.
    public double share() {
      return (double) taken / count;
    }

    private void write(ByteBuffer bytes) throws IOException {
      long length = bytes.remaining();
      try {
        while (bytes.hasRemaining()) {
          end += file.write(bytes, end);
        }
      } catch (IOException e) {
        throw DiskTrouble.translate(e, part, length);
      }
    }

    /// Ends the file and lets others find it.
    public void done() throws IOException {
      write(index.duplicate());
      file.close();
      files.keep(name, part);
    }

    /// Gives up what was not done.
    @Override
    public void close() throws IOException {
      file.close();
      Files.deleteIfExists(part);
    }
  }
}
