package panoptic.plugin;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A set of instances (`ids`) or of images (`sha1s`), with a score of its own, scores of each, and a name.
///
/// Both at once is refused. A group without a name is called *Group 1*, *Group 2* and so on, by its place.
public record Group(@Nullable Ids ids, @Nullable List<String> sha1s, @Nullable ScoreList scores, @Nullable Score score,
    @Nullable String name) {
  public Group {
    if (ids != null && sha1s != null) {
      throw new IllegalArgumentException("a group has either ids or sha1s, not both (this one has " + ids.size() + " ids and "
          + sha1s.size() + " sha1s)");
    }
    sha1s = sha1s == null ? null : List.copyOf(sha1s);
    int size = ids != null ? ids.size() : sha1s != null ? sha1s.size() : 0;
    if (scores != null && scores.values().length != size) {
      throw new IllegalArgumentException("a group of " + size + " has " + scores.values().length + " scores");
    }
  }

  /// Returns a group of instances.
  public static Group ofIds(Collection<Integer> ids) {
    return new Group(Ids.of(ids), null, null, null, null);
  }

  /// Returns a group of images.
  public static Group ofSha1s(List<String> sha1s) {
    return new Group(null, sha1s, null, null, null);
  }

  /// Returns the same with a name.
  public Group named(String newName) {
    return new Group(ids, sha1s, scores, score, newName);
  }

  /// Returns the same with a score of its own.
  public Group scored(Score newScore) {
    return new Group(ids, sha1s, scores, newScore, name);
  }

  /// Returns the same with a score of each instance or image.
  public Group scored(ScoreList newScores) {
    return new Group(ids, sha1s, newScores, score, name);
  }
}
