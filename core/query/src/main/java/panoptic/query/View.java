package panoptic.query;

import java.util.List;

/// What to show of a project: which instances, in what order, in which groups. Immutable; properties, tags and folders by id.
///
/// No `folders` means all; `folders` count with all below them. An empty `text` searches for nothing.
public record View(Mode mode, List<Integer> folders, String text, Filter filter, List<SortBy> sort, List<GroupBy> group) {
  /// Every instance, by id, ungrouped.
  public static final View ALL = new View(Mode.INSTANCES, List.of(), "", new Filter.All(List.of()), List.of(), List.of());

  /// What one row of the order stands for.
  public enum Mode {
    INSTANCES,
    /// Copies pile up: a row is an image, shown by its instance of the lowest id among those that match.
    IMAGES
  }

  public View {
    folders = List.copyOf(folders);
    sort = List.copyOf(sort);
    group = List.copyOf(group);
  }
}
