package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import panoptic.model.Computed;
import panoptic.model.Json;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.project.ProjectState;

/// Random levels of groups, nested, of random projects, against one that gathers row by row and group by group.
class RandomGroupsTest {
  private static final int SCALE = Integer.getInteger("panoptic.scale", 1);
  private static final List<String> TEXTS = List.of("cat", "Cat", "Été", "10", "2", " x", "«q»", "zoo");
  private static final List<String> DATES = List.of("1968", "1968-05", "1968-05-06", "1968-05-31T23:59-05:00", "1968-12-31",
      "1969-01-01T00:30",
      "-0043", "-0001-12-31", "0000-01", "2026-11-22T10", "9999-12-31T23:59:59", "-9999-01-01", "1900-02-28", "2000-02-29");
  private static final List<Double> NUMBERS = List.of(-0.3, 0.1, 0.3, 0.7, 1.0, -1.0, 9.5, 10.0, 19.0, 1e15, 1e300, -1e-7, 2.5, 0.0);

  private final Map<String, Integer> asked = new TreeMap<>();

  @Test
  void agreeWithThoseGatheredRowByRow() {
    for (int seed = 0; seed < 6 * SCALE; seed++) {
      var random = new SplittableRandom(seed);
      try (var p = new SmallProject()) {
        fill(p, random);
        for (int view = 0; view < 250; view++) {
          check(p, random, "seed " + seed + ", view " + view);
        }
      }
    }
    assertTrue(asked.size() > 20 && asked.values().stream().allMatch(n -> n >= 20), () -> "asked too little: " + asked);
  }

  private static void fill(SmallProject p, SplittableRandom random) {
    var folders = new ArrayList<>(List.of(p.root("/one"), p.root("/two")));
    for (int i = 0; i < 6; i++) {
      folders.add(p.folder(pick(folders, random), pick(List.of("a b", "a", "B", "10", "2"), random) + i));
    }
    for (int i = 0; i < 60; i++) {
      int content = random.nextInt(40);
      p.picture(pick(folders, random), pick(TEXTS, random).strip() + i + pick(List.of(".png", ".JPG", ""), random), content,
          SmallProject.facts(100 + content % 7, 1000L * content, content % 3 == 0 ? null : DATES.get(content % DATES.size()),
              content % 4 == 0 ? null : "Leica M" + content % 5, content % 2 == 0 ? Double.NaN : content));
    }
    for (PropertyMode mode : PropertyMode.values()) {
      for (PropertyType type : PropertyType.values()) {
        if (type.isMade()) {
          int id = p.property(type.json() + " " + mode.json(), type, mode);
          var tags = new ArrayList<Integer>();
          for (int i = 0; type.isTags() && i < 7; i++) {
            tags.add(p.tag(id, pick(TEXTS, random).strip() + i, tags.stream().filter(_ -> random.nextInt(3) == 0).toArray(Integer[]::new)));
          }
          for (int i = 0; i < 40; i++) {
            p.set(id, value(type, tags, random), 1 + random.nextInt(60));
          }
          if (!tags.isEmpty()) {
            p.deleteTag(pick(tags, random));
          }
        }
      }
    }
  }

  private static @Nullable Object value(PropertyType type, List<Integer> tags, SplittableRandom random) {
    return switch (type) {
      case NUMBER -> pick(NUMBERS, random);
      case DATE -> pick(DATES, random);
      case CHECKBOX -> random.nextBoolean();
      case COLOR -> random.nextInt(4);
      case URL -> "https://example.org/" + pick(TEXTS, random).strip();
      case TEXT, PATH -> pick(TEXTS, random);
      case IMAGE_LINK -> String.format(Locale.ROOT, "%040x", random.nextInt(3));
      case TAG -> List.of(pick(tags, random));
      default -> tags.stream().filter(_ -> random.nextInt(4) == 0).toList();
    };
  }

  private static <T> T pick(List<T> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }

  private void check(SmallProject p, SplittableRandom random, String told) {
    ProjectState s = p.project().state();
    var levels = new ArrayList<Object>();
    for (int n = random.nextInt(1, 4); n > 0; n--) {
      levels.add(level(s, random));
    }
    View view = ViewJson.parse(s, Json.of(Map.of("mode", random.nextBoolean() ? "images" : "instances", "group", levels, "sort",
        List.of(Map.of("property", Computed.NAME, "direction", random.nextBoolean() ? "asc" : "desc")), "filter",
        Map.of("op", "inSelection", "value", Map.of("ids", IntStream.range(1, 61).filter(_ -> random.nextInt(5) != 0).boxed().toList())))));
    Answer answer = Views.answer(s, view, () -> SmallProject.NOW);
    int[] rows = answer.order();
    if (view.mode() == View.Mode.IMAGES) {
      List<Integer> ids = ((Filter.InSelection) view.filter()).ids();
      int[] all = IntStream.range(0, s.instanceRows()).filter(row -> ids.contains(s.instanceId(row))).toArray();
      rows = new Images(s).withCopies(rows, all);
    }
    var kept = new OpenViews(p.project(), () -> SmallProject.NOW, "t").open(view).shown();
    int[] first = kept.ids(s, 0, random.nextInt(1, 40)); // found by themselves, before the whole order is
    assertArrayEquals(Arrays.stream(kept.order()).limit(first.length).map(s::instanceId).toArray(), first, () -> told + ", the first");
    assertArrayEquals(Views.shown(s, view, () -> SmallProject.NOW).order(), kept.order(), () -> told + ", with what is kept of columns");
    same(plain(new StateReader(s), view, IntStream.of(rows).boxed().toList(), 0), answer.groups(), told + ": " + view);
  }

