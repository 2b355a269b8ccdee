package panoptic.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import panoptic.project.Column;

/// Finds the first rows of an order without putting the others in order: by the first key those that are certainly among them, of equals by the next key.
final class Selection {
  /// So few are put in order at once.
  private static final int FEW = 1_024;
  private static final int SAMPLES = 2_048;

  private final Ordering ordering;
  private final int few;

  Selection(Ordering ordering) {
    this(ordering, FEW);
  }

  /// `few`: see [#FEW].
  Selection(Ordering ordering, int few) {
    this.ordering = ordering;
    this.few = few;
  }

  /// The first rows of some: so many of each.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Wish(int[] rows, int count) {
  }

  /// Returns the first rows of each wish in order, all of them where there are no more. Its rows are given ascending.
  List<int[]> first(List<Wish> wishes, List<SortBy> keys) {
    List<int[]> chosen = wishes.stream().map(w -> chosen(w.rows, w.count, keys)).toList();
    int[] all = chosen.stream().flatMapToInt(Arrays::stream).sorted().distinct().toArray();
    int[] order = ordering.order(all, keys);
    int[] placeOf = new int[all.length];
    for (int place = 0; place < order.length; place++) {
      placeOf[Arrays.binarySearch(all, order[place])] = place;
    }
    var out = new ArrayList<int[]>();
    for (int i = 0; i < chosen.size(); i++) {
      int[] places = Arrays.stream(chosen.get(i)).map(row -> placeOf[Arrays.binarySearch(all, row)]).sorted().toArray();
      out.add(Arrays.stream(places).limit(wishes.get(i).count).map(place -> order[place]).toArray());
    }
    return out;
  }

  /// Returns rows that include the first `count`; seldom many more.
  private int[] chosen(int[] rows, int count, List<SortBy> keys) {
    if (rows.length <= Math.max(count, few)) {
      return rows;
    }
    if (keys.isEmpty()) {
      return Arrays.copyOf(rows, count);
    }
    SortBy by = keys.getFirst();
    List<SortBy> next = keys.subList(1, keys.size());
    long[] numbers = ordering.numbers(rows, by);
    int bare = 0;
    for (long number : numbers) {
      bare += number == Column.NONE ? 1 : 0;
    }
    int valued = rows.length - bare;
    if (by.empty() == Empty.FIRST) {
      return bare >= count
          ? chosen(bare(rows, numbers, bare), count, next)
          : together(bare(rows, numbers, bare), least(rows, numbers, valued, count - bare, by, next));
    }
    return valued >= count
        ? least(rows, numbers, valued, count, by, next)
        : together(valued(rows, numbers, valued), chosen(bare(rows, numbers, bare), count - valued, next));
  }

  private static int[] together(int[] some, int[] others) {
    int[] out = Arrays.copyOf(some, some.length + others.length);
    System.arraycopy(others, 0, out, some.length, others.length);
    return out;
  }

  private static int[] bare(int[] rows, long[] numbers, int count) {
    int[] out = new int[count];
    for (int i = 0, n = 0; n < count; i++) {
      out[n] = rows[i];
      n += numbers[i] == Column.NONE ? 1 : 0;
    }
    return out;
  }

  private static int[] valued(int[] rows, long[] numbers, int count) {
    int[] out = new int[count];
    for (int i = 0, n = 0; n < count; i++) {
      out[n] = rows[i];
      n += numbers[i] == Column.NONE ? 0 : 1;
    }
    return out;
  }

  /// Returns rows that include those of the `count` least numbers, or greatest; `valued` have one.
  private int[] least(int[] rows, long[] numbers, int valued, int count, SortBy by, List<SortBy> next) {
    long[] left = new long[valued];
    int[] of = new int[valued];
    int n = 0;
    boolean isDown = by.direction() == Direction.DESC;
    for (int i = 0; n < valued; i++) {
      if (numbers[i] != Column.NONE) {
        left[n] = isDown ? ~numbers[i] : numbers[i];
        of[n++] = rows[i];
      }
    }
    if (count >= n) {
      return of;
    }
    long most = bound(left, n, count);
    int below = 0;
    int equal = 0;
    for (long number : left) {
      below += number < most ? 1 : 0;
      equal += number == most ? 1 : 0;
    }
    int[] certain = new int[below];
    int[] equals = new int[equal];
    below = 0;
    equal = 0;
    for (int i = 0; i < n; i++) {
      if (left[i] < most) {
        certain[below++] = of[i];
      } else if (left[i] == most) {
        equals[equal++] = of[i];
      }
    }
    return below >= count ? certain : together(certain, chosen(equals, count - below, next));
  }

  /// Returns a number that at least `count` are not above: of a sample the one of which that is likely, with little more than needed, else the greatest.
  private static long bound(long[] numbers, int n, int count) {
    long[] sample = new long[Math.min(n, SAMPLES)];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = numbers[(int) ((long) n * i / sample.length)];
    }
    Arrays.sort(sample);
    for (long at = 4 + 2L * count * sample.length / n; at < sample.length; at *= 4) {
      long bound = sample[(int) at];
      int notAbove = 0;
      for (int i = 0; i < n; i++) {
        notAbove += numbers[i] <= bound ? 1 : 0;
      }
      if (notAbove >= count) {
        return bound;
      }
    }
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      greatest = Math.max(greatest, numbers[i]);
    }
    return greatest;
  }
}
