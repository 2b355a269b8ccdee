package panoptic.query;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
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
    var images = new Images(state);
    int[] rows = matching(reader, view, clock);
    int[] firsts = images.firstOfEach(rows);
    var ordering = new Ordering(reader);
    boolean piled = view.mode() == View.Mode.IMAGES;
    int[] order = ordering.order(piled ? firsts : rows, view.sort());
    List<Group> groups = view.group().isEmpty()
        ? List.of()
        : new Grouping(reader, view, images).groups(piled ? images.withCopies(order, rows) : order);
    return new Answer(state.sequence(), rows.length, firsts.length, order, groups);
  }

  /// The rows of all instances that a view matches, whatever its mode, for edits of all that it shows.
  public static ViewRows rows(InstantSource clock) {
    return (state, view) -> {
      var out = new BitSet();
      for (int row : matching(new StateReader(state), ViewJson.parse(state, view), clock)) {
        out.set(row);
      }
      return out;
    };
  }

  /// Returns the rows of visible instances that match, ascending.
  private static int[] matching(StateReader reader, View view, InstantSource clock) {
    ProjectState state = reader.state();
    var tests = new ArrayList<IntPredicate>();
    if (!view.folders().isEmpty()) {
      Set<Integer> folders = reader.withSubfolders(view.folders());
      tests.add(row -> folders.contains(state.folderOf(row)));
    }
    tests.add(new Conditions(reader, clock.instant()).of(view.filter()));
    tests.add(TextBox.of(reader, view.text()));
    RoaringBitmap visible = state.instances().rows();
    return visible.stream().filter(row -> tests.stream().allMatch(t -> t.test(row))).toArray();
  }
}
