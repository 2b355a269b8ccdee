package panoptic.query;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.roaringbitmap.IntConsumer;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Tag;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// Sorts rows by that tag of theirs which comes first by name. For one thread.
final class TagOrder {
  private final ProjectState state;
  private final Property property;
  private final List<Tag> tags;
  private final List<NaturalText> names;

  TagOrder(StateReader reader, Property property) {
    state = reader.state();
    this.property = property;
    tags = List.copyOf(reader.tags(property.id()).all());
    names = tags.stream().map(t -> NaturalText.of(t.name())).toList();
  }

  /// Returns the rank of the first tag of each row of instances; [Column#NONE] for rows without one.
  long[] ranks(int[] rows) {
    boolean ofImages = property.mode() == PropertyMode.IMAGE;
    int[] owners = ofImages ? Gather.ints(state.imageRowsOfInstances(), rows) : rows;
    int[] first = new int[ofImages ? state.imageRows() : state.instanceRows()];
    Arrays.fill(first, -1);
    int[] byName = IntStream.range(0, tags.size()).boxed().sorted(Comparator.comparing(names::get)).mapToInt(i -> i).toArray();
    int[] ranks = new int[byName.length];
    for (int i = 1; i < byName.length; i++) {
      boolean isSame = names.get(byName[i]).equals(names.get(byName[i - 1]));
      ranks[i] = ranks[i - 1] + (isSame ? 0 : 1);
    }
    for (int i = byName.length - 1; i >= 0; i--) { // the first by name comes last, and stays
      int rank = ranks[i];
      state.uses(tags.get(byName[i]).id()).rows().forEach((IntConsumer) owner -> first[owner] = rank);
    }
    long[] out = new long[rows.length];
    for (int i = 0; i < out.length; i++) {
      int rank = first[owners[i]];
      out[i] = rank < 0 ? Column.NONE : rank;
    }
    return out;
  }
}
