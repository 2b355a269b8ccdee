package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import panoptic.model.Computed;
import panoptic.model.Json;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.project.ProjectState;

/// Random views of random projects against an evaluator written apart, which asks the state about one row and one value at a time.
class RandomViewsTest {
  private static final int SCALE = Integer.getInteger("panoptic.scale", 1);
  private static final List<String> WORDS = List.of("cat", "Cat", "dog", "hot dog", "CATALOGUE", "2", "10", "x2", "x10");
  private static final List<String> DATES = List.of("1968", "1968-05", "1968-05-06", "1968-12", "1969", "1969-01-01T00:30", "-0043",
      "2026-11-22");

  private final Map<String, Integer> asked = new TreeMap<>();

  @Test
  void filtersOrdersAndGroupsAgreeWithAPlainerEvaluator() {
    for (int seed = 0; seed < 4 * SCALE; seed++) {
      run(seed, UnaryOperator.identity());
    }
    assertEquals(Set.of("all", "any", "not", "isSet", "notSet", "equal", "equalNot", "in", "lower", "leq", "greater", "geq", "between",
        "like", "notLike",
        "startsWith", "containsAny", "containsAll", "containsNot", "isTrue", "isFalse", "within", "inSelection"), asked.keySet());
  }

  /// Each fault is planted in what the engine is asked, so that its answer is slightly wrong.
  @Test
  void theComparisonNoticesAFault() {
    Map<String, UnaryOperator<View>> faults = Map.of(
        "leq as lower",
        v -> filtered(v, f -> f.op() == Operator.LEQ ? new Filter.Condition(f.propertyId(), Operator.LOWER, f.operand()) : f),
        "all as any",
        v -> filtered(v,
            f -> f.op() == Operator.CONTAINS_ALL ? new Filter.Condition(f.propertyId(), Operator.CONTAINS_ANY, f.operand()) : f),
        "no value left out", v -> filtered(v, f -> f.op() != Operator.EQUAL_NOT
            ? f
            : new Filter.All(List.of(f, new Filter.Condition(f.propertyId(), Operator.IS_SET, new Operand.None())))),
        "always up", v -> ordered(v, new SortBy(v.sort().getFirst().propertyId(), Direction.ASC, v.sort().getFirst().empty())),
        "always last", v -> ordered(v, new SortBy(v.sort().getFirst().propertyId(), v.sort().getFirst().direction(), Empty.LAST)),
        "images as instances", v -> new View(View.Mode.INSTANCES, v.folders(), v.text(), v.filter(), v.sort(), v.group()));
    faults.forEach((name, fault) -> assertThrows(AssertionError.class, () -> run(0, fault), name));
  }

