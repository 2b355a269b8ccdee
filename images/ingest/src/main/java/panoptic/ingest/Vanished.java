package panoptic.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.BitSet;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Sha1;
import panoptic.project.ProjectState;

/// Instances whose files are no longer where they were, until they are found elsewhere: by their bytes, or by file id, size and time.
final class Vanished {
  private final ProjectState state;
  /// Image row in the high half, instance row in the low half; ascending.
  private final long[] byImage;
  /// Row + 1 by hash of the file id, open addressing; those without a file id are not in it.
  private final int[] byId;
  /// Instances whose very file, by its stamp, was met: no other file of the same bytes may take them.
  private final RoaringBitmap met = new RoaringBitmap();
  private final RoaringBitmap left;

  /// `stamps`: those of the files that were met and nobody knows, mixed; sorted here.
  Vanished(ProjectState state, RoaringBitmap rows, long[] stamps) {
    this.state = state;
    Arrays.sort(stamps);
    var used = new BitSet();
    left = rows.clone();
    byImage = new long[rows.getCardinality()];
    byId = new int[Integer.highestOneBit(Math.max(1, byImage.length)) * 4];
    int n = 0;
    for (var i = rows.getIntIterator(); i.hasNext();) {
      int row = i.next();
      byImage[n++] = (long) state.imageOf(row) << 32 | row;
      if (state.fileId(row) != 0) {
        int h = hash(state.fileId(row));
        while (byId[h] != 0) {
          h = (h + 1) & (byId.length - 1);
        }
        byId[h] = row + 1;
        if (isMet(stamps, used, FileStamp.of(state, row).mixed())) {
          met.add(row);
        }
      }
    }
    Arrays.sort(byImage);
  }

  /// Returns the instances that were not found elsewhere.
  synchronized RoaringBitmap left() {
    return left.clone();
  }

  /// Takes out the instance whose file, by its id, size and time, is this one; -1 when there is none.
  synchronized int take(FileStamp stamp) {
    if (stamp.fileId() == 0) {
      return -1;
    }
    int best = Integer.MAX_VALUE;
    for (int h = hash(stamp.fileId()); byId[h] != 0; h = (h + 1) & (byId.length - 1)) {
      int row = byId[h] - 1;
      if (state.fileId(row) == stamp.fileId() && stamp.isThatOf(state, row) && left.contains(row)) {
        best = Math.min(best, row);
      }
    }
    return best < Integer.MAX_VALUE && left.checkedRemove(best) ? best : -1;
  }

  /// Tells whether a file with a stamp was met that stands for no earlier row.
  private static boolean isMet(long[] stamps, BitSet used, long stamp) {
    int at = Arrays.binarySearch(stamps, stamp);
    while (at > 0 && stamps[at - 1] == stamp) {
      at--;
    }
    for (; at >= 0 && at < stamps.length && stamps[at] == stamp; at++) {
      if (!used.get(at)) {
        used.set(at);
        return true;
      }
    }
    return false;
  }

  private int hash(long fileId) {
    return (int) ((fileId * 0x9E3779B97F4A7C15L) >>> 32) & (byId.length - 1);
  }

  /// Takes out the instance of these bytes that best fits a file: the same file id first, then the same name, then the oldest; -1 when there is none.
  synchronized int take(Sha1 sha1, FileStamp stamp, String name) {
    int image = byImage.length == 0 ? -1 : state.imageRow(sha1);
    if (image < 0) {
      return -1;
    }
    int best = -1;
    int bestFit = -1;
    int at = Arrays.binarySearch(byImage, (long) image << 32);
    for (int i = at < 0 ? -at - 1 : at; i < byImage.length && (int) (byImage[i] >>> 32) == image; i++) {
      int row = (int) byImage[i];
      int fit = (stamp.fileId() != 0 && state.fileId(row) == stamp.fileId() ? 2 : 0) + (state.fileName(row).equals(name) ? 1 : 0);
      if (fit > bestFit && left.contains(row) && !met.contains(row)) {
        best = row;
        bestFit = fit;
      }
    }
    if (best >= 0) {
      left.remove(best);
    }
    return best;
  }

  /// Returns whether there is certainly no file at a path. Where that cannot be told (a folder without permission, a disk that fails) there may be one.
  static boolean isGone(Path file) {
    try {
      return !Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isRegularFile();
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return hasFileAbove(file);
    }
  }

  private static boolean hasFileAbove(Path file) {
    for (Path p = file.getParent(); p != null; p = p.getParent()) {
      try {
        return !Files.readAttributes(p, BasicFileAttributes.class).isDirectory();
      } catch (IOException e) {
        // Further up.
      }
    }
    return false;
  }
}
