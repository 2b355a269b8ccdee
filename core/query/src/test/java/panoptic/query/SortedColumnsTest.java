package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import panoptic.model.Commit;
import panoptic.model.Computed;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.project.ProjectState;

/// Orders that are kept from state to state, against orders found anew.
class SortedColumnsTest {
  private static final int SCALE = Integer.getInteger("panoptic.scale", 1);
  private static final List<PropertyType> TYPES = List.of(PropertyType.NUMBER, PropertyType.TEXT, PropertyType.DATE, PropertyType.CHECKBOX,
      PropertyType.MULTI_TAGS);
  private static final List<Integer> COMPUTED = List.of(Computed.ID, Computed.NAME, Computed.WIDTH, Computed.FILE_TIME, Computed.FOLDER,
      Computed.PATH);

  private static int[] plain(ProjectState state, View view) {
    return Views.answer(state, view, () -> SmallProject.NOW).order();
  }

  private static int[] kept(ProjectState state, View view, SortedColumns sorted) {
    return Views.shown(state, view, () -> SmallProject.NOW, Optional.of(sorted)).order();
  }

  @Test
  void theOrderOfAnyStateIsThatFoundAnew() {
    for (int seed = 0; seed < 3 * SCALE; seed++) {
      try (var p = new SmallProject()) {
        run(p, new SplittableRandom(seed), "seed " + seed);
      }
    }
  }

  private static void run(SmallProject p, SplittableRandom random, String told) {
    var folders = new ArrayList<>(List.of(p.root("/b"), p.root("/a")));
    var properties = new ArrayList<>(COMPUTED);
    for (PropertyMode mode : PropertyMode.values()) {
      for (PropertyType type : TYPES) {
        properties.add(p.property(type.json() + mode.json(), type, mode));
      }
    }
    for (int i = 0; i < 30; i++) {
      p.picture(folders.get(i % 2), i + ".png", random.nextInt(20));
    }
    var sorted = new SortedColumns();
    var states = new ArrayList<ProjectState>();
    for (int turn = 0; turn < 150; turn++) {
      change(p, folders, properties, random, turn);
      states.add(p.project().state());
      ProjectState state = random.nextInt(4) == 0 ? states.get(random.nextInt(states.size())) : states.getLast();
      for (int i = 0; i < 4; i++) {
        var keys = new ArrayList<SortBy>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
          keys.add(new SortBy(properties.get(random.nextInt(properties.size())), random.nextBoolean() ? Direction.ASC : Direction.DESC,
              random.nextBoolean() ? Empty.FIRST : Empty.LAST));
        }
        var view = new View(random.nextBoolean() ? View.Mode.IMAGES : View.Mode.INSTANCES, List.of(), "",
            random.nextInt(3) == 0
                ? new Filter.Condition(Computed.WIDTH, Operator.LEQ, new Operand.One(new panoptic.model.Value.Number(110)))
                : View.ALL.filter(),
            keys,
            List.of());
        assertArrayEquals(plain(state, view), kept(state, view, sorted), () -> told + " " + view);
      }
    }
  }

  private static void change(SmallProject p, List<Integer> folders, List<Integer> properties, SplittableRandom random, int turn) {
    int kind = random.nextInt(10);
    ProjectState state = p.project().state();
    int many = random.nextInt(6) == 0 ? state.instanceRows() : 1;
    if (kind == 0) {
      p.picture(folders.get(random.nextInt(folders.size())), turn + ".png", random.nextInt(40));
    } else if (kind == 1 && state.instances().count() > 10) {
      var c = new Commit();
      c.emptyInstances().add(state.instanceId(state.instances().rows().select(random.nextInt(state.instances().count()))));
      p.commit(c);
    } else if (kind == 2) {
      p.project().undo(SmallProject.ADA);
    } else {
      int property = properties.get(COMPUTED.size() + random.nextInt(properties.size() - COMPUTED.size()));
      PropertyType type = p.property(property).type();
      @Nullable Object value = random.nextInt(5) == 0 ? null : switch (type) {
        case NUMBER -> random.nextInt(-3, 9) / 2.0;
        case CHECKBOX -> random.nextBoolean();
        case DATE -> "19" + (10 + random.nextInt(9)) + (random.nextBoolean() ? "-05" : "");
        case MULTI_TAGS -> List.of(p.tag(property, "tag " + random.nextInt() + turn));
        default -> "text " + random.nextInt(30);
      };
      List<Integer> there = state.instances().rows().stream().map(state::instanceId).boxed().toList();
      if (!there.isEmpty()) {
        int from = many > 1 ? 0 : random.nextInt(there.size());
        p.set(property, value, there.subList(from, Math.min(there.size(), from + many)).toArray(Integer[]::new));
      }
    }
  }

  @Test
  void anUntouchedColumnIsNotSortedAgain() {
    try (var p = new SmallProject()) {
      int folder = p.root("/a");
      p.picture(folder, "1.png", 1);
      p.picture(folder, "2.png", 2);
      int year = p.property("year", PropertyType.NUMBER);
      int text = p.property("text", PropertyType.TEXT);
      p.set(year, 3, 1, 2);
      var sorted = new SortedColumns();
      SortedRows before = sorted.find(new StateReader(p.project().state()), p.property(year), 2).orElseThrow();
      p.set(text, "x", 1);
      SortedRows after = sorted.find(new StateReader(p.project().state()), p.property(year), 2).orElseThrow();
      assertSame(before, after);
      p.set(year, 1, 2);
      SortedRows changed = sorted.find(new StateReader(p.project().state()), p.property(year), 2).orElseThrow();
      assertEquals(1, changed.row(0));
      assertEquals(Optional.empty(), sorted.find(new StateReader(p.project().state()), p.property(Computed.FOLDER), 2));
    }
  }
}
