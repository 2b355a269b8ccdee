package panoptic.project;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import panoptic.model.Sha1;

/// Finds rows by sha1, things by name, the tags of a property, and the instances of an image. One lookup serves all states of a project.
///
/// A lookup only proposes: whoever asks holds the proposal against its own state, so that older states, and commits that were given up, do no harm.
/// One thread writes, any read.
final class Lookup {
  private record Name(Kind kind, int scope, String name) {
  }

  private final Map<Name, int[]> byName = new ConcurrentHashMap<>();
  private final Map<Integer, int[]> tagsByProperty = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> tagCounts = new ConcurrentHashMap<>();
  private final ImageIndex instances = new ImageIndex();
  private volatile int @Nullable [] images;
  private int imageCount;
  private @Nullable ProjectState newest;

  ImageIndex instances() {
    return instances;
  }

  void addName(Kind kind, int scope, String name, int id) {
    byName.merge(new Name(kind, scope, name), new int[] {id}, (a, b) -> {
      if (Arrays.stream(a).anyMatch(x -> x == id)) {
        return a;
      }
      int[] both = Arrays.copyOf(a, a.length + 1);
      both[a.length] = id;
      return both;
    });
  }

  /// Returns the id of a thing that once bore a name and passes the test, or 0.
  int find(Kind kind, int scope, String name, IntPredicate isIt) {
    for (int id : byName.getOrDefault(new Name(kind, scope, name), new int[0])) {
      if (isIt.test(id)) {
        return id;
      }
    }
    return 0;
  }

  void addTag(int propertyId, int tagId) {
    int[] ids = tagsByProperty.getOrDefault(propertyId, new int[4]);
    int n = tagCounts.getOrDefault(propertyId, 0);
    while (n > 0 && ids[n - 1] >= tagId) {
      n--; // ids of a commit that was given up
    }
    if (n == ids.length) {
      ids = Arrays.copyOf(ids, 2 * n);
    }
    ids[n] = tagId;
    tagsByProperty.put(propertyId, ids);
    tagCounts.put(propertyId, n + 1);
  }

  /// Returns ids, ascending, among which are all tags of a property.
  int[] tags(int propertyId) {
    int n = tagCounts.getOrDefault(propertyId, 0);
    int[] ids = tagsByProperty.getOrDefault(propertyId, new int[0]);
    return Arrays.copyOf(ids, Math.min(n, ids.length));
  }

  /// Returns the row of an image below `rows`, or -1. `state` tells the sha1 of a row.
  int findImage(Sha1 sha1, ProjectState state) {
    int[] t = images;
    if (t == null) {
      t = indexImages(state);
    }
    for (int h = hash(sha1.high()) & (t.length - 1);; h = (h + 1) & (t.length - 1)) {
      int entry = t[h];
      if (entry == 0) {
        return -1;
      }
      int row = entry - 1;
      if (row < state.imageRows() && state.cell(Fact.SHA1_HIGH, row) == sha1.high() && state.sha1(row).equals(sha1)) {
        return row;
      }
    }
  }

  /// Learns of new images, whose sha1s the state knows.
  synchronized void addImages(ProjectState state, org.roaringbitmap.RoaringBitmap rows) {
    if (images == null) {
      newest = state; // the table is built when first asked for, and then must not miss these
    } else {
      rows.forEach((org.roaringbitmap.IntConsumer) row -> addImage(state, row));
    }
  }

  private synchronized int[] indexImages(ProjectState state) {
    if (images == null) {
      ProjectState from = newest != null && newest.imageRows() > state.imageRows() ? newest : state;
      newest = null;
      int rows = from.imageRows();
      images = new int[tableSize(rows)];
      imageCount = 0;
      for (int row = 0; row < rows; row++) {
        addImage(from, row);
      }
    }
    return java.util.Objects.requireNonNull(images);
  }

  private void addImage(ProjectState state, int row) {
    int[] t = java.util.Objects.requireNonNull(images);
    if (imageCount * 2 < t.length) {
      insert(t, row + 1, state.cell(Fact.SHA1_HIGH, row));
      imageCount++;
      return;
    }
    int[] larger = new int[tableSize(state.imageRows())]; // made of the rows alone, so that stale proposals do not pile up
    for (int r = 0; r < state.imageRows(); r++) {
      insert(larger, r + 1, state.cell(Fact.SHA1_HIGH, r));
    }
    images = larger;
    imageCount = state.imageRows();
  }

  private static int tableSize(int rows) {
    return Math.max(1 << 10, Integer.highestOneBit(Math.max(1, rows)) * 4);
  }

  private static void insert(int[] t, int entry, long high) {
    int h = hash(high) & (t.length - 1);
    while (t[h] != 0) {
      if (t[h] == entry) {
        return;
      }
      h = (h + 1) & (t.length - 1);
    }
    t[h] = entry;
  }

  private static int hash(long high) {
    long h = high * 0x9E3779B97F4A7C15L;
    return (int) (h >>> 32);
  }
}
