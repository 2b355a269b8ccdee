package panoptic.query;

import org.jspecify.annotations.Nullable;

/// One group of a level: its value as JSON has it (null for those without), its name, and where it stands among the others. There is one key for each
/// value of a level, so that keys are told apart by being the same object.
final class GroupKey {
  static final GroupKey NONE = new GroupKey(null, "no value", 0);
  final @Nullable Object value;
  final String name;
  final Comparable<?> place;

  GroupKey(@Nullable Object value, String name, Comparable<?> place) {
    this.value = value;
    this.name = name;
    this.place = place;
  }

  /// The key of a thing with an id: by name, and two of one name by id.
  static GroupKey named(int id, String name, TextOrder order) {
    return new GroupKey(id, name, new NamedId(order.place(name), id));
  }

  private record NamedId(NaturalText name, int id) implements Comparable<NamedId> {
    @Override
    public int compareTo(NamedId o) {
      int c = name.compareTo(o.name);
      return c != 0 ? c : Integer.compare(id, o.id);
    }
  }
}
