package panoptic.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;

/// Finds the records of one pack: from its index, and behind what that covers by walking through the pack itself.
///
/// After a power cut the end of a pack may hold anything in any order. Each record says how much was synced when it was written;
/// records behind the highest such mark are read whole, and those that are torn are left out: nobody was told that they are safe.
final class PackOpening {
  private final Disk disk;
  private final Path folder;
  private final List<String> notes;
  final PackFile pack;
  final boolean headWhole;
  private boolean tailLost;
  private PackIndexFile index = new PackIndexFile();
  /// Where the last whole record ends.
  private long end;
  private long synced;
  private final long size;

  private record Place(PackRecord record, long offset) {}

  PackOpening(Disk disk, Path folder, int number, List<String> notes) throws IOException {
    this.disk = disk;
    this.folder = folder;
    this.notes = notes;
    this.pack = new PackFile(disk, PackFile.name(folder, number), number);
    try {
      this.size = pack.size();
      this.headWhole = pack.isHeadWhole();
      load();
    } catch (IOException | RuntimeException e) {
      pack.close();
      throw e;
    }
  }

  PackIndexFile index() {
    return index;
  }

  /// Returns whether nothing was ever put here: a pack whose making was cut short.
  boolean isEmpty() {
    return index.count() == 0 && size <= PackFile.HEAD;
  }

  boolean canContinue() {
    return headWhole && !tailLost;
  }

  PackWriter writer() {
    return isEmpty()
        ? new PackWriter(disk, folder, pack.number, new PackIndexFile(), 0, 0)
        : new PackWriter(disk, folder, pack.number, index, end, synced);
  }

  private void load() throws IOException {
    Path indexPath = PackIndexFile.name(folder, pack.number);
    PackIndexFile found = PackIndexFile.read(disk, indexPath, pack.number);
    if (found != null) {
      index = found;
    } else if (disk.exists(indexPath)) {
      notes.add(indexPath + " is damaged; it is made again from its pack");
    }
    if (!headWhole && size > PackFile.HEAD) {
      notes.add(pack.path + " has a damaged head; its records are read, nothing is added to it");
    }
    tailLost = index.covered() > size;
    if (tailLost && index.count() > 0) {
      notes.add(pack.path + " has lost its end: it has " + size + " bytes, and had " + index.covered());
    }
    end = index.covered();
    synced = index.count() > 0 ? end : 0;
    if (size > end) {
      loadTail();
    }
  }

  private void loadTail() throws IOException {
    var places = new ArrayList<Place>();
    var gaps = new ArrayList<long[]>();
    pack.walk(end, new PackFile.Walk() {
      @Override
      public void record(PackRecord record, long offset) {
        places.add(new Place(record, offset));
        synced = Math.max(synced, Math.min(record.synced(), offset));
      }

      @Override
      public void nothing(long from, long to) {
        gaps.add(new long[] {from, to});
      }
    });
    for (Place place : places) {
      PackFile.Content content = place.offset < synced ? null : pack.content(place.offset);
      if (content == null && place.offset >= synced || content != null && content.bytes() == null) {
        gaps.add(new long[] {place.offset, Math.min(size, place.record.after(place.offset))});
      } else {
        index.add(place.record.sha1(), place.record.edge(), place.offset);
        end = place.record.after(place.offset);
      }
    }
    for (long[] gap : gaps) {
      notes.add(pack.path + " holds no whole record from byte " + gap[0] + " to " + gap[1]
          + (gap[0] >= end ? ", left over from a sudden stop" : ""));
    }
  }

  /// Writes the index of a pack that is not continued, if it is not there. On a disk that cannot be written it is left out.
  void writeMissingIndex() throws IOException {
    if (index.count() == 0 || index.covered() >= end) {
      return;
    }
    try (var file = disk.openToWrite(pack.path)) {
      file.sync();
      disk.sync(folder);
      index.write(disk, PackIndexFile.name(folder, pack.number), pack.number, end);
    } catch (IOException | RefusedException e) {
      notes.add("the index of " + pack.path + " was not written: " + e.getMessage());
    }
  }
}
