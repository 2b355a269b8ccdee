package panoptic.query;

import java.util.List;
import java.util.Locale;

/// What to show of a project: which instances, in what order, in which groups. Immutable; properties, tags and folders by id.
///
/// No `folders` means all; `folders` count with all below them. An empty `text` searches for nothing. `language` is that of the one who looks, whose order of texts
/// is meant; it is no part of the view as JSON. Languages that put all texts in one order are one.
public record View(Mode mode, List<Integer> folders, String text, Filter filter, List<SortBy> sort, List<GroupBy> group, Locale language) {
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
    language = TextOrder.of(language).language();
  }

  /// Returns a view for nobody in particular.
  public View(Mode mode, List<Integer> folders, String text, Filter filter, List<SortBy> sort, List<GroupBy> group) {
    this(mode, folders, text, filter, sort, group, Locale.ROOT);
  }

  /// Returns this view for somebody of a language.
  public View in(Locale other) {
    return new View(mode, folders, text, filter, sort, group, other);
  }
}
