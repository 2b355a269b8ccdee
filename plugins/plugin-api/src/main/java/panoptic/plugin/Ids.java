package panoptic.plugin;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.RandomAccess;

/// An immutable list of ids, four bytes each.
public final class Ids extends AbstractList<Integer> implements RandomAccess {
  private static final Ids NONE = new Ids(new int[0]);

  private final int[] ids;

  private Ids(int[] ids) {
    this.ids = ids;
  }

  /// Returns a list of copied ids.
  public static Ids of(int... ids) {
    return ids.length == 0 ? NONE : new Ids(ids.clone());
  }

  /// Returns a list of copied ids.
  public static Ids of(Collection<Integer> ids) {
    return ids instanceof Ids same ? same : new Ids(ids.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public Integer get(int index) {
    return ids[index];
  }

  @Override
  public int size() {
    return ids.length;
  }

  /// Returns a copy of the ids.
  public int[] toIntArray() {
    return Arrays.copyOf(ids, ids.length);
  }
}
