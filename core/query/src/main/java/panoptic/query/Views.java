package panoptic.query;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;
import panoptic.project.ProjectState;
import panoptic.project.spi.ViewRows;

/// Answers views: filter, then order, then groups.
public final class Views {
  private Views() {}

  /// Returns what a view shows of a state, row by row. `clock` tells what *now* is for the operator `last`.
  /// Refuses with UNKNOWN a view of a property or folder that is no longer there.
  public static Answer answer(ProjectState state, View view, InstantSource clock) {
    var reader = new StateReader(state, view.language());
    Matched matched = matched(reader, view, clock, Optional.empty());
    var ordering = new Ordering(reader, Optional.empty());
    Optional<Grouping> grouping = grouping(reader, view, matched, Optional.empty());
    int[] order = ordering.order(view.mode() == View.Mode.IMAGES ? matched.firsts() : matched.rows(), view.sort());
    List<Group> groups = grouping.map(g -> g.groups().tree(new LazyOrder(view, matched, ordering, grouping).whole())).orElse(List.of());
    return new Answer(state.sequence(), matched.rows().length, images(state, view, matched), order, groups);
  }

  /// Returns the rows that a view shows of a state, in its order; its groups are not asked for. As [#answer] in all else.
  public static int[] order(ProjectState state, View view, InstantSource clock) {
    return answer(state, new View(view.mode(), view.folders(), view.text(), view.filter(), view.sort(), List.of(), view.language()), clock)
        .order();
  }

  /// Returns what a view shows of a state as an order of places, for layouts and windows. As [#answer] in all else.
  public static Shown shown(ProjectState state, View view, InstantSource clock) {
    return shown(state, view, clock, Optional.empty());
  }

  /// As [#shown], with what is known of the project's columns.
  static Shown shown(ProjectState state, View view, InstantSource clock, Optional<SortedColumns> kept) {
    var reader = new StateReader(state, view.language());
    Matched matched = matched(reader, view, clock, kept);
    Optional<Grouping> grouping = grouping(reader, view, matched, kept);
    var order = new LazyOrder(view, matched, new Ordering(reader, kept), grouping);
    return new Shown(state.sequence(), matched, images(state, view, matched), order, grouping.map(Grouping::groups).orElse(Groups.NONE));
  }

  private static Matched matched(StateReader reader, View view, InstantSource clock, Optional<SortedColumns> kept) {
    ProjectState state = reader.state();
    return new Matched(matching(reader, view, clock, state.instances().rows()),
        kept.map(k -> k.copies(state)).orElseGet(() -> Copies.of(state)));
  }

  private static Optional<Grouping> grouping(StateReader reader, View view, Matched matched, Optional<SortedColumns> kept) {
    return view.group().isEmpty() ? Optional.empty() : Optional.of(new Grouping(reader, view, matched, kept));
  }

  private static int images(ProjectState state, View view, Matched matched) {
    return isConditional(view) || view.mode() == View.Mode.IMAGES ? matched.images() : state.images().count();
  }

  /// The rows of all instances that a view matches, whatever its mode, for edits of all that it shows.
  public static ViewRows rows(InstantSource clock) {
    return (state, view) -> {
      RoaringBitmap all = state.instances().rows();
      return BitSetUtil.bitsetOf(matching(new StateReader(state), ViewJson.parse(state, view), clock, all));
    };
  }

  /// Returns those of some visible instances that match. Never change what is returned.
  static RoaringBitmap matching(StateReader reader, View view, InstantSource clock, RoaringBitmap among) {
    return new Sieve(reader, clock.instant()).matching(new Filter.InView(view.folders(), view.text(), view.filter()), among);
  }

  /// Tells whether a view leaves anything out.
  static boolean isConditional(View view) {
    return !view.folders().isEmpty() || !view.text().isBlank() || !view.filter().equals(View.ALL.filter());
  }
}
