package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import panoptic.model.Json;
import panoptic.project.ProjectState;

/// 20,000 random views of random projects, between random edits and undos, in several languages: the engine, with and without what is kept of columns, against
/// [PlainView]. A hundred times as many, and half, where `panoptic.scale` is 50 or more: a million.
class ManyViewsTest {
  private static final int SCALE = Math.min(50, Integer.getInteger("panoptic.scale", 1));
  private static final int PROJECTS = 100;
  private static final int VIEWS = 200;
  private static final int VIEWS_BETWEEN_EDITS = 5;
  private static final int LEAST = 50;

  @Test
  @Tag("slow")
  void theEngineAgreesWithThePlainEvaluator() {
    var asked = new TreeMap<String, Integer>();
    IntStream.range(0, PROJECTS * SCALE).parallel().mapToObj(seed -> run(seed, VIEWS, UnaryOperator.identity()))
        .forEach(counts -> {
          synchronized (asked) {
            counts.forEach((what, n) -> asked.merge(what, n, Integer::sum));
          }
        });
    System.out.printf(Locale.ROOT, "%,d views of %d projects (seeds 0 to %d):%n", PROJECTS * SCALE * VIEWS, PROJECTS * SCALE,
        PROJECTS * SCALE - 1);
    asked.forEach((what, n) -> System.out.printf(Locale.ROOT, "%,9d %s%n", n, what));
    List<String> seldom = asked.entrySet().stream().filter(e -> e.getValue() < LEAST).map(e -> e.getKey() + " " + e.getValue()).toList();
    assertEquals(List.of(), seldom, "asked too seldom");
    try (var some = new RandomProject(new SplittableRandom(0))) {
      var all = new ArrayList<>(new RandomView(some.state(), new SplittableRandom(0)).cells());
      all.removeAll(asked.keySet());
      assertEquals(List.of(), all, "never asked");
    }
  }

  /// Each fault is planted in what the engine is asked, so that its answer is slightly wrong.
  @Test
  void theComparisonNoticesAFault() {
    Map<String, UnaryOperator<View>> faults = Map.of(
        "leq as lower",
        v -> filtered(v, c -> c.op() == Operator.LEQ ? new Filter.Condition(c.propertyId(), Operator.LOWER, c.operand()) : c),
        "all as any",
        v -> filtered(v,
            c -> c.op() == Operator.CONTAINS_ALL ? new Filter.Condition(c.propertyId(), Operator.CONTAINS_ANY, c.operand()) : c),
        "no value left out", v -> filtered(v, c -> c.op() == Operator.EQUAL_NOT
            ? new Filter.All(List.of(c, new Filter.Condition(c.propertyId(), Operator.IS_SET, new Operand.None())))
            : c),
        "always up", v -> sorted(v, s -> new SortBy(s.propertyId(), Direction.ASC, s.empty())),
        "always last", v -> sorted(v, s -> new SortBy(s.propertyId(), s.direction(), Empty.LAST)),
        "images as instances", v -> new View(View.Mode.INSTANCES, v.folders(), v.text(), v.filter(), v.sort(), v.group(), v.language()),
        "in no language", v -> v.in(Locale.ROOT),
        "one level less",
        v -> new View(v.mode(), v.folders(), v.text(), v.filter(), v.sort(), v.group().stream().limit(1).toList(), v.language()));
    faults.forEach(
        (name, fault) -> assertThrows(AssertionError.class, () -> IntStream.range(0, 5).forEach(seed -> run(seed, VIEWS, fault)), name));
  }

  private static View filtered(View v, Function<Filter.Condition, Filter> change) {
    return new View(v.mode(), v.folders(), v.text(), changed(v.filter(), change), v.sort(), v.group(), v.language());
  }

  private static Filter changed(Filter filter, Function<Filter.Condition, Filter> change) {
    return switch (filter) {
      case Filter.All all -> new Filter.All(all.of().stream().map(f -> changed(f, change)).toList());
      case Filter.Any any -> new Filter.Any(any.of().stream().map(f -> changed(f, change)).toList());
      case Filter.Not not -> new Filter.Not(changed(not.of(), change));
      case Filter.Condition c -> change.apply(c);
      case Filter.InView v -> new Filter.InView(v.folders(), v.text(), changed(v.of(), change));
      case Filter.InSelection s -> s;
    };
  }

  private static View sorted(View v, UnaryOperator<SortBy> change) {
    return new View(v.mode(), v.folders(), v.text(), v.filter(), v.sort().stream().map(change).toList(), v.group(), v.language());
  }

  /// Returns how often what was asked.
  private static Map<String, Integer> run(long seed, int views, UnaryOperator<View> fault) {
    var random = new SplittableRandom(seed);
    var asked = new TreeMap<String, Integer>();
    try (var project = new RandomProject(random)) {
      var kept = new OpenViews(project.p.project(), () -> SmallProject.NOW, "t");
      for (int i = 0; i < views; i += VIEWS_BETWEEN_EDITS) {
        var drawn = new RandomView(project.state(), random);
        for (int n = 0; n < VIEWS_BETWEEN_EDITS; n++) {
          Locale language = project.pick(TextOrderTest.LANGUAGES);
          check(project.state(), drawn.draw(), language, kept, random, fault, "seed " + seed + ", view " + (i + n) + " in " + language);
        }
        drawn.asked.forEach((what, n) -> asked.merge(what, n, Integer::sum));
        for (int edits = random.nextInt(6); edits > 0; edits--) {
          project.edit(i);
        }
      }
    }
    return asked;
  }

  private static void check(ProjectState s, Map<String, Object> spec, Locale language, OpenViews kept, SplittableRandom random,
      UnaryOperator<View> fault, String told) {
    View view = ViewJson.parse(s, Json.of(spec)).in(language);
    String said = told + ": " + spec;
    assertEquals(view, ViewJson.parse(s, Json.of(ViewJson.write(view))).in(language), said);
    View wanted = fault.apply(view);
    var plain = new PlainView(s, view, SmallProject.NOW);
    List<Group> groups = plain.groups();
    Answer answer = Views.answer(s, wanted, () -> SmallProject.NOW);
    assertEquals(plain.order(), Arrays.stream(answer.order()).boxed().toList(), said);
    assertEquals(plain.instances(), answer.instances(), said);
    assertEquals(plain.images(), answer.images(), said);
    same(groups, answer.groups(), said);
    OpenView open = kept.open(wanted);
    Shown shown = open.shown();
    int[] first = shown.ids(s, 0, random.nextInt(1, 40)); // found by themselves, before the whole order is
    int[] order = shown.order();
    assertArrayEquals(Arrays.stream(order).limit(first.length).map(s::instanceId).toArray(), first, () -> said + ", the first");
    assertEquals(plain.instances(), shown.instances(), said);
    assertEquals(plain.images(), shown.images(), said);
    if (view.group().isEmpty()) {
      assertEquals(plain.order(), Arrays.stream(order).boxed().toList(), said);
    } else {
      same(groups, shown.groups().tree(order), said + ", kept");
    }
    kept.close(open.id());
  }

  private static void same(List<Group> expected, List<Group> found, String said) {
    assertEquals(expected.stream().map(g -> told(g)).toList(), found.stream().map(g -> told(g)).toList(), said);
    for (int i = 0; i < found.size(); i++) {
      assertArrayEquals(expected.get(i).own(), found.get(i).own(), said);
      same(expected.get(i).groups(), found.get(i).groups(), said);
    }
  }

  private static String told(Group g) {
    return g.propertyId() + " " + g.name() + "=" + g.value() + " " + g.instances() + " " + g.images();
  }
}
