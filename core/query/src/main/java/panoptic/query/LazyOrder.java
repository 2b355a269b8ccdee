package panoptic.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
      return java.util.Objects.requireNonNull(whole);
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
          .orElseGet(() -> selection.first(of.isPiled() ? of.matched.firsts() : of.matched.rows(), n, of.view.sort()));
    }
    return first.length == n ? first : Arrays.copyOf(first, n);
  }

  private static int[] inGroups(Unsorted of, Grouping grouping, int count, Selection selection) {
    int[] out = new int[count];
    List<SortBy> keys = of.view.sort();
    int[] imageOf = of.isPiled() ? of.matched.imageOf() : new int[0];
    for (Grouping.Members group : grouping.first(count, of.matched)) {
      int n = count - group.first();
      int[] rows = of.isPiled() ? piled(of.matched, imageOf, group.rows(), n, keys, selection) : selection.first(group.rows(), n, keys);
      System.arraycopy(rows, 0, out, group.first(), Math.min(n, rows.length));
    }
    return out;
  }

  /// Images stand where the first of all their copies that match does, and show the first that lies in the group.
  private static int[] piled(Matched matched, int[] imageOf, int[] rows, int count, List<SortBy> keys, Selection selection) {
    int[] firsts = new int[rows.length];
    int[] shown = new int[matched.several()];
    Arrays.fill(shown, -1);
    int n = 0;
    for (int row : rows) {
      int image = imageOf[row] - 1;
      if (image < 0) {
        firsts[n++] = row;
      } else if (shown[image] < 0) {
        shown[image] = row;
        firsts[n++] = matched.copies()[matched.start(image)];
      }
    }
    int[] distinct = Arrays.copyOf(firsts, n);
    Arrays.sort(distinct);
    int[] chosen = selection.first(distinct, count, keys);
    return Arrays.stream(chosen).map(row -> imageOf[row] == 0 ? row : shown[imageOf[row] - 1]).toArray();
  }
}
