package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import panoptic.model.Computed;
import panoptic.model.PropertyType;

/// The first rows of an order, against the beginning of the whole.
class SelectionTest {

  @Test
  void theFirstAreThoseOfTheWholeOrder() {
    try (var p = new SmallProject()) {
      var random = new SplittableRandom(11);
      int folder = p.root("/a");
      var properties = new ArrayList<>(List.of(Computed.ID, Computed.NAME, Computed.PATH, Computed.FOLDER));
      for (PropertyType type : List.of(PropertyType.NUMBER, PropertyType.TEXT, PropertyType.DATE, PropertyType.CHECKBOX,
          PropertyType.MULTI_TAGS)) {
        properties.add(p.property(type.json(), type));
      }
      List<Integer> tags = List.of(p.tag(properties.getLast(), "b"), p.tag(properties.getLast(), "a"), p.tag(properties.getLast(), "A"));
      for (int i = 0; i < 120; i++) {
        p.picture(folder, random.nextInt(1000) + "-" + i + ".png", i);
        int id = i + 1;
        properties.stream().filter(q -> q > 0 && random.nextInt(3) > 0).forEach(q -> p.set(q, switch (p.property(q).type()) {
          case NUMBER -> random.nextInt(-4, 9) / 2.0;
          case CHECKBOX -> random.nextBoolean();
          case DATE -> "19" + (10 + random.nextInt(9));
          case MULTI_TAGS -> tags.stream().filter(_ -> random.nextBoolean()).toList();
          default -> "text " + random.nextInt(30);
        }, id));
      }
      var reader = new StateReader(p.project().state());
      int cut = 0;
      for (int turn = 0; turn < 2_000; turn++) {
        Optional<SortedColumns> kept = random.nextBoolean() ? Optional.of(new SortedColumns()) : Optional.empty();
        var ordering = new Ordering(reader, kept);
        var keys = new ArrayList<SortBy>();
        for (int n = random.nextInt(4); n > 0; n--) {
          keys.add(new SortBy(properties.get(random.nextInt(properties.size())), random.nextBoolean() ? Direction.ASC : Direction.DESC,
              random.nextBoolean() ? Empty.FIRST : Empty.LAST));
        }
        var wishes = new ArrayList<Selection.Wish>();
        for (int n = random.nextInt(1, 4); n > 0; n--) {
          int[] rows = random.ints(random.nextInt(121), 0, 120).sorted().distinct().toArray();
          wishes.add(new Selection.Wish(rows, random.nextInt(1, 60)));
        }
        List<int[]> found = new Selection(ordering, random.nextInt(20)).first(wishes, keys);
        for (int i = 0; i < wishes.size(); i++) {
          int[] whole = ordering.order(wishes.get(i).rows(), keys);
          int count = Math.min(whole.length, wishes.get(i).count());
          cut += count < whole.length ? 1 : 0;
          assertArrayEquals(Arrays.copyOf(whole, count), found.get(i), () -> "by " + keys);
        }
      }
      assertTrue(cut > 1_000, cut + " of them cut");
    }
  }
}
