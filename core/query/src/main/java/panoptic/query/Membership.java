package panoptic.query;

import java.util.List;

/// Tells in which groups of one level rows stand. Groups are numbered as rows of them come; several threads may ask, each by a reader of its own.
sealed interface Membership permits GroupKeys, TagKeys {

  /// What one thread asks by.
  interface Reader {
    /// Tells the groups of the rows of instances at some places, at most [Walk#BLOCK]; each stands in one at least.
    void read(int[] rows, int from, int to, Entries into);
  }

  Reader reader();

  /// Returns the groups so far, by number.
  List<GroupKey> keys();

  /// Returns how many groups have a number.
  int size();
}
