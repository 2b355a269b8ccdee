package panoptic.query;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import panoptic.model.Computed;
import panoptic.project.Column;
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
        : new Grouping(reader, view, images).groups(piled ? images.withCopies(order, rows) : order);
    return new Answer(reader.state().sequence(), rows.length, ofImages, order, groups);
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
  static int[] matching(StateReader reader, View view, InstantSource clock) {
    int[] rows = reader.state().instances().rows().toArray();
    if (!isConditional(view)) {
      return rows;
    }
    IntPredicate test = test(reader, view, clock);
    int n = 0;
    for (int row : rows) {
      if (test.test(row)) {
        rows[n++] = row;
      }
    }
    return Arrays.copyOf(rows, n);
  }

  /// Tells whether a view leaves anything out.
  static boolean isConditional(View view) {
    return !view.folders().isEmpty() || !view.text().isBlank() || !view.filter().equals(View.ALL.filter());
  }

  /// Returns what a view asks of an instance that is there.
  static IntPredicate test(StateReader reader, View view, InstantSource clock) {
    var tests = new ArrayList<IntPredicate>();
    if (!view.folders().isEmpty()) {
      var folders = new BitSet();
      reader.withSubfolders(view.folders()).forEach(folders::set);
      Column folderOf = reader.state().cells(reader.property(Computed.FOLDER)).orElseThrow();
      tests.add(row -> folders.get(folderOf.getInt(row)));
    }
    if (!view.filter().equals(View.ALL.filter())) {
      tests.add(new Conditions(reader, clock.instant()).of(view.filter()));
    }
    if (!view.text().isBlank()) {
      tests.add(TextBox.of(reader, view.text()));
    }
    return tests.stream().reduce(IntPredicate::and).orElse(_ -> true);
  }
}
