package panoptic.query;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What stands at the places of a view: the first ones found by themselves, all of them when they are first asked for. Any thread may ask; one finds and others wait.
final class LazyOrder {
  private final int places;
  private @Nullable Unsorted unsorted;
  private int[] first = {};
  private volatile int @Nullable [] whole;
  private volatile byte @Nullable [] copies;

  /// What an order is found of.
  private record Unsorted(View view, Matched matched, Ordering ordering, Optional<Grouping> grouping) {
    boolean isPiled() {
      return view.mode() == View.Mode.IMAGES;
    }
  }

  LazyOrder(View view, Matched matched, Ordering ordering, Optional<Grouping> grouping) {
    var of = new Unsorted(view, matched, ordering, grouping);
    unsorted = of;
    places = grouping.isPresent() ? grouping.get().groups().places() : of.isPiled() ? matched.images() : matched.rows().length;
  }

  int places() {
    return places;
  }

  /// Returns the rows at all places. Do not change them.
  int[] whole() {
    int[] known = whole;
    return known == null ? findWhole() : known;
  }

  /// Returns how many copies stand at each place, at most 255, as unsigned bytes; null where copies do not pile up. Do not change them.
  byte @Nullable [] copies() {
    whole();
    return copies;
  }

  private synchronized int[] findWhole() {
    Unsorted of = unsorted;
    if (of == null) {
      return Objects.requireNonNull(whole);
    }
    Matched matched = of.matched;
    int[] rows = of.ordering.order(of.isPiled() ? matched.firsts() : matched.rows(), of.view.sort());
    int[] found = of.grouping
        .map(g -> of.isPiled() ? g.piled(matched.withCopies(rows), matched.imageOf()) : g.places(rows)).orElse(rows);
    copies = of.isPiled() ? matched.copies(found) : null;
    whole = found;
    unsorted = null;
    first = new int[0];
    return found;
  }

  /// Returns the rows at the first places, fewer where there are no more. Do not change them.
  synchronized int[] first(int count) {
    int[] known = whole;
    int n = Math.min(count, places);
    Unsorted of = unsorted;
    if (known != null || of == null) {
      return Arrays.copyOf(whole(), n);
    }
    if (first.length < n) {
      var selection = new Selection(of.ordering);
      first = of.grouping.map(g -> inGroups(of, g, n, selection))
          .orElseGet(
              () -> selection.first(List.of(new Selection.Wish(of.isPiled() ? of.matched.firsts() : of.matched.rows(), n)), of.view.sort())
                  .getFirst());
    }
    return first.length == n ? first : Arrays.copyOf(first, n);
  }

  private static int[] inGroups(Unsorted of, Grouping grouping, int count, Selection selection) {
    List<Grouping.Members> groups = grouping.first(count, of.matched);
    int[] imageOf = of.isPiled() ? of.matched.imageOf() : new int[0];
    List<Pile> piles = groups.stream().map(g -> of.isPiled() ? Pile.of(of.matched, imageOf, g.rows()) : new Pile(g.rows(), g.rows()))
        .toList();
    List<int[]> rows = selection.first(IntStream.range(0, piles.size())
        .mapToObj(i -> new Selection.Wish(piles.get(i).firsts, count - groups.get(i).first())).toList(), of.view.sort());
    int[] out = new int[count];
    for (int i = 0; i < rows.size(); i++) {
      int at = groups.get(i).first();
      for (int row : rows.get(i)) {
        out[at++] = piles.get(i).shown(row);
      }
    }
    return out;
  }

  /// The images of a group. They stand where the first of all their copies that match does, and show the first that lies in the group.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Pile(int[] firsts, int[] shown) {

    /// `rows` lie in the group, ascending; `imageOf` is that of [Matched#imageOf].
    static Pile of(Matched matched, int[] imageOf, int[] rows) {
      var seen = new BitSet();
      long[] pairs = new long[rows.length];
      int n = 0;
      for (int row : rows) {
        int image = imageOf[row] - 1;
        if (image < 0 || !seen.get(image)) {
          int first = image < 0 ? row : matched.copies()[matched.start(image)];
          pairs[n++] = (long) first << 32 | row;
        }
        if (image >= 0) {
          seen.set(image);
        }
      }
      Arrays.sort(pairs, 0, n);
      return new Pile(Arrays.stream(pairs, 0, n).mapToInt(pair -> (int) (pair >> 32)).toArray(),
          Arrays.stream(pairs, 0, n).mapToInt(pair -> (int) pair).toArray());
    }

    int shown(int first) {
      return shown[Arrays.binarySearch(firsts, first)];
    }
  }
}
