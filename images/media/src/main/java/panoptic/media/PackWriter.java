package panoptic.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import panoptic.model.Sha1;
import panoptic.model.spi.Disk;
import panoptic.model.spi.DiskFile;

/// The end of the newest pack, where records are appended. The file is opened, and its torn tail cut, at the first write or sync.
///
/// Thread safety: [#append] and [#close] need one caller at a time; [#sync] may run beside [#append], once at a time.
final class PackWriter {
  final int number;
  private final Disk disk;
  private final Path folder;
  private final Path path;
  private final PackIndexFile index;
  private final long found;
  private @Nullable DiskFile out;
  private boolean nameSynced;
  private volatile long end;
  private volatile long synced;

  /// Continues a pack whose records end at `end`, of which `synced` bytes are known to survive a power cut. A new one ends at 0.
  PackWriter(Disk disk, Path folder, int number, PackIndexFile index, long end, long synced) {
    this.disk = disk;
    this.folder = folder;
    this.number = number;
    this.path = PackFile.name(folder, number);
    this.index = index;
    this.found = Math.max(end, PackFile.HEAD);
    this.end = end;
    this.synced = synced;
  }

  long end() {
    return end;
  }

  /// Returns whether anything was appended here, as opposed to found.
  boolean hasAppended() {
    return end > found;
  }

  boolean isSyncedTo(long target) {
    return synced >= target;
  }

  boolean hasRoom(PackLimits limits, int length) {
    return index.count() == 0 || index.count() < limits.records() && end + PackRecord.BYTES + length <= limits.bytes();
  }

  /// Opens the file, new or old. What lies behind its last whole record was never acknowledged, and is cut.
  synchronized DiskFile open() throws IOException {
    if (out != null) {
      return out;
    }
    if (end == 0) {
      disk.createFolders(folder);
    }
    DiskFile file = disk.openToWrite(path);
    try {
      if (file.size() > end) {
        file.truncate(end);
      }
      if (end == 0) {
        file.write(PackFile.head(number), 0);
        // So a head that is not whole, with records behind it, is damage and never a torn write.
        file.sync();
        end = PackFile.HEAD;
      }
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
    out = file;
    return file;
  }

  /// Appends a record and returns its place. When this throws nothing was appended.
  long append(Sha1 sha1, int edge, String format, byte[] bytes, int checksum) throws IOException {
    DiskFile file = open();
    long offset = end;
    var record = new PackRecord(sha1, edge, format, bytes.length, Math.min(synced, offset), checksum);
    var buffer = ByteBuffer.allocate((int) (record.after(offset) - offset));
    record.write(buffer, number, offset);
    buffer.put(bytes).rewind();
    file.write(buffer, offset);
    index.add(sha1, edge, offset);
    end = record.after(offset);
    return offset;
  }

  /// Returns once all that was appended before survives a power cut, the pack's name too.
  void sync() throws IOException {
    long target = end;
    if (synced >= target) {
      return;
    }
    open().sync();
    if (!nameSynced) {
      disk.sync(folder);
      nameSynced = true;
    }
    synced = target;
  }

  /// Writes the index where it does not cover all of the pack, which must be synced.
  void writeIndex() throws IOException {
    if (index.covered() < end) {
      index.write(disk, PackIndexFile.name(folder, number), number, end);
    }
  }

  void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
