package panoptic.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.project.ProjectState;

/// Tells in which groups of one level a row stands.
final class GroupKeys implements Grouping.Membership {

  /// One group of this level: its value as JSON has it (null for those without), its name, and where it stands among the others. There is one key
  /// for each value, so that keys are told apart by being the same object.
  static final class Key {
    private static final Key NONE = new Key(null, "no value", 0);
    final @Nullable Object value;
    final String name;
    final Comparable<?> place;

    private Key(@Nullable Object value, String name, Comparable<?> place) {
      this.value = value;
      this.name = name;
      this.place = place;
    }
  }

  private static final int MOST_CODES = 1 << 24;
  private static final int UNKNOWN = -1;
  private static final List<Key> NOWHERE = List.of(Key.NONE);

  private final StateReader reader;
  private final Property property;
  /// The cells of the property's own table where they are narrow, and of an image's property the image of each row.
  private final int @Nullable [] codes;
  private final int @Nullable [] images;
  private int[] placeOfCode = new int[0];
  private final Function<Value, List<Key>> keysOf;
  private final Map<Value, Integer> placeOfValue = new HashMap<>();
  private final Map<List<Key>, Integer> placeOfKeys = new HashMap<>();
  private final List<List<Key>> places = new ArrayList<>();
  private boolean isSingle = true;
  private final Map<Integer, Key> inTree = new HashMap<>();
  private final Map<Object, Key> keys = new HashMap<>();

  GroupKeys(StateReader reader, GroupBy by) {
    this.reader = reader;
    this.property = reader.property(by.propertyId());
    ProjectState state = reader.state();
    boolean ofImages = property.mode() == PropertyMode.IMAGE;
    int[] cells = state.cells(property).filter(c -> !c.isWide())
        .map(c -> FlatCells.of(c, ofImages ? state.imageRows() : state.instanceRows())).orElse(null);
    codes = cells;
    images = cells != null && ofImages ? FlatCells.of(state.imageRowsOfInstances(), state.instanceRows()) : null;
    this.keysOf = switch (by.by()) {
      case TAG -> tags(TagTree::withAncestors);
      case TOP -> tags((tree, id) -> new LinkedHashSet<>(tree.tops(id)));
      case FOLDER, TREE -> v -> List.of(folder((int) ((Value.Number) v).number()));
      case FIRST_LETTER -> v -> List.of(firstLetter(((Value.Text) v).text()));
      case VALUE -> switch (by.step()) {
        case Step.OfNumbers step -> v -> List.of(number(step, ((Value.Number) v).number()));
        case Step.OfDates step -> v -> List.of(date(step, ((Value.Date) v).date()));
        case null -> value();
      };
    };
  }

  @Override
  public int place(int instanceRow) {
    int[] cells = codes;
    if (cells == null) {
      return placeByValue(instanceRow);
    }
    int code = cells[images == null ? instanceRow : images[instanceRow]];
    if (code < 0 || code >= MOST_CODES) {
      return placeByValue(instanceRow);
    }
    if (code >= placeOfCode.length) {
      int before = placeOfCode.length;
      placeOfCode = Arrays.copyOf(placeOfCode, Math.max(code + 1, Math.max(64, 2 * before)));
      Arrays.fill(placeOfCode, before, placeOfCode.length, UNKNOWN);
    }
    int place = placeOfCode[code];
    if (place == UNKNOWN) {
      place = placeByValue(instanceRow);
      placeOfCode[code] = place;
    }
    return place;
  }

  @Override
  public int places() {
    return places.size();
  }

  @Override
  public List<Key> at(int place) {
    return places.get(place);
  }

  @Override
  public boolean isSingle() {
    return isSingle;
  }

  private int placeByValue(int instanceRow) {
    Value v = reader.value(property, instanceRow);
    return v == null ? place(NOWHERE) : placeOfValue.computeIfAbsent(v, value -> place(keysOf.apply(value)));
  }

  private int place(List<Key> in) {
    return placeOfKeys.computeIfAbsent(in, k -> {
      isSingle &= k.size() == 1;
      places.add(k);
      return places.size() - 1;
    });
  }

  private Function<Value, List<Key>> value() {
    Function<Value, Comparable<?>> placeOf = Place.of(reader, property);
    return v -> List.of(key(ValueFormat.json(v), ValueFormat.text(v), placeOf.apply(v)));
  }

  private Key number(Step.OfNumbers step, double number) {
    var start = new Value.Number(step.start(number));
    var end = new Value.Number(step.end(number));
    return key(ValueFormat.json(start), ValueFormat.text(start) + " – " + ValueFormat.text(end), start.number());
  }

  private Key date(Step.OfDates step, PartialDate date) {
    PartialDate start = step.start(date);
    return key(start.toString(), step.name(start), start);
  }

  /// The first letter or digit of the folded text as a capital; `#` for a text that begins with something else.
  private Key firstLetter(String text) {
    String folded = Folding.fold(text).strip();
    int c = folded.isEmpty() ? '#' : folded.codePointAt(0);
    String letter = Character.isLetterOrDigit(c) ? Character.toString(c).toUpperCase(Locale.ROOT) : "#";
    return key(letter, letter, NaturalText.of(letter));
  }

  private Key key(Object value, String name, Comparable<?> place) {
    return keys.computeIfAbsent(value, v -> new Key(v, name, place));
  }

  private Key folder(int id) {
    String name = reader.folderName(id);
    return key(id, name, new NamedId(NaturalText.of(name), id));
  }

  /// Returns the group of a folder among the folders beside it.
  Key inTree(int id) {
    return inTree.computeIfAbsent(id, _ -> {
      String name = reader.folderName(id);
      String last = name.substring(name.lastIndexOf('/') + 1);
      return new Key(id, last, new NamedId(NaturalText.of(last), id));
    });
  }

  private interface Reach {
    Set<Integer> of(TagTree tree, int tagId);
  }

  private Function<Value, List<Key>> tags(Reach reach) {
    TagTree tree = reader.tags(property.id());
    return v -> {
      var ids = new LinkedHashSet<Integer>();
      for (int id : ((Value.Tags) v).ids()) {
        ids.addAll(reach.of(tree, id));
      }
      return ids.stream().map(tree::get).map(this::tag).toList();
    };
  }

  private Key tag(Tag t) {
    return key(t.id(), t.name(), new NamedId(NaturalText.of(t.name()), t.id()));
  }

  /// Orders things by name; two of one name by id.
  private record NamedId(NaturalText name, int id) implements Comparable<NamedId> {
    @Override
    public int compareTo(NamedId o) {
      int c = name.compareTo(o.name);
      return c != 0 ? c : Integer.compare(id, o.id);
    }
  }
}
