package panoptic.query;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import panoptic.model.Property;
import panoptic.model.Value;

/// Where values stand in an order: texts and names as people count, hashes by their digits, the rest by size or time.
final class Place {
  private Place() {}

  /// Returns a function that places the values of a property; what it returns can be compared by [#compare].
  static Function<Value, Comparable<?>> of(StateReader reader, Property p) {
    return switch (p.type()) {
      case TEXT, URL, PATH, IMAGE_LINK -> v -> reader.texts().place(((Value.Text) v).text());
      case HASH -> v -> ((Value.Text) v).text();
      case NUMBER, SIZE, ID -> v -> ((Value.Number) v).number();
      case FOLDER -> v -> reader.texts().place(reader.folderName((int) ((Value.Number) v).number()));
      case DATE -> v -> ((Value.Date) v).date();
      case COLOR -> v -> ((Value.Color) v).index();
      case CHECKBOX -> v -> ((Value.Checkbox) v).checked();
      case TAG, MULTI_TAGS -> {
        TagTree tree = reader.tags(p.id());
        Map<Integer, NaturalText> names = new HashMap<>();
        tree.all().forEach(t -> names.put(t.id(), reader.texts().place(t.name())));
        yield v -> Collections.min(((Value.Tags) v).ids().stream().map(id -> Objects.requireNonNull(names.get(id))).toList());
      }
    };
  }

  /// Compares two places of one property.
  @SuppressWarnings("unchecked")
  static int compare(Comparable<?> a, Comparable<?> b) {
    return ((Comparable<Object>) a).compareTo(b);
  }
}
