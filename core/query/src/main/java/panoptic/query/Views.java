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

  /// Returns what a view shows of a state. `clock` tells what *now* is for the operator `last`.
  /// Refuses with UNKNOWN a view of a property or folder that is no longer there.
  public static Answer answer(ProjectState state, View view, InstantSource clock) {
    var reader = new StateReader(state);
    return answer(reader, view, new Images(state), matching(reader, view, clock), Optional.empty());
  }

  /// Returns the rows that a view shows of a state, in its order; its groups are not asked for. As [#answer] in all else.
  public static int[] order(ProjectState state, View view, InstantSource clock) {
    return answer(state, new View(view.mode(), view.folders(), view.text(), view.filter(), view.sort(), List.of()), clock).order();
  }

  /// Returns what a view shows of a state as an order of places, for layouts and windows. As [#answer] in all else.
  public static Shown shown(ProjectState state, View view, InstantSource clock) {
    return shown(state, view, clock, Optional.empty());
  }

  /// As [#shown], with what is known of the order of the project's columns.
  static Shown shown(ProjectState state, View view, InstantSource clock, Optional<SortedColumns> sorted) {
    var reader = new StateReader(state);
    var images = new Images(state);
    int[] rows = matching(reader, view, clock);
    Answer answer = answer(reader, view, images, rows, sorted);
    boolean grouped = !view.group().isEmpty();
    int[] order = grouped ? new int[Groups.places(answer.groups())] : answer.order();
    Groups groups = grouped ? Groups.of(answer.groups(), order) : Groups.NONE;
    byte[] copies = view.mode() == View.Mode.IMAGES ? images.copies(order, rows) : null;
    return new Shown(state.sequence(), answer.instances(), answer.images(), order, copies, groups);
  }

  private static Answer answer(StateReader reader, View view, Images images, int[] rows, Optional<SortedColumns> sorted) {
    var ordering = new Ordering(reader, sorted);
    boolean piled = view.mode() == View.Mode.IMAGES;
    int[] firsts = piled ? images.firstOfEach(rows) : rows;
    int ofImages = piled ? firsts.length : isConditional(view) ? images.count(rows) : reader.state().images().count();
    int[] order = ordering.order(firsts, view.sort());
    List<Group> groups = view.group().isEmpty()
        ? List.of()
        : new Grouping(reader, view, images, sorted).groups(piled ? images.withCopies(order, rows) : order);
    return new Answer(reader.state().sequence(), rows.length, ofImages, order, groups);
  }

  /// The rows of all instances that a view matches, whatever its mode, for edits of all that it shows.
  public static ViewRows rows(InstantSource clock) {
    return (state, view) -> {
      RoaringBitmap all = state.instances().rows();
      return BitSetUtil.bitsetOf(matching(new StateReader(state), ViewJson.parse(state, view), clock, all));
    };
  }

  /// Returns the rows of visible instances that match, ascending.
  static int[] matching(StateReader reader, View view, InstantSource clock) {
    return matching(reader, view, clock, reader.state().instances().rows()).toArray();
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
