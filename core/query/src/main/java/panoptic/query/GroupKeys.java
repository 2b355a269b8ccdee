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
  /// Joined cells below this number are found by it in an array, others in a hash table.
  private static final int NEAR = 1 << 16;

  private final StateReader reader;
  private final Property property;
  private final @Nullable Column column;
  private final Function<Value, GroupKey> keyOf;
  private final Coarse coarse;
  private final boolean joins;
  private final Map<GroupKey, Integer> placeOfKey = new HashMap<>();
  private final List<GroupKey> keys = new ArrayList<>();
  private final Map<Object, GroupKey> keyOfValue = new HashMap<>();
  private final char @Nullable [] letters;

  /// `kept`: what is known of the project's columns.
  GroupKeys(StateReader reader, GroupBy by, Optional<SortedColumns> kept) {
    this.reader = reader;
    property = reader.property(by.propertyId());
    boolean isByLetter = by.by() == GroupBy.By.FIRST_LETTER && property.type().isText() && reader.state().cells(property).isPresent();
    letters = isByLetter ? kept.map(k -> k.initials(reader.state(), property)).orElse(null) : null;
    column = CellSource.cells(reader.state(), property).orElse(null);
    coarse = Coarse.of(property, by.step());
    joins = by.step() != null;
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
    synchronized (reader) {
      return List.copyOf(keys);
    }
  }

  @Override
  public int size() {
    synchronized (reader) {
      return keys.size();
    }
  }

  @Override
  public Reader reader() {
    ProjectState state = reader.state();
    boolean ofImages = property.mode() == PropertyMode.IMAGE;
    Cells images = ofImages ? new Cells(state.imageRowsOfInstances(), state.instanceRows()) : null;
    Column cells = column;
    return cells == null
        ? new OfValues(images)
        : new OfCells(images, new Cells(cells, ofImages ? state.imageRows() : state.instanceRows()), cells.isWide());
  }

  /// Asks for values one by one, where there is no column.
  private final class OfValues implements Reader {
    private final @Nullable Cells images;
    private final Map<Value, Integer> known = new HashMap<>();

    OfValues(@Nullable Cells images) {
      this.images = images;
    }

    @Override
    public void read(int[] rows, int from, int to, Entries into) {
      int[] places = into.singles(to - from);
      for (int i = from; i < to; i++) {
        Value v = reader.state().value(property, images == null ? rows[i] : images.narrow(rows[i]));
        places[i - from] = v == null ? none() : known.computeIfAbsent(v, GroupKeys.this::placeOf);
      }
    }
  }

  /// Asks for cells. What it has seen of them it knows by itself.
  private final class OfCells implements Reader {
    private final @Nullable Cells images;
    private final Cells cells;
    private final boolean isWide;
    private final int[] placeOfLetter = new int[letters == null ? 0 : 1 << 16];
    private int[] placeOfCode = new int[0];
    private final LongPlaces exact = new LongPlaces();
    private final LongPlaces joined = new LongPlaces();
    private final int[] near = new int[joins ? NEAR : 0];
    private int none = UNKNOWN;

    OfCells(@Nullable Cells images, Cells cells, boolean isWide) {
      this.images = images;
      this.cells = cells;
      this.isWide = isWide;
      Arrays.fill(placeOfLetter, UNKNOWN);
      Arrays.fill(near, UNKNOWN);
    }

    @Override
    public void read(int[] rows, int from, int to, Entries into) {
      int[] places = into.singles(to - from);
      Cells ofImages = images;
      for (int i = from; i < to; i++) {
        places[i - from] = ofImages == null ? rows[i] : ofImages.narrow(rows[i]);
      }
      if (isWide) {
        wide(places, to - from);
      } else if (letters == null) {
        codes(places, to - from);
      } else {
        letters(letters, places, to - from);
      }
    }

    /// Owners become places, here and below.
    private void wide(int[] owners, int n) {
      for (int i = 0; i < n; i++) {
        long cell = cells.wide(owners[i]);
        if (cell == Column.NONE) {
          owners[i] = bare();
          continue;
        }
        long key = coarse.of(cell);
        if (key >= 0 && key < near.length) {
          int known = near[(int) key];
          owners[i] = known == UNKNOWN ? placeOfNear((int) key, cell) : known;
        } else {
          owners[i] = key == Coarse.ALONE
              ? exact.place(cell, GroupKeys.this::placeOfCell)
              : joined.place(key, _ -> placeOfCell(cell));
        }
      }
    }

    private int placeOfNear(int key, long cell) {
      near[key] = placeOfCell(cell);
      return near[key];
    }

    private void codes(int[] owners, int n) {
      for (int i = 0; i < n; i++) {
        int code = cells.narrow(owners[i]);
        owners[i] = code >= 0 && code < placeOfCode.length && placeOfCode[code] != UNKNOWN ? placeOfCode[code] : placeOfCode(code);
      }
    }

    private void letters(char[] letterOf, int[] owners, int n) {
      for (int i = 0; i < n; i++) {
        int code = cells.narrow(owners[i]);
        char letter = code == Column.NONE_INT ? 0 : letterOf[code];
        if (letter == 0) {
          owners[i] = placeOfCode(code);
          continue;
        }
        if (placeOfLetter[letter] == UNKNOWN) {
          placeOfLetter[letter] = placeOfCell(code);
        }
        owners[i] = placeOfLetter[letter];
      }
    }

    private int bare() {
      if (none == UNKNOWN) {
        none = none();
      }
      return none;
    }

    private int placeOfCode(int code) {
      int place = code == Column.NONE_INT ? bare() : placeOfCell(code);
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
  }

  /* What follows is asked by all readers, of all levels: the state's reader is for one thread. */

  private int placeOfCell(long cell) {
    Value v = CellSource.value(reader.state(), property, cell);
    return v == null ? none() : placeOf(v);
  }

  private int none() {
    synchronized (reader) {
      return place(GroupKey.NONE);
    }
  }

  private int placeOf(Value value) {
    synchronized (reader) {
      return place(keyOf.apply(value));
    }
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
    return key(letter, letter, reader.texts().place(letter));
  }

  private GroupKey folder(int id) {
    return keyOfValue.computeIfAbsent(id, _ -> GroupKey.named(id, reader.folderName(id), reader.texts()));
  }

  private GroupKey key(Object value, String name, Comparable<?> place) {
    return keyOfValue.computeIfAbsent(value, v -> new GroupKey(v, name, place));
  }
}
