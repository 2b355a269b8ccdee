package panoptic.project;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What somebody wants of a tab; null leaves a part as it is.
///
/// - `name`, `isShared`, `view`, `display`: what all see of it; a new view or display takes the place of the person's draft
/// - `draft`: what the person keeps for herself, an empty `Draft` where she gives hers up
/// - `isOpen`, `before`: whether it stands in her strip, and before which tab (0: at the end)
/// - `edition`: the last edition of it that she has seen
public record TabChange(@Nullable String name, @Nullable Boolean isShared, @Nullable Map<String, @Nullable Object> view,
    @Nullable Map<String, @Nullable Object> display, @Nullable Draft draft, @Nullable Boolean isOpen, @Nullable Integer before,
    @Nullable Long edition) {

  /// A draft, or that there shall be none.
  public record Draft(@Nullable TabContent content) {}

  /// Tells whether it changes what all see of the tab.
  public boolean concernsAll() {
    return name != null || isShared != null || view != null || display != null;
  }
}
