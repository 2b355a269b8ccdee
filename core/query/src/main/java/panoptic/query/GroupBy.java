package panoptic.query;

import org.jspecify.annotations.Nullable;

/// One level of groups. `step` joins neighbouring numbers or dates; null keeps each value apart.
public record GroupBy(int propertyId, By by, @Nullable Step step, Order order, Direction direction, Empty empty) {

  /// What of a value makes the group.
  public enum By {
    VALUE,
    /// Of a text: its first letter or digit, folded.
    FIRST_LETTER,
    /// Each tag and each tag above it: a picture stands in several groups.
    TAG,
    /// The tags that stand under no other, of which the picture's tags are or descend.
    TOP,
    FOLDER,
    /// Folders inside folders; a group counts what lies below it too.
    TREE
  }

  /// By what the groups of a level are ordered.
  public enum Order {
    VALUE, SIZE
  }
}