  private static View filtered(View v, Function<Filter.Condition, Filter> change) {
    return new View(v.mode(), v.folders(), v.text(), changed(v.filter(), change), v.sort(), v.group());
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

  private static View ordered(View v, SortBy sort) {
    return new View(v.mode(), v.folders(), v.text(), v.filter(), List.of(sort), v.group());
  }

  private void run(long seed, UnaryOperator<View> fault) {
    try (var p = new SmallProject()) {
      var random = new SplittableRandom(seed);
      fill(p, random);
      for (int i = 0; i < 300; i++) {
        check(p.project().state(), random, fault, "seed " + seed + ", view " + i);
      }
    }
  }

  private static void fill(SmallProject p, SplittableRandom random) {
    var folders = new ArrayList<>(List.of(p.root("/one"), p.root("/two")));
    for (int i = 0; i < 4; i++) {
      folders.add(p.folder(folders.get(random.nextInt(folders.size())), "f" + i));
    }
    for (int i = 0; i < 40; i++) {
      p.picture(folders.get(random.nextInt(folders.size())), pick(WORDS, random) + i + ".png", random.nextInt(25));
    }
    for (PropertyMode mode : PropertyMode.values()) {
      for (PropertyType type : List.of(PropertyType.NUMBER, PropertyType.TEXT, PropertyType.DATE, PropertyType.CHECKBOX,
          PropertyType.MULTI_TAGS)) {
        int id = p.property(type.json() + mode.json(), type, mode);
        var tags = new ArrayList<Integer>();
        for (int i = 0; type.isTags() && i < 7; i++) {
          tags.add(p.tag(id, "tag" + i, tags.stream().filter(_ -> random.nextInt(3) == 0).toArray(Integer[]::new)));
        }
        for (int i = 0; i < 18; i++) {
          Object value = tags.isEmpty() ? value(type, random) : tags.stream().filter(_ -> random.nextInt(4) == 0).toList();
          p.set(id, value.equals(List.of()) ? null : value, 1 + random.nextInt(40));
        }
        if (!tags.isEmpty()) {
          p.deleteTag(pick(tags, random));
        }
      }
    }
  }

  private static Object value(PropertyType type, SplittableRandom random) {
    return switch (type) {
      case NUMBER -> random.nextInt(-2, 5) / 2.0;
      case CHECKBOX -> random.nextBoolean();
      case DATE -> pick(DATES, random);
      default -> pick(WORDS, random);
    };
  }

  private static <T> T pick(List<T> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }

  private void check(ProjectState s, SplittableRandom random, UnaryOperator<View> fault, String told) {
    Map<String, Object> filter = filter(s, random, 0);
    List<Property> properties = s.properties();
    Property sorted = pick(properties, random);
    Property grouped = pick(properties, random);
    boolean down = random.nextBoolean();
    boolean emptyFirst = random.nextBoolean();
    boolean images = random.nextBoolean();
    var view = ViewJson.parse(s, Json.of(Map.of("mode", images ? "images" : "instances", "filter", filter,
        "sort", List.of(Map.of("property", sorted.id(), "direction", down ? "desc" : "asc", "empty", emptyFirst ? "first" : "last")),
        "group", List.of(Map.of("property", grouped.id())))));
    assertEquals(view, ViewJson.parse(s, Json.of(ViewJson.write(view))), told);
    Answer answer = Views.answer(s, fault.apply(view), () -> SmallProject.NOW);
    var rows = new ArrayList<Integer>();
    for (int row = 0; row < s.instanceRows(); row++) {
      if (passes(s, filter, row)) {
        rows.add(row);
      }
    }
    var shown = new ArrayList<Integer>();
    var seen = new HashSet<Integer>();
    rows.stream().filter(row -> seen.add(s.imageOf(row)) || !images).forEach(shown::add);
    shown.sort((a, b) -> {
      int c = compare(s, sorted, a, b, down, emptyFirst);
      return c != 0 ? c : Integer.compare(a, b);
    });
    assertEquals(shown, Arrays.stream(answer.order()).boxed().toList(), () -> told + ": " + view);
    assertEquals(rows.size(), answer.instances(), told);
    assertEquals(seen.size(), answer.images(), told);
    groups(s, grouped, rows, answer.groups(), told + ": " + view);
  }

  private static int compare(ProjectState s, Property p, int a, int b, boolean down, boolean emptyFirst) {
    Value x = s.value(p, s.rowOf(p, a));
    Value y = s.value(p, s.rowOf(p, b));
    if (x == null || y == null) {
      return x == null && y == null ? 0 : (x == null) == emptyFirst ? -1 : 1;
    }
    int c = switch (x) {
      case Value.Number n -> Double.compare(n.number(), ((Value.Number) y).number());
      case Value.Date d -> d.date().compareTo(((Value.Date) y).date());
      case Value.Checkbox k -> Boolean.compare(k.checked(), ((Value.Checkbox) y).checked());
      case Value.Tags t -> firstName(s, t).compareTo(firstName(s, (Value.Tags) y));
      case Value.Text t -> Integer.compare(WORDS_IN_ORDER.indexOf(t.text()), WORDS_IN_ORDER.indexOf(((Value.Text) y).text()));
      case Value.Color _ -> 0;
    };
    return down ? -c : c;
  }

  private static final List<String> WORDS_IN_ORDER = List.of("2", "10", "Cat", "cat", "CATALOGUE", "dog", "hot dog", "x2", "x10");

  private static String firstName(ProjectState s, Value.Tags t) {
    return t.ids().stream().map(id -> s.tag(id).orElseThrow().name()).sorted().findFirst().orElseThrow();
  }

  private static void groups(ProjectState s, Property p, List<Integer> rows, List<Group> groups, String told) {
    Map<Object, Set<Integer>> expected = new HashMap<>();
    for (int row : rows) {
      Value v = s.value(p, s.rowOf(p, row));
      if (v instanceof Value.Tags t) {
        for (Tag tag : s.tags(p.id())) {
          if (t.ids().stream().anyMatch(id -> isUnder(s, id, tag.id()))) {
            expected.computeIfAbsent(tag.id(), _ -> new HashSet<>()).add(row);
          }
        }
      } else {
        expected.computeIfAbsent(v == null ? "none" : ValueFormat.json(v), _ -> new HashSet<>()).add(row);
      }
    }
    Map<Object, Integer> instances = new HashMap<>();
    Map<Object, Integer> images = new HashMap<>();
    groups.forEach(g -> {
      Object key = g.value() == null ? "none" : g.value();
      instances.put(key, g.instances());
      images.put(key, g.images());
      assertTrue(g.own().length == g.instances() || g.own().length == g.images(), told);
    });
    Map<Object, Integer> expectedInstances = new HashMap<>();
    Map<Object, Integer> expectedImages = new HashMap<>();
    expected.forEach((key, in) -> {
      expectedInstances.put(key, in.size());
      expectedImages.put(key, (int) in.stream().map(s::imageOf).distinct().count());
    });
    assertEquals(expectedInstances, instances, told);
    assertEquals(expectedImages, images, told);
  }

  private Map<String, Object> filter(ProjectState s, SplittableRandom random, int depth) {
    int kind = random.nextInt(depth > 3 ? 4 : 7);
    if (kind < 4) {
      return condition(s, random);
    }
    if (kind == 6) {
      return Map.of("not", filter(s, random, depth + 1));
    }
    var parts = new ArrayList<Object>();
    for (int n = random.nextInt(4); n > 0; n--) {
      parts.add(filter(s, random, depth + 1));
    }
    return Map.of(kind == 4 ? "all" : "any", parts);
  }

  private Map<String, Object> condition(ProjectState s, SplittableRandom random) {
    if (random.nextInt(12) == 0) {
      return Map.of("op", "inSelection", "value", Map.of("ids", List.of(random.nextInt(50), random.nextInt(50), random.nextInt(50))));
    }
    if (random.nextInt(12) == 0) {
      return Map.of("property", Computed.FOLDER, "op", "within", "value", pick(s.folders(), random).id());
    }
    Property p = pick(s.properties(), random);
    String op = pick(switch (p.type()) {
      case NUMBER, DATE -> List.of("isSet", "notSet", "equal", "equalNot", "in", "lower", "leq", "greater", "geq", "between");
      case CHECKBOX -> List.of("isSet", "equal", "equalNot", "isTrue", "isFalse");
      case TEXT -> List.of("isSet", "notSet", "equal", "equalNot", "in", "like", "notLike", "startsWith");
      default -> List.of("isSet", "notSet", "containsAny", "containsAll", "containsNot");
    }, random);
    if (List.of("isSet", "notSet", "isTrue", "isFalse").contains(op)) {
      return Map.of("property", p.id(), "op", op);
    }
    if (p.type().isTags()) {
      return Map.of("property", p.id(), "op", op, "value",
          s.tags(p.id()).stream().filter(_ -> random.nextInt(3) == 0).map(Tag::id).toList());
    }
    Object a = value(p.type(), random);
    Object b = value(p.type(), random);
    if (op.equals("between")) {
      boolean swap = a instanceof Double x ? x > (Double) b : start(a) > start(b);
      return Map.of("property", p.id(), "op", op, "value", swap ? List.of(b, a) : List.of(a, b));
    }
    return Map.of("property", p.id(), "op", op, "value", op.equals("in") ? List.of(a, b) : a);
  }

  private static long start(Object date) {
    return PartialDate.parse((String) date).start();
  }

  private static long end(Object date) {
    return PartialDate.parse((String) date).end();
  }

  private boolean passes(ProjectState s, Map<?, ?> filter, int row) {
    for (String key : List.of("all", "any", "not")) {
      if (filter.containsKey(key)) {
        asked.merge(key, 1, Integer::sum);
      }
    }
    if (filter.get("all") instanceof List<?> parts) {
      boolean all = true;
      for (Object part : parts) {
        all &= passes(s, (Map<?, ?>) part, row);
      }
      return all;
    }
    if (filter.get("any") instanceof List<?> parts) {
      boolean any = false;
      for (Object part : parts) {
        any |= passes(s, (Map<?, ?>) part, row);
      }
      return any;
    }
    if (filter.get("not") instanceof Map<?, ?> part) {
      return !passes(s, part, row);
    }
    String op = (String) at(filter, "op");
    asked.merge(op, 1, Integer::sum);
    Object value = at(filter, "value");
    if (value instanceof Map<?, ?> selection) {
      return ((List<?>) at(selection, "ids")).contains(s.instanceId(row));
    }
    Property p = s.property((Integer) at(filter, "property")).orElseThrow();
    Value has = s.value(p, s.rowOf(p, row));
    if (has == null) {
      return List.of("notSet", "equalNot", "notLike", "containsNot", "isFalse").contains(op);
    }
    return switch (op) {
      case "isSet" -> true;
      case "notSet" -> false;
      case "isTrue" -> ((Value.Checkbox) has).checked();
      case "isFalse" -> !((Value.Checkbox) has).checked();
      case "equalNot" -> !holds("equal", s, has, value);
      case "in" -> ((List<?>) value).stream().anyMatch(v -> holds("equal", s, has, v));
      case "between" -> holds("geq", s, has, ((List<?>) value).get(0)) && holds("leq", s, has, ((List<?>) value).get(1));
      default -> holds(op, s, has, value);
    };
  }

  private static Object at(Map<?, ?> filter, String key) {
    return Objects.requireNonNullElse(filter.get(key), "");
  }

  private static boolean holds(String op, ProjectState s, Value has, Object value) {
    return switch (has) {
      case Value.Checkbox c -> value.equals(c.checked());
      case Value.Text t -> {
        String text = t.text().toLowerCase(Locale.ROOT);
        String wanted = ((String) value).toLowerCase(Locale.ROOT);
        yield switch (op) {
          case "equal" -> text.equals(wanted);
          case "startsWith" -> text.startsWith(wanted);
          default -> text.contains(wanted) != op.equals("notLike");
        };
      }
      case Value.Number n when op.equals("within") -> isWithin(s, (int) n.number(), (Integer) value);
      case Value.Number n -> switch (op) {
        case "equal" -> n.number() == (Double) value;
        case "lower" -> n.number() < (Double) value;
        case "leq" -> n.number() <= (Double) value;
        case "greater" -> n.number() > (Double) value;
        default -> n.number() >= (Double) value;
      };
      case Value.Date d -> compared(op, d.date().start(), d.date().end(), start(value), end(value));
      case Value.Tags t -> {
        long found = ((List<?>) value).stream().filter(w -> t.ids().stream().anyMatch(id -> isUnder(s, id, (Integer) w))).count();
        yield switch (op) {
          case "containsAny" -> found > 0;
          case "containsAll" -> found == ((List<?>) value).size();
          default -> found == 0;
        };
      }
      case Value.Color _ -> false;
    };
  }

  private static boolean compared(String op, long from, long to, long askedFrom, long askedTo) {
    return switch (op) {
      case "equal" -> from >= askedFrom && to <= askedTo;
      case "lower" -> to <= askedFrom;
      case "leq" -> to <= askedTo;
      case "greater" -> from >= askedTo;
      default -> from >= askedFrom;
    };
  }

  private static boolean isWithin(ProjectState s, int folder, int wanted) {
    return folder != 0 && (folder == wanted || isWithin(s, s.folder(folder).orElseThrow().parentId(), wanted));
  }

  private static boolean isUnder(ProjectState s, int tag, int wanted) {
    return s.tag(tag).isPresent()
        && (tag == wanted || s.tag(tag).orElseThrow().parents().stream().anyMatch(parent -> isUnder(s, parent, wanted)));
  }
}
