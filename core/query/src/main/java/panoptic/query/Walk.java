package panoptic.query;

import java.util.ArrayList;
import java.util.List;

/// Tells of rows, some thousand at a time, in which groups of each level they stand: groups of the outermost level by the number of their key, those within by
/// the number of their pair. For one thread.
final class Walk {
  /// How many rows are looked at together, so that what is found of them stays near the processor.
  static final int BLOCK = 2_048;

  private final List<Membership.Reader> readers;
  private final List<Pairs.Reader> pairs;
  private final List<Entries> at = new ArrayList<>();
  private final Entries keys = new Entries();

  /// `pairs`: those of each level but the outermost.
  Walk(List<Membership> levels, List<Pairs> pairs) {
    readers = levels.stream().map(Membership::reader).toList();
    this.pairs = pairs.stream().map(Pairs::reader).toList();
    levels.forEach(_ -> at.add(new Entries()));
  }

  /// Looks at the rows of instances at some places, at most [#BLOCK].
  void read(int[] rows, int from, int to) {
    readers.getFirst().read(rows, from, to, at.getFirst());
    for (int level = 1; level < readers.size(); level++) {
      readers.get(level).read(rows, from, to, keys);
      combine(at.get(level - 1), keys, pairs.get(level - 1), at.get(level));
    }
  }

  /// Returns the groups of the rows looked at last.
  Entries at(int level) {
    return at.get(level);
  }

  /// Returns the groups of the innermost level of the rows looked at last.
  Entries innermost() {
    return at.getLast();
  }

  private static void combine(Entries outer, Entries keys, Pairs.Reader pairs, Entries into) {
    int rows = outer.rows();
    int[] outers = outer.numbers();
    int[] of = keys.numbers();
    if (outer.isSingle() && keys.isSingle()) {
      int[] out = into.singles(rows);
      for (int row = 0; row < rows; row++) {
        out[row] = pairs.of(outers[row], of[row]);
      }
      return;
    }
    into.clear();
    for (int row = 0; row < rows; row++) {
      int end = keys.from(row + 1);
      for (int o = outer.from(row); o < outer.from(row + 1); o++) {
        for (int k = keys.from(row); k < end; k++) {
          into.add(pairs.of(outers[o], of[k]));
        }
      }
      into.endRow();
    }
  }
}