  private Map<String, Object> level(ProjectState s, SplittableRandom random) {
    var properties = new ArrayList<>(Computed.ALL);
    properties.addAll(s.properties());
    Property p = pick(properties, random);
    var out = new LinkedHashMap<String, Object>(Map.of("property", p.id(), "order", random.nextBoolean() ? "size" : "value", "direction",
        random.nextBoolean() ? "asc" : "desc", "empty", random.nextBoolean() ? "first" : "last"));
    String kind = p.type().json();
    if (p.type().isTags()) {
      kind += out.merge("by", random.nextBoolean() ? "tag" : "top", (_, b) -> b);
    } else if (p.type() == PropertyType.FOLDER) {
      kind += out.merge("by", random.nextBoolean() ? "folder" : "tree", (_, b) -> b);
    } else if ((p.type().isText() || p.type() == PropertyType.HASH) && random.nextBoolean()) {
      kind += out.merge("by", "firstLetter", (_, b) -> b);
    } else if (List.of(PropertyType.NUMBER, PropertyType.SIZE, PropertyType.ID).contains(p.type()) && random.nextInt(3) != 0) {
      out.put("step", Map.of("count", pick(List.of(10.0, 0.1, 3.0, 0.25, 1e9), random)));
      kind += " steps";
    } else if (p.type() == PropertyType.DATE && random.nextInt(3) != 0) {
      String unit = pick(List.of("year", "month", "week", "day", "hour", "minute", "second"), random);
      out.put("step", Map.of("unit", unit, "count", random.nextInt(1, 12)));
      kind += " " + unit;
    }
    asked.merge(kind, 1, Integer::sum);
    return out;
  }

  private static void same(List<Group> expected, List<Group> found, String told) {
    assertEquals(expected.stream().map(g -> told(g)).toList(), found.stream().map(g -> told(g)).toList(), told);
    for (int i = 0; i < found.size(); i++) {
      assertArrayEquals(expected.get(i).own(), found.get(i).own(), () -> told);
      same(expected.get(i).groups(), found.get(i).groups(), told);
    }
  }

  private static String told(Group g) {
    return g.propertyId() + " " + g.name() + "=" + g.value() + " " + g.instances() + " " + g.images();
  }

  // ---- row by row

  private record Key(@Nullable Object value, String name, Comparable<?> place) {
  }

  private static List<Group> plain(StateReader reader, View view, List<Integer> rows, int level) {
    if (level == view.group().size()) {
      return List.of();
    }
    if (view.group().get(level).by() == GroupBy.By.TREE) {
      return tree(reader, view, rows, level, 0);
    }
    Map<Object, Key> keys = new LinkedHashMap<>();
    Map<Object, List<Integer>> members = new LinkedHashMap<>();
    for (int row : rows) {
      for (Key key : keys(reader, view.group().get(level), row)) {
        keys.putIfAbsent(String.valueOf(key.value), key);
        members.computeIfAbsent(String.valueOf(key.value), _ -> new ArrayList<>()).add(row);
      }
    }
    boolean last = level + 1 == view.group().size();
    return inOrder(view, level, keys, members,
        in -> group(reader, view, level, got(keys, in), got(members, in), last ? got(members, in) : List.of(),
            plain(reader, view, got(members, in), level + 1)));
  }

  private static List<Group> tree(StateReader reader, View view, List<Integer> rows, int level, int depth) {
    Map<Object, Key> keys = new LinkedHashMap<>();
    Map<Object, List<Integer>> members = new LinkedHashMap<>();
    for (int row : rows) {
      int folder = reader.wayTo(reader.state().folderOf(row)).get(depth);
      String name = reader.folderName(folder);
      keys.putIfAbsent(folder, new Key(folder, name.substring(name.lastIndexOf('/') + 1), 0));
      members.computeIfAbsent(folder, _ -> new ArrayList<>()).add(row);
    }
    boolean last = level + 1 == view.group().size();
    return inOrder(view, level, keys, members, in -> {
      List<Integer> all = got(members, in);
      List<Integer> own = all.stream().filter(row -> reader.state().folderOf(row) == (int) in).toList();
      var within = new ArrayList<>(tree(reader, view, all.stream().filter(row -> !own.contains(row)).toList(), level, depth + 1));
      within.addAll(own.isEmpty() ? List.of() : plain(reader, view, own, level + 1));
      return group(reader, view, level, got(keys, in), all, last ? own : List.of(), within);
    });
  }

