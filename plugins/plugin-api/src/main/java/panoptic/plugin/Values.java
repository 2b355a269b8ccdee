package panoptic.plugin;

/// What values are in Java, by the type of their property. No value is null; so is `""`, and an empty list.
///
/// | type | class |
/// |---|---|
/// | text, url, path, image_link, hash | `String` |
/// | number | `Double` (any `Number` is taken) |
/// | checkbox | `Boolean` |
/// | color | `Integer`, 0..11 |
/// | tag, multi_tags | `List<Integer>`, ids of tags |
/// | date | `String`: ISO 8601 cut to its precision, from `1968` to `1968-05-06T14:30+02:00` |
/// | id, folder, size | `Integer`, `Integer`, `Long` |
public final class Values {
  private Values() {
  }
}
