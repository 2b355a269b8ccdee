package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Computed;
import panoptic.model.Json;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Tag;
import panoptic.project.ProjectState;

/// Each operator of each property, computed ones too, against the plain evaluator: asked of all instances and of some, row by row and by columns.
final class SieveTest {
  private static final int SCALE = Integer.getInteger("panoptic.scale", 1);
  private static final int EACH = 50;
  private static final List<String> TEXTS = List.of("Été", "ete 2", "cat", "CATALOGUE", "http://a.b/c", "x/y", "");
  private static final List<String> DATES = List.of("1968", "1968-05", "1968-05-06T14:30+02:00", "-0043", "2026-11-22",
      "2026-11-21T23:00Z");

  private final Map<String, Integer> asked = new TreeMap<>();
  private int compared;
  private int telling;

  @Test
  void findsWhatThePlainEvaluatorFinds() {
    for (int seed = 0; seed < 2 * SCALE; seed++) {
      var random = new SplittableRandom(seed);
      try (var p = new SmallProject()) {
        fill(p, random);
        check(p.project().state(), random, seed);
        edit(p, random);
        check(p.project().state(), random, seed);
      }
    }
    System.out.println(compared + " comparisons, " + telling + " of them of some rows and not all; asked: " + asked);
    assertTrue(telling > compared / 4, () -> "only " + telling + " of " + compared + " comparisons tell anything");
    asked.forEach((what, times) -> assertTrue(times >= EACH, () -> what + " was asked " + times + " times"));
    assertEquals(
        List.of(Operator.values()).stream().filter(op -> asked.keySet().stream().noneMatch(k -> k.startsWith(op.json() + " "))).toList(),
        List.of());
  }

  private static void fill(SmallProject p, SplittableRandom random) {
    var folders = new ArrayList<>(List.of(p.root("/one"), p.root("/two")));
    for (int i = 0; i < 5; i++) {
      folders.add(p.folder(pick(folders, random), pick(List.of("Été", "x", "cat", "y"), random) + i));
    }
    for (int i = 0; i < 90; i++) {
      int content = random.nextInt(60);
      p.picture(pick(folders, random),
          pick(List.of("cat", "Été", "y", ".x", "noext"), random) + i + pick(List.of(".png", ".JPG", ""), random), content,
          SmallProject.facts(100 + content, 1000L * content, content % 3 == 0 ? null : DATES.get(content % 5),
              content % 4 == 0 ? null : "Leica M" + content % 5,
              content % 2 == 0 ? Double.NaN : content));
    }
    for (PropertyMode mode : PropertyMode.values()) {
      for (PropertyType type : PropertyType.values()) {
        if (type.isMade()) {
          int id = p.property(type.json() + " " + mode.json(), type, mode);
          for (int i = 0; type.isTags() && i < 6; i++) {
            p.tag(id, pick(List.of("cat", "Été", "y"), random) + i,
                p.project().state().tags(id).stream().map(Tag::id).filter(_ -> random.nextInt(3) == 0).toArray(Integer[]::new));
          }
        }
      }
    }
    edit(p, random);
  }

  private static void edit(SmallProject p, SplittableRandom random) {
    for (Property property : p.project().state().properties()) {
      for (int i = 0; i < 15; i++) {
        p.by(random.nextBoolean() ? SmallProject.ADA : SmallProject.BEN);
        p.set(property.id(), random.nextInt(5) == 0 ? null : value(p.project().state(), property, random), 1 + random.nextInt(90));
      }
      if (property.type().isTags() && random.nextInt(3) == 0) {
        p.deleteTag(pick(p.project().state().tags(property.id()), random).id());
      }
    }
  }

  private void check(ProjectState s, SplittableRandom random, int seed) {
    var properties = new ArrayList<>(Computed.ALL);
    properties.addAll(s.properties());
    for (Property p : properties) {
      for (Operator op : Operator.values()) {
        for (int i = 0; op.isFor(p) && i < EACH / 4 + 1; i++) {
          Filter filter = ViewJson.parse(s, Json.of(Map.of("filter", condition(s, p, op, random)))).filter();
          compare(s, random.nextInt(4) == 0 ? new Filter.Not(filter) : filter, random,
              "seed " + seed + ": " + op.json() + " of " + p.name());
          asked.merge(op.json() + " " + p.type().json() + " " + p.mode().json(), 1, Integer::sum);
        }
      }
    }
    for (int i = 0; i < 20; i++) {
      Map<String, Object> one = inView(s, random);
      compare(s, ViewJson.parse(s, Json.of(Map.of("filter", random.nextBoolean() ? one : Map.of("not", one)))).filter(), random,
          "seed " + seed + ": in a view");
    }
    for (String text : List.of("cat", "ete", "É", "y/", "/cat", "one/", "2", "leica", "  ", "ca", "jpg", "3/y", "cat jpg", "\"cat jpg\"",
        "ca 2 y", "one cat", "\"y/1\" 2")) {
      var reader = new StateReader(s);
      compare(s, new PlainConditions(reader, SmallProject.NOW).ofText(text),
          among -> TextBox.matching(reader, new Sieve(reader, SmallProject.NOW), text, among),
          random, "seed " + seed + ": \"" + text + "\"");
    }
  }