  private static <T> T got(Map<Object, T> from, Object key) {
    return Objects.requireNonNull(from.get(key));
  }

  private interface Made {
    Group of(Object key);
  }

  private static List<Group> inOrder(View view, int level, Map<Object, Key> keys, Map<Object, List<Integer>> members, Made made) {
    GroupBy by = view.group().get(level);
    Map<Object, Group> groups = new LinkedHashMap<>();
    members.keySet().forEach(k -> groups.put(k, made.of(k)));
    Comparator<Object> byValue = (a, b) -> {
      Key one = got(keys, a);
      Key other = got(keys, b);
      int c = one.place.equals(0) ? NaturalText.of(one.name).compareTo(NaturalText.of(other.name)) : Place.compare(one.place, other.place);
      return c != 0 || !(one.value instanceof Integer id) ? c : Integer.compare(id, (int) Objects.requireNonNull(other.value));
    };
    boolean piled = view.mode() == View.Mode.IMAGES;
    Comparator<Object> wanted = by.order() == GroupBy.Order.SIZE
        ? Comparator.comparingInt(k -> piled ? got(groups, k).images() : got(groups, k).instances())
        : byValue;
    Comparator<Object> directed = by.direction() == Direction.DESC ? wanted.reversed() : wanted;
    var out = new ArrayList<>(members.keySet().stream().filter(k -> got(groups, k).value() != null).sorted(directed.thenComparing(byValue))
        .map(groups::get).toList());
    groups.values().stream().filter(g -> g.value() == null).findFirst()
        .ifPresent(g -> out.add(by.empty() == Empty.FIRST ? 0 : out.size(), g));
    return out;
  }

  private static Group group(StateReader reader, View view, int level, Key key, List<Integer> rows, List<Integer> own, List<Group> within) {
    var seen = new LinkedHashMap<Integer, Integer>();
    own.forEach(row -> seen.putIfAbsent(reader.state().imageOf(row), row));
    Collection<Integer> shown = view.mode() == View.Mode.IMAGES ? seen.values() : own;
    return new Group(view.group().get(level).propertyId(), key.value, key.name, rows.size(),
        (int) rows.stream().map(reader.state()::imageOf).distinct().count(), shown.stream().mapToInt(i -> i).toArray(), within);
  }

  private static List<Key> keys(StateReader reader, GroupBy by, int row) {
    Property p = reader.property(by.propertyId());
    Value v = reader.value(p, row);
    if (v == null) {
      return List.of(new Key(null, "no value", 0));
    }
    return switch (by.by()) {
      case TAG, TOP -> {
        TagTree tree = reader.tags(p.id());
        var ids = new LinkedHashSet<Integer>();
        ((Value.Tags) v).ids().forEach(id -> ids.addAll(by.by() == GroupBy.By.TAG ? tree.withAncestors(id) : tree.tops(id)));
        yield ids.stream().map(id -> new Key(id, tree.get(id).name(), NaturalText.of(tree.get(id).name()))).toList();
      }
      case FOLDER, TREE -> {
        int id = (int) ((Value.Number) v).number();
        yield List.of(new Key(id, reader.folderName(id), NaturalText.of(reader.folderName(id))));
      }
      case FIRST_LETTER -> {
        String folded = Folding.fold(((Value.Text) v).text()).strip();
        String first = folded.isEmpty() ? "#" : folded.substring(0, 1).toUpperCase(Locale.ROOT);
        String letter = Character.isLetterOrDigit(first.charAt(0)) ? first : "#";
        yield List.of(new Key(letter, letter, NaturalText.of(letter)));
      }
      case VALUE -> switch (by.step()) {
        case Step.OfNumbers step -> {
          var start = new Value.Number(step.start(((Value.Number) v).number()));
          yield List.of(new Key(ValueFormat.json(start),
              ValueFormat.text(start) + " – " + ValueFormat.text(new Value.Number(step.end(start.number()))), start.number()));
        }
        case Step.OfDates step -> List.of(new Key(step.start(((Value.Date) v).date()).toString(),
            step.name(step.start(((Value.Date) v).date())), step.start(((Value.Date) v).date())));
        case null -> List.of(new Key(ValueFormat.json(v), ValueFormat.text(v), Place.of(reader, p).apply(v)));
      };
    };
  }
}
