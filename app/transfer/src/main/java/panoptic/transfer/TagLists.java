package panoptic.transfer;

import java.util.Comparator;
import java.util.List;
import org.roaringbitmap.IntConsumer;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Tag;
import panoptic.project.ProjectState;

/// The tags of a property row by row, each row's by name: tags know their rows, files want rows with their tags.
///
/// Two arrays of four bytes a row and four a use, whatever the number of tags.
final class TagLists {
  private final List<Tag> tags;
  private final int[] ends;
  private final int[] uses;

  TagLists(ProjectState state, Property property) {
    tags = state.tags(property.id()).stream().sorted(Comparator.comparing(Tag::name)).toList();
    int rows = property.mode() == PropertyMode.IMAGE ? state.imageRows() : state.instanceRows();
    ends = new int[rows + 1];
    for (Tag t : tags) {
      state.uses(t.id()).rows().forEach((IntConsumer) row -> ends[row + 1]++);
    }
    for (int row = 0; row < rows; row++) {
      ends[row + 1] += ends[row];
    }
    uses = new int[ends[rows]];
    for (int t = tags.size() - 1; t >= 0; t--) { // each list is filled from its end
      int tag = t;
      state.uses(tags.get(t).id()).rows().forEach((IntConsumer) row -> uses[--ends[row + 1]] = tag);
    }
    System.arraycopy(ends, 1, ends, 0, rows); // now where each row's list begins
    ends[rows] = uses.length;
  }

  /// Returns the tags by name; what [#tag] returns counts them from 0.
  List<Tag> tags() {
    return tags;
  }

  int from(int row) {
    return ends[row];
  }

  int to(int row) {
    return ends[row + 1];
  }

  int tag(int place) {
    return uses[place];
  }
}
