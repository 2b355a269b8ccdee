package panoptic.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import panoptic.model.Property;
import panoptic.model.Value;

/// Puts rows into the order that a view asks for; what remains equal stands by id.
final class Ordering {
  private final StateReader reader;

  Ordering(StateReader reader) {
    this.reader = reader;
  }

  /// Returns rows, given ascending, in order.
  int[] order(int[] rows, List<SortBy> keys) {
    int[] order = rows;
    for (SortBy key : keys.reversed()) { // each pass keeps the order of the pass before among equals
      order = sort(order, key);
    }
    return order;
  }

  private int[] sort(int[] rows, SortBy key) {
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
    Map<Value, Comparable<?>> places = new HashMap<>();
    for (int row : rows) {
      Value v = reader.value(p, row);
      if (v != null) {
        places.computeIfAbsent(v, placeOf);
      }
    }
    var distinct = new TreeSet<Comparable<?>>(Place::compare);
    distinct.addAll(places.values());
    var ascending = new ArrayList<>(distinct);
    List<Comparable<?>> inOrder = key.direction() == Direction.ASC ? ascending : ascending.reversed();
    int first = key.empty() == Empty.FIRST ? 1 : 0;
    Map<Comparable<?>, Integer> rankOf = new HashMap<>();
    for (Comparable<?> place : inOrder) {
      rankOf.put(place, first + rankOf.size());
    }
    int none = first == 1 ? 0 : rankOf.size();
    for (int i = 0; i < rows.length; i++) {
      Value v = reader.value(p, rows[i]);
      ranks[i] = v == null ? none : rankOf.getOrDefault(places.get(v), none);
    }
    return rankOf.size() + 1;
  }
}
