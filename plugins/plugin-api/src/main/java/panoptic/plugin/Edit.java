package panoptic.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change of the values of one property on many owners: instances, images, or all that a view shows.
///
/// `SET` and `CLEAR` are for every type but tags; tags change by `ADD` and `REMOVE`, ids or names, so that two who change one picture both keep
/// what they did. Exactly one of `ids`, `sha1s` and `view` (as JSON, read at `sequence`, 0 for now) is given.
public record Edit(int propertyId, Kind kind, @Nullable Object value, @Nullable Ids ids, @Nullable List<String> sha1s,
    @Nullable String view,
    long sequence) {
  /// What happens to the values.
  public enum Kind {
    SET, ADD, REMOVE, CLEAR
  }

  public Edit {
    if ((ids == null ? 0 : 1) + (sha1s == null ? 0 : 1) + (view == null ? 0 : 1) != 1) {
      throw new IllegalArgumentException("an edit is on ids, on sha1s or on a view: exactly one of them");
    }
    sha1s = sha1s == null ? null : List.copyOf(sha1s);
  }

  public static Edit set(int propertyId, Object value, Ids ids) {
    return new Edit(propertyId, Kind.SET, value, ids, null, null, 0);
  }

  public static Edit add(int propertyId, Object tags, Ids ids) {
    return new Edit(propertyId, Kind.ADD, tags, ids, null, null, 0);
  }

  public static Edit remove(int propertyId, Object tags, Ids ids) {
    return new Edit(propertyId, Kind.REMOVE, tags, ids, null, null, 0);
  }

  public static Edit clear(int propertyId, Ids ids) {
    return new Edit(propertyId, Kind.CLEAR, null, ids, null, null, 0);
  }
}
