package panoptic.project;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Things by their small numbers, from 0 on. Immutable; a change copies the board of 256 it touches.
final class Shelf<T> {
  private static final int BITS = 8;
  private static final int MASK = (1 << BITS) - 1;

  private final Object[][] boards;
  private final int size;

  private Shelf(Object[][] boards, int size) {
    this.boards = boards;
    this.size = size;
  }

  static <T> Shelf<T> empty() {
    return new Shelf<>(new Object[0][], 0);
  }

  @SuppressWarnings("unchecked")
  @Nullable T get(int number) {
    return number < 0 || number >= size ? null : (T) boards[number >>> BITS][number & MASK];
  }

  /// Returns one more than the highest number ever put.
  int size() {
    return size;
  }

  Shelf<T> with(int number, T thing) {
    Object[][] next = Arrays.copyOf(boards, Math.max(boards.length, (number >>> BITS) + 1));
    for (int b = boards.length; b < next.length; b++) {
      next[b] = new Object[MASK + 1];
    }
    next[number >>> BITS] = next[number >>> BITS].clone();
    next[number >>> BITS][number & MASK] = thing;
    return new Shelf<>(next, Math.max(size, number + 1));
  }

  /// Returns all things by rising number.
  List<T> all() {
    var out = new ArrayList<T>(size);
    for (int i = 0; i < size; i++) {
      T thing = get(i);
      if (thing != null) {
        out.add(thing);
      }
    }
    return out;
  }

  /// Tells whether the things from one number up to another are the very same objects in both shelves.
  @SuppressWarnings("ReferenceEquality") // the very same
  boolean sameAs(@Nullable Shelf<T> other, int from, int to) {
    for (int i = from; i < to; i++) {
      if (other == null || get(i) != other.get(i)) {
        return false;
      }
    }
    return true;
  }
}
