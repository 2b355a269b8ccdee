package panoptic.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells in which groups of one level rows stand. For one thread.
sealed interface Membership permits GroupKeys, TagKeys {

  /// Where rows stand: entry by entry the index of a row and the number of a group's key. `entries` is null where each row stands in one group, so that
  /// the entries are the rows. Entries of one row follow each other, and rows stand as they were given.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Standing(int @Nullable [] entries, int[] places) {
    int entry(int i) {
      return entries == null ? i : entries[i];
    }
  }

  /// Tells where rows of instances stand; each in one group at least. Asked once.
  Standing stand(int[] rows);

  /// Returns the groups so far, by number.
  List<GroupKey> keys();
}
