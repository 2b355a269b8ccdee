package panoptic.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.project.Column;
import panoptic.project.ProjectState;

/// Tells in which group of one level each row stands, where each stands in one: by its cell where there is a column, each different cell looked at once.
final class GroupKeys implements Membership {
  private static final int UNKNOWN = -1;
  private static final int MOST_CODES = 1 << 24;

  private final StateReader reader;
  private final Property property;
  private final @Nullable Column column;
  private final Function<Value, GroupKey> keyOf;
  private final Coarse coarse;
  private final Map<GroupKey, Integer> placeOfKey = new HashMap<>();
  private final List<GroupKey> keys = new ArrayList<>();
  private final Map<Object, GroupKey> keyOfValue = new HashMap<>();
  private final char @Nullable [] initials;
  private int[] placeOfCode = new int[0];
  private int none = UNKNOWN;

  /// `kept`: what is known of the project's columns.
  GroupKeys(StateReader reader, GroupBy by, Optional<SortedColumns> kept) {
    this.reader = reader;
    property = reader.property(by.propertyId());
    boolean isByLetter = by.by() == GroupBy.By.FIRST_LETTER && property.type().isText() && reader.state().cells(property).isPresent();
    initials = isByLetter ? kept.map(k -> k.initials(reader.state(), property)).orElse(null) : null;
    column = reader.state().cells(property.id() == Computed.EXTENSION ? reader.property(Computed.NAME) : property).orElse(null);
    coarse = Coarse.of(property, by.step());
    keyOf = switch (by.by()) {
      case TAG, TOP -> throw new IllegalArgumentException("tags are told by " + TagKeys.class.getSimpleName());
      case FOLDER, TREE -> v -> folder((int) ((Value.Number) v).number());
      case FIRST_LETTER -> v -> firstLetter(((Value.Text) v).text());
      case VALUE -> switch (by.step()) {
        case Step.OfNumbers step -> v -> number(step, ((Value.Number) v).number());
        case Step.OfDates step -> v -> date(step, ((Value.Date) v).date());
        case null -> value();
      };
    };
  }

  @Override
  public List<GroupKey> keys() {
    return keys;
  }

  @Override
  public Standing stand(int[] rows) {
    int[] owners = owners(rows);
    int[] places = new int[rows.length];
    Column cells = column;
    if (cells == null) {
      Map<Value, Integer> known = new HashMap<>();
      for (int i = 0; i < rows.length; i++) {
        Value v = reader.state().value(property, owners[i]);
        places[i] = v == null ? none() : known.computeIfAbsent(v, value -> place(keyOf.apply(value)));
      }
    } else if (cells.isWide()) {
      wide(cells, owners, places);
    } else {
      narrow(cells, owners, places);
    }
    return new Standing(null, places);
  }

  /// The rows of the property's own table.
  private int[] owners(int[] rows) {
    if (property.mode() == PropertyMode.INSTANCE) {
      return rows;
    }
    ProjectState state = reader.state();
    return Gather.ints(state.imageRowsOfInstances(), rows);
  }

  private void narrow(Column cells, int[] owners, int[] places) {
    int[] codes = Gather.ints(cells, owners);
    char[] letters = initials;
    if (letters != null) {
      letters(letters, codes, places);
      return;
    }
    for (int i = 0; i < codes.length; i++) {
      int code = codes[i];
      if (code >= 0 && code < placeOfCode.length && placeOfCode[code] != UNKNOWN) {
        places[i] = placeOfCode[code];
      } else {
        places[i] = code == Column.NONE_INT ? none() : placeOfCode(code);
      }
    }
  }

  private void letters(char[] letters, int[] codes, int[] places) {
    int[] placeOf = new int[1 << 16];
    Arrays.fill(placeOf, UNKNOWN);
    for (int i = 0; i < codes.length; i++) {
      int code = codes[i];
      char letter = code == Column.NONE_INT ? 0 : letters[code];
      if (letter == 0) {
        places[i] = code == Column.NONE_INT ? none() : placeOfCell(code);
        continue;
      }
      if (placeOf[letter] == UNKNOWN) {
        placeOf[letter] = placeOfCell(code);
      }
      places[i] = placeOf[letter];
    }
  }

  private int placeOfCode(int code) {
    int place = placeOfCell(code);
    if (code >= 0 && code < MOST_CODES) {
      if (code >= placeOfCode.length) {
        int before = placeOfCode.length;
        placeOfCode = Arrays.copyOf(placeOfCode, Math.max(code + 1, Math.max(64, 2 * before)));
        Arrays.fill(placeOfCode, before, placeOfCode.length, UNKNOWN);
      }
      placeOfCode[code] = place;
    }
    return place;
  }

  private void wide(Column column, int[] owners, int[] places) {
    long[] cells = Gather.longs(column, owners);
    var exact = new LongPlaces();
    var joined = new LongPlaces();
    for (int i = 0; i < cells.length; i++) {
      long cell = cells[i];
      if (cell == Column.NONE) {
        places[i] = none();
        continue;
      }
      long key = coarse.of(cell);
      places[i] = key == Coarse.ALONE ? exact.place(cell, this::placeOfCell) : joined.place(key, _ -> placeOfCell(cell));
    }
  }

  private int placeOfCell(long cell) {
    ProjectState state = reader.state();
    Value v = property.id() == Computed.EXTENSION ? state.extension((int) cell) : state.valueOf(property, cell);
    return v == null ? none() : place(keyOf.apply(v));
  }

  private int none() {
    if (none == UNKNOWN) {
      none = place(GroupKey.NONE);
    }
    return none;
  }

  private int place(GroupKey key) {
    return placeOfKey.computeIfAbsent(key, k -> {
      keys.add(k);
      return keys.size() - 1;
    });
  }

  private Function<Value, GroupKey> value() {
    Function<Value, Comparable<?>> placeOf = Place.of(reader, property);
    return v -> key(Objects.requireNonNull(ValueFormat.json(v)), ValueFormat.text(v), placeOf.apply(v));
  }

  private GroupKey number(Step.OfNumbers step, double number) {
    var start = new Value.Number(step.start(number));
    var end = new Value.Number(step.end(start.number()));
    return key(Objects.requireNonNull(ValueFormat.json(start)), ValueFormat.text(start) + " – " + ValueFormat.text(end), start.number());
  }

  private GroupKey date(Step.OfDates step, PartialDate date) {
    PartialDate start = step.start(date);
    return key(start.toString(), step.name(start), start);
  }

  private GroupKey firstLetter(String text) {
    String letter = Initials.of(text);
    return key(letter, letter, NaturalText.of(letter));
  }

  private GroupKey folder(int id) {
    return keyOfValue.computeIfAbsent(id, _ -> GroupKey.named(id, reader.folderName(id)));
  }

  private GroupKey key(Object value, String name, Comparable<?> place) {
    return keyOfValue.computeIfAbsent(value, v -> new GroupKey(v, name, place));
  }
}
