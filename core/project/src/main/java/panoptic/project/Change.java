package panoptic.project;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// What a commit did, in the words of the state: change and inverse in one. The log is made of these, and the state changes by nothing else.
sealed interface Change {

  /// New rows at the end of a table. Undo leaves them where they are, and takes them out of sight.
  record Rows(Table table, int first, int count) implements Change {
  }

  /// Cells of a column (`key` of a [Fact], or a property's id), in ascending order of rows.
  record SetCells(int key, RoaringBitmap rows, Longs after, Longs before) implements Change {
  }

  /// Rows put into a set and taken out of it (a tag's id, [#VISIBLE], [#MISSING] or one of [#vectors]); only what really changes is listed.
  record SetBits(int key, RoaringBitmap added, RoaringBitmap removed) implements Change {
  }

  /// A thing of the catalog; `before` is null where it is new.
  record SetEntry(Kind kind, int id, @Nullable Entry before, Entry after) implements Change {
  }

  /// New texts of a dictionary (a property's id or the key of a fact); codes continue at `first`.
  record AddTexts(int key, int first, List<String> texts) implements Change {
  }

  /// The set of instances that are not deleted.
  int VISIBLE = -1;

  /// The set of instances whose file was not there at the last scan.
  int MISSING = -2;

  /// Below this are the sets of images that have a vector of a type.
  int VECTORS = -1_000;

  /// Returns the key of the set of images that have a vector of a type.
  static int vectors(int typeId) {
    return VECTORS - typeId;
  }

  /// Tells whether a key is that of a set of vectors; [#vectorType] then tells the type.
  static boolean isOfVectors(int key) {
    return key < VECTORS;
  }

  static int vectorType(int key) {
    return VECTORS - key;
  }
}