  private static Map<String, Object> inView(ProjectState s, SplittableRandom random) {
    Property p = pick(s.properties(), random);
    return Map.of("view",
        Map.of("folders", random.nextBoolean() ? List.of() : List.of(pick(s.folders(), random).id(), pick(s.folders(), random).id()),
            "text", pick(List.of("", "cat", "y/", "2"), random),
            "filter", Map.of("any", List.of(condition(s, p, Operator.IS_SET, random), condition(s, p, Operator.CHANGED_SINCE, random)))));
  }

  private static Map<String, Object> condition(ProjectState s, Property p, Operator op, SplittableRandom random) {
    Object value = switch (op.takes()) {
      case NOTHING -> null;
      case VALUE -> value(s, p, random);
      case VALUES -> random.nextInt(9) == 0 ? List.of() : List.of(value(s, p, random), value(s, p, random));
      case RANGE ->
        p.type() == PropertyType.DATE ? List.of("1960", "1968-05") : List.of(random.nextInt(1, 110), random.nextInt(110, 5_000));
      case REGEX -> pick(List.of("^c", "[0-9]$", "a.*e", "é|É"), random);
      case PERIOD -> Map.of("unit", "day", "count", random.nextInt(1, 60));
      case SINCE -> random.nextInt(1, (int) s.sequence());
      case PERSON -> 1 + random.nextInt(2);
      case FOLDERS -> pick(s.folders(), random).id();
    };
    return value == null ? Map.of("property", p.id(), "op", op.json()) : Map.of("property", p.id(), "op", op.json(), "value", value);
  }

  private static Object value(ProjectState s, Property p, SplittableRandom random) {
    int row = random.nextInt(s.instanceRows());
    return switch (p.type()) {
      case NUMBER, SIZE, ID -> p.id() < 0 ? random.nextInt(1, 200) : random.nextInt(-2, 5) / 2.0;
      case DATE -> pick(DATES, random);
      case COLOR -> random.nextInt(12);
      case CHECKBOX -> random.nextBoolean();
      case TAG -> List.of(pick(s.tags(p.id()), random).id());
      case MULTI_TAGS -> s.tags(p.id()).stream().map(Tag::id).filter(_ -> random.nextInt(3) == 0).toList();
      case FOLDER -> pick(s.folders(), random).id();
      case HASH -> p.id() == Computed.SHA1 && random.nextBoolean() ? s.sha1(s.imageOf(row)).toString() : "abc";
      case URL -> "http://a.b/" + random.nextInt(4);
      case TEXT, PATH, IMAGE_LINK ->
        p.id() < 0 ? pick(List.of("cat1", "png", "Leica M3", "/one", s.path(row)), random) : pick(TEXTS.subList(0, 6), random);
    };
  }

  private static <T> T pick(List<T> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }

  private void compare(ProjectState s, Filter filter, SplittableRandom random, String told) {
    var reader = new StateReader(s);
    IntPredicate plain = new PlainConditions(reader, SmallProject.NOW).of(filter);
    for (int sparse : List.of(1, 1_000)) {
      compare(s, plain, among -> new Sieve(reader, SmallProject.NOW, sparse).matching(filter, among), random, told + ", " + filter);
    }
  }

  private interface Engine {
    RoaringBitmap matching(RoaringBitmap among);
  }

  private void compare(ProjectState s, IntPredicate plain, Engine engine, SplittableRandom random, String told) {
    var some = new RoaringBitmap();
    s.instances().rows().forEach((IntConsumer) row -> {
      if (random.nextInt(3) > 0) {
        some.add(row);
      }
    });
    for (RoaringBitmap among : List.of(s.instances().rows(), some, new RoaringBitmap())) {
      var expected = new RoaringBitmap();
      among.forEach((IntConsumer) row -> {
        if (plain.test(row)) {
          expected.add(row);
        }
      });
      RoaringBitmap before = among.clone();
      assertEquals(expected, engine.matching(among), told);
      compared++;
      telling += !expected.isEmpty() && !expected.equals(among) ? 1 : 0;
      assertEquals(before, among, told);
    }
  }
}
