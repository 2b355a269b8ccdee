package panoptic.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One change of one property on many owners: the shape of a gesture.
///
/// `value` is as it stands in JSON; tags may be named by id or by name. `propertyId` may be negative: new in the same commit.
public record Edit(int propertyId, Verb verb, @Nullable Object value, Target on) {

  public enum Verb {
    /// Gives the value; a list of tags replaces the tags that the author had read.
    SET,
    /// Adds tags.
    ADD,
    /// Removes tags.
    REMOVE,
    /// Leaves no value.
    CLEAR
  }

  /// Whom an edit is about. Instances stand for their images where the property is asked of images, and images for all their instances.
  public sealed interface Target {
  }

  public record Instances(List<Integer> ids) implements Target {
  }

  public record Images(List<Sha1> sha1s) implements Target {
  }

  /// Those that bear a tag of the edit's property itself; a tag below it does not count. They are found when the commit is planned.
  public record Bearers(int tagId) implements Target {
  }

  /// Row numbers of instances, ascending, as the answer of a view at `sequence` gave them.
  public record Rows(java.util.BitSet rows, long sequence) implements Target {
  }
}
