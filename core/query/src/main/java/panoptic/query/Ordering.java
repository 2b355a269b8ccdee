package panoptic.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import panoptic.model.Property;
import panoptic.model.Value;
import panoptic.project.Column;

/// Puts rows into the order that a view asks for; what remains equal stands by id.
final class Ordering {
  private final StateReader reader;
  private final Optional<SortedColumns> sorted;
  private final Map<Integer, TagOrder> tagOrders = new HashMap<>();

  /// `sorted`: what is known of the order of this project's columns.
  Ordering(StateReader reader, Optional<SortedColumns> sorted) {
    this.reader = reader;
    this.sorted = sorted;
  }

  /// Returns rows, given ascending, in order.
  int[] order(int[] rows, List<SortBy> keys) {
    int[] order = rows;
    for (int pass = keys.size() - 1; pass >= 0; pass--) { // each pass keeps the order of the pass before among equals
      SortBy key = keys.get(pass);
      Property property = reader.property(key.propertyId());
      Optional<SortedRows> all = sorted.flatMap(s -> s.find(reader, property, rows.length));
      if (property.type().isTags()) {
        order = CellOrder.sort(order, tagRanks(order, property), key);
      } else if (all.isEmpty()) {
        order = sort(order, property, key);
      } else if (pass == keys.size() - 1) {
        order = all.get().sort(order, key);
      } else {
        order = CellOrder.sort(order, all.get().ranks(), key);
      }
    }
    return order;
  }

  private long[] tagRanks(int[] rows, Property property) {
    return tagOrders.computeIfAbsent(property.id(), _ -> new TagOrder(reader, property, sorted)).ranks(rows);
  }

  /// Returns numbers that stand as rows do by one key, ascending; [Column#NONE] for rows without a value.
  long[] numbers(int[] rows, SortBy key) {
    Property property = reader.property(key.propertyId());
    if (property.type().isTags()) {
      return tagRanks(rows, property);
    }
    Optional<int[]> ranks = sorted.flatMap(s -> s.ranks(reader, property, rows.length));
    return CellOrder.of(reader, property, ranks).map(cells -> cells.numbers(rows)).orElseGet(() -> {
      int[] found = new int[rows.length];
      int none = rank(rows, new SortBy(key.propertyId(), Direction.ASC, Empty.LAST), found) - 1;
      return Arrays.stream(found).mapToLong(rank -> rank == none ? Column.NONE : rank).toArray();
    });
  }

  private int[] sort(int[] rows, Property property, SortBy key) {
    Optional<int[]> ranks = sorted.flatMap(s -> s.ranks(reader, property, rows.length));
    return CellOrder.of(reader, property, ranks).map(cells -> cells.sort(rows, key)).orElseGet(() -> ranked(rows, key));
  }

  private int[] ranked(int[] rows, SortBy key) {
    int[] ranks = new int[rows.length];
    int count = rank(rows, key, ranks);
    int[] ends = new int[count + 1];
    for (int rank : ranks) {
      ends[rank + 1]++;
    }
    Arrays.parallelPrefix(ends, Integer::sum);
    int[] out = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      out[ends[ranks[i]]++] = rows[i];
    }
    return out;
  }

  /// Fills in the rank of each row, from 0, and returns how many ranks there are.
  private int rank(int[] rows, SortBy key, int[] ranks) {
    Property p = reader.property(key.propertyId());
    Function<Value, Comparable<?>> placeOf = Place.of(reader, p);
    Map<Value, Integer> codes = new HashMap<>();
    var places = new ArrayList<Placed>();
    for (int i = 0; i < rows.length; i++) {
      Value v = reader.value(p, rows[i]);
      ranks[i] = v == null ? -1 : codes.computeIfAbsent(v, value -> {
        places.add(new Placed(placeOf.apply(value), places.size()));
        return places.size() - 1;
      });
    }
    Comparator<Placed> ascending = (a, b) -> Place.compare(a.place, b.place);
    places.sort(key.direction() == Direction.ASC ? ascending : ascending.reversed());
    int first = key.empty() == Empty.FIRST ? 1 : 0;
    int[] rankOf = new int[places.size()];
    int rank = first - 1;
    for (int i = 0; i < rankOf.length; i++) {
      boolean tie = i > 0 && ascending.compare(places.get(i - 1), places.get(i)) == 0;
      rank += tie ? 0 : 1;
      rankOf[places.get(i).code] = rank;
    }
    int none = first == 1 ? 0 : rank + 1;
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = ranks[i] < 0 ? none : rankOf[ranks[i]];
    }
    return rank + 2;
  }

  /// Where the value of a code stands.
  private record Placed(Comparable<?> place, int code) {
  }
}
