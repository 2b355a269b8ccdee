package panoptic.query;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// Sorts rows by that tag of theirs which comes first by name. For one thread.
final class TagOrder {
  private final TagLists lists;
  private final int[] ranks;
  private final @Nullable Cells images;

  /// `kept`: what is known of the project's columns.
  TagOrder(StateReader reader, Property property, Optional<SortedColumns> kept) {
    ProjectState state = reader.state();
    lists = kept.map(k -> k.tagLists(state, property)).orElseGet(() -> TagLists.of(state, property, Optional.empty()));
    ranks = ranks(lists.tags().stream().map(t -> reader.texts().place(t.name())).toList());
    images = property.mode() == PropertyMode.IMAGE ? new Cells(state.imageRowsOfInstances(), state.instanceRows()) : null;
  }

  /// Returns the rank of the first tag of each row of instances; [Column#NONE] for rows without one.
  long[] ranks(int[] rows) {
    long[] out = new long[rows.length];
    for (int i = 0; i < out.length; i++) {
      int owner = images == null ? rows[i] : images.narrow(rows[i]);
      int first = Integer.MAX_VALUE;
      for (int at = lists.start(owner); at < lists.start(owner + 1); at++) {
        first = Math.min(first, ranks[lists.tag(at)]);
      }
      out[i] = first == Integer.MAX_VALUE ? Column.NONE : first;
    }
    return out;
  }

  /// Returns where each name comes among all; equal ones at one place.
  private static int[] ranks(List<NaturalText> names) {
    int[] byName = IntStream.range(0, names.size()).boxed().sorted(Comparator.comparing(names::get)).mapToInt(i -> i).toArray();
    int[] ranks = new int[byName.length];
    for (int i = 1; i < byName.length; i++) {
      boolean isSame = names.get(byName[i]).equals(names.get(byName[i - 1]));
      ranks[byName[i]] = ranks[byName[i - 1]] + (isSame ? 0 : 1);
    }
    return ranks;
  }
}
