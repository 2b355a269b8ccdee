package panoptic.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import panoptic.model.Computed;
import panoptic.model.Json;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.model.Value;
import panoptic.project.ProjectState;

/// Facets of random views of random projects against a count that looks at one picture after the other.
final class FacetsTest {
  private static final int SCALE = Integer.getInteger("panoptic.scale", 1);
  private static final List<String> TEXTS = List.of("Été", "ete", "cat", "CAT", "catalogue", "x");
  private static final List<String> DATES = List.of("1968", "1968-05", "1968-05-06", "1969-01-02", "2026-11-22", "1950-01-01T10:00+02:00");
  private final Map<String, Integer> compared = new TreeMap<>();

  @Test
  @Tag("slow")
  void countWhatAPlainCountFinds() {
    for (int seed = 0; seed < 5 * SCALE; seed++) {
      var random = new SplittableRandom(seed);
      try (var p = new SmallProject()) {
        fill(p, random);
        var facets = new Facets();
        for (int round = 0; round < 12; round++) {
          check(p.project().state(), facets, random, "seed " + seed + ", round " + round);
          edit(p, random);
        }
      }
    }
    System.out.println("facets compared: " + compared);
    compared.forEach((what, times) -> assertTrue(times >= 50, () -> what + " was compared " + times + " times"));
    assertEquals(1 + 15 + 2 * 10, compared.size(), () -> "types and modes: " + compared);
  }

  private static void fill(SmallProject p, SplittableRandom random) {
    int one = p.root("/one");
    int below = p.folder(one, "below");
    List<Integer> folders = List.of(one, p.root("/two"), below, p.folder(below, "deep"), p.folder(one, "beside"));
    for (int i = 0; i < 60; i++) {
      int content = random.nextInt(40);
      p.picture(pick(folders, random), pick(TEXTS, random) + i + pick(List.of(".png", ".PNG", ".jpg", ""), random), content,
          SmallProject.facts(100 + 7 * content, 1000L * content, content % 3 == 0 ? null : DATES.get(content % 6),
              content % 4 == 0 ? null : TEXTS.get(content % 6), content % 2 == 0 ? Double.NaN : content / 8.0));
    }
    for (PropertyMode mode : PropertyMode.values()) {
      for (PropertyType type : PropertyType.values()) {
        if (type.isMade()) {
          int id = p.property(type.json() + " " + mode.json(), type, mode);
          for (int i = 0; type.isTags() && i < 6; i++) {
            p.tag(id, pick(TEXTS, random) + i,
                p.project().state().tags(id).stream().map(panoptic.model.Tag::id).filter(_ -> random.nextInt(3) == 0)
                    .toArray(Integer[]::new));
          }
        }
      }
    }
    for (int i = 0; i < 8; i++) {
      edit(p, random);
    }
  }

  private static void edit(SmallProject p, SplittableRandom random) {
    for (Property property : p.project().state().properties()) {
      for (int i = 0; i < 3; i++) {
        p.set(property.id(), random.nextInt(6) == 0 ? null : value(p.project().state(), property, random), 1 + random.nextInt(60));
      }
      if (property.type().isTags() && random.nextInt(40) == 0) {
        p.deleteTag(pick(p.project().state().tags(property.id()), random).id());
      }
    }
  }

  private static Object value(ProjectState s, Property p, SplittableRandom random) {
    return switch (p.type()) {
      case NUMBER, SIZE, ID -> p.mode() == PropertyMode.IMAGE ? random.nextInt(-5, 900) : random.nextInt(-40, 40) / 16.0;
      case DATE -> pick(DATES, random);
      case COLOR -> random.nextInt(12);
      case CHECKBOX -> random.nextBoolean();
      case TAG -> List.of(pick(s.tags(p.id()), random).id());
      case MULTI_TAGS -> s.tags(p.id()).stream().map(panoptic.model.Tag::id).filter(_ -> random.nextInt(3) == 0).toList();
      case URL -> "http://a.b/" + random.nextInt(4);
      case TEXT, PATH, IMAGE_LINK, HASH, FOLDER -> pick(TEXTS, random);
    };
  }

  private static <T> T pick(List<T> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }

  private record Part(Set<Integer> asks, Map<String, Object> filter) {
  }

  private static Part part(ProjectState s, List<Property> properties, SplittableRandom random) {
    Property p = pick(properties, random);
    Map<String, Object> condition = switch (random.nextInt(3)) {
      case 0 -> Map.of("property", p.id(), "op", random.nextBoolean() ? "isSet" : "notSet");
      case 1 -> Map.of("property", p.id(), "op", "equal", "value", value(s, p, random));
      default -> Map.of("not", Map.of("property", p.id(), "op", "equal", "value", value(s, p, random)));
    };
    if (random.nextInt(3) > 0) {
      return new Part(Set.of(p.id()), condition);
    }
    Property other = random.nextBoolean() ? p : pick(properties, random);
    return new Part(new HashSet<>(List.of(p.id(), other.id())),
        Map.of("any", List.of(condition, Map.of("property", other.id(), "op", "notSet"))));
  }

  private void check(ProjectState s, Facets facets, SplittableRandom random, String told) {
    var properties = new ArrayList<>(Computed.ALL.stream().filter(Facets::areOf).toList());
    properties.addAll(s.properties());
    var parts = new ArrayList<Part>();
    for (int n = random.nextInt(4); n > 0; n--) {
      parts.add(part(s, properties, random));
    }
    boolean piled = random.nextBoolean();
    var view = ViewJson.parse(s, Json.of(
        Map.of("mode", piled ? "images" : "instances", "filter", Map.of("all", parts.stream().map(Part::filter).toList()))));
    var wishes = new ArrayList<>(properties.stream().map(p -> new Facet.Wish(p.id(), 200, "", List.of())).toList());
    List<Object> folders = s.folders().stream().<Object>map(f -> f.id()).toList();
    wishes.add(new Facet.Wish(Computed.FOLDER, 0, "", folders));
    Facets.Answer answer = facets.of(s, view, wishes, () -> SmallProject.NOW);
    Property folder = s.property(Computed.FOLDER).orElseThrow();
    var plain = new Plain(s, new StateReader(s), folder, new PlainConditions(new StateReader(s), SmallProject.NOW).of(view.filter()),
        piled);
    folders(plain, answer.facets().getLast(), told + ", folders of " + view);
    compared.merge("folders", 1, Integer::sum);
    Answer shown = Views.answer(s, view, () -> SmallProject.NOW);
    assertEquals(List.of(shown.instances(), shown.images()), List.of(answer.instances(), answer.images()), told);
    for (int i = 0; i < properties.size(); i++) {
      Property p = properties.get(i);
      List<Part> others = parts.stream().filter(part -> !part.asks().equals(Set.of(p.id()))).toList();
      Filter filter = ViewJson.parse(s, Json.of(Map.of("filter", Map.of("all", others.stream().map(Part::filter).toList())))).filter();
      compare(new Plain(s, new StateReader(s), p, new PlainConditions(new StateReader(s), SmallProject.NOW).of(filter), piled),
          answer.facets().get(i),
          told + ", " + p.name() + " of " + view);
      compared.merge(p.name(), 1, Integer::sum);
    }
  }

  /// Counts by asking every picture.
  private record Plain(ProjectState state, StateReader reader, Property property, IntPredicate isHere, boolean piled) {
    Facet.Count count(Predicate<Value> test) {
      return new Facet.Count(count(isHere, v -> v != null && test.test(v)), count(_ -> true, v -> v != null && test.test(v)));
    }

    Facet.Count empty() {
      return new Facet.Count(count(isHere, v -> v == null), count(_ -> true, v -> v == null));
    }

    private int count(IntPredicate rows, Predicate<Value> test) {
      var found = new HashSet<Integer>();
      state.instances().rows().forEach((org.roaringbitmap.IntConsumer) row -> {
        if (rows.test(row) && test.test(reader.value(property, row))) {
          found.add(piled ? state.imageOf(row) : row);
        }
      });
      return found.size();
    }
  }

  private static void compare(Plain plain, Facet facet, String told) {
    assertEquals(plain.empty(), facet.empty(), told);
    switch (plain.property().type()) {
      case TAG, MULTI_TAGS -> tags(plain, facet, told);
      case NUMBER, SIZE -> facet.bars().ifPresentOrElse(b -> bars(plain, b, told, v -> ((Value.Number) v).number(),
          (bar, v) -> v >= number(bar.from()) && (b.isToIncluded() ? v <= number(bar.to()) : v < number(bar.to()))),
          () -> assertEquals(0, plain.count(_ -> true).all(), told));
      case DATE -> facet.bars().ifPresentOrElse(
          b -> bars(plain, b, told, v -> ((Value.Date) v).date(), (bar, d) -> Dates.notBefore(PartialDate.parse((String) bar.from()))
              .and(Dates.notAfter(PartialDate.parse((String) bar.to()))).test(d)),
          () -> assertEquals(0, plain.count(_ -> true).all(), told));
      default -> values(plain, facet, told);
    }
  }

  private static double number(Object json) {
    return ((Number) json).doubleValue();
  }

  private interface Holds<T> {
    boolean test(Facet.Bar bar, T value);
  }

  private static <T> void bars(Plain plain, Facet.Bars bars, String told, Function<Value, T> of, Holds<T> holds) {
    assertTrue(bars.list().size() <= Stretches.MOST, told);
    for (Facet.Bar bar : bars.list()) {
      assertEquals(plain.count(v -> holds.test(bar, of.apply(v))), bar.count(), () -> told + " " + bar);
    }
    assertEquals(plain.count(v -> bars.list().stream().noneMatch(bar -> holds.test(bar, of.apply(v)))), bars.vague(), told);
  }

  private static void tags(Plain plain, Facet facet, String told) {
    ProjectState s = plain.state();
    assertEquals(s.tags(plain.property().id()).size(), facet.rows().size(), told);
    for (Facet.Row row : facet.rows()) {
      Set<Integer> below = new TagTree(s, plain.property().id()).withDescendants((Integer) row.value());
      assertEquals(plain.count(v -> ((Value.Tags) v).ids().stream().anyMatch(below::contains)), row.count(), () -> told + " " + row);
    }
    assertInOrder(facet, told);
  }

  private static void folders(Plain plain, Facet facet, String told) {
    ProjectState s = plain.state();
    assertEquals(s.folders().size(), facet.rows().size(), told);
    for (Facet.Row row : facet.rows()) {
      Set<Integer> below = plain.reader().withSubfolders(List.of((Integer) row.value()));
      assertEquals(plain.count(v -> below.contains((int) ((Value.Number) v).number())), row.count(), () -> told + " " + row);
    }
  }

  private static void values(Plain plain, Facet facet, String told) {
    Function<Value, Object> key = v -> v instanceof Value.Text t && plain.property().type() == PropertyType.TEXT
        ? Folding.fold(t.text())
        : v;
    var expected = new LinkedHashMap<Object, Facet.Count>();
    plain.state().instances().rows().forEach((org.roaringbitmap.IntConsumer) row -> {
      Value v = plain.reader().value(plain.property(), row);
      if (v != null) {
        expected.computeIfAbsent(key.apply(v), k -> plain.count(x -> key.apply(x).equals(k)));
      }
    });
    var found = new LinkedHashMap<Object, Facet.Count>();
    facet.rows().forEach(row -> found.put(key.apply(value(plain.property(), row.value())), row.count()));
    assertEquals(expected, found, told);
    assertEquals(expected.size(), facet.values(), told);
    assertInOrder(facet, told);
  }

  private static Value value(Property p, Object json) {
    return switch (json) {
      case Boolean b -> new Value.Checkbox(b);
      case Number n when p.type() == PropertyType.COLOR -> new Value.Color(n.intValue());
      default -> new Value.Text((String) json);
    };
  }

  private static void assertInOrder(Facet facet, String told) {
    for (int i = 1; i < facet.rows().size(); i++) {
      Facet.Count before = facet.rows().get(i - 1).count();
      Facet.Count now = facet.rows().get(i).count();
      assertTrue(before.here() > now.here() || before.here() == now.here() && before.all() >= now.all(), told);
    }
  }

  @Test
  void answerAFewOfManyAndThoseThatAreNamed() {
    try (var p = new SmallProject()) {
      int folder = p.root("/one");
      int title = p.property("title", PropertyType.TEXT);
      int subject = p.property("subject", PropertyType.MULTI_TAGS);
      int child = p.tag(subject, "strike", p.tag(subject, "work"));
      for (int i = 0; i < 30; i++) {
        int id = p.picture(folder, i + ".png", i);
        p.set(title, "Poster " + i % 10, id);
        if (i < 3) {
          p.set(title, "POSTER 7", id);
          p.set(subject, List.of(child), id);
        }
      }
      var facets = new Facets();
      Facets.Answer answer = facets.of(p.project().state(), View.ALL, List.of(new Facet.Wish(title, 1, "", List.of("poster 3", "nowhere")),
          new Facet.Wish(title, 5, "ér 9", List.of()), new Facet.Wish(subject, 0, "", List.of(child, 99))), () -> SmallProject.NOW);
      assertEquals(List.of(row("POSTER 7", 6), row("Poster 3", 3)), answer.facets().getFirst().rows());
      assertEquals(10, answer.facets().getFirst().values());
      assertEquals(List.of(row("Poster 9", 3)), answer.facets().get(1).rows());
      assertEquals(1, answer.facets().get(1).values());
      assertEquals(List.of(row(child, 3)), answer.facets().getLast().rows());
      assertThrows(RefusedException.class,
          () -> facets.of(p.project().state(), View.ALL, List.of(new Facet.Wish(Computed.SHA1, 1, "", List.of())), () -> SmallProject.NOW));
    }
  }

  @Test
  void ofFoldersCountTheOthersThatAViewLeavesOut() {
    try (var p = new SmallProject()) {
      int one = p.root("/one");
      int below = p.folder(one, "below");
      int two = p.root("/two");
      int year = p.property("year", PropertyType.NUMBER);
      p.set(year, 1968, p.picture(below, "a.png", 1), p.picture(two, "b.png", 2));
      p.picture(one, "c.png", 3);
      ProjectState s = p.project().state();
      View view = ViewJson.parse(s,
          Json.of(Map.of("folders", List.of(two), "filter", Map.of("property", year, "op", "equal", "value", 1968))));
      Facet facet = new Facets().of(s, view, List.of(new Facet.Wish(Computed.FOLDER, 0, "", List.of(one, below, two, 99))),
          () -> SmallProject.NOW).facets().getFirst();
      assertEquals(List.of(new Facet.Row(one, new Facet.Count(1, 2)), new Facet.Row(below, new Facet.Count(1, 1)),
          new Facet.Row(two, new Facet.Count(1, 1))),
          facet.rows().stream().sorted(java.util.Comparator.comparing(r -> (Integer) r.value())).toList());
    }
  }

  private static Facet.Row row(Object value, int count) {
    return new Facet.Row(value, new Facet.Count(count, count));
  }

  @Test
  void divideByRoundNumbersAndDates() {
    try (var p = new SmallProject()) {
      int folder = p.root("/one");
      int year = p.property("year", PropertyType.NUMBER);
      int day = p.property("day", PropertyType.DATE);
      for (int i = 0; i < 100; i++) {
        int id = p.picture(folder, i + ".png", i);
        p.set(year, 1901 + i, id);
        p.set(day, i == 0 ? "1968" : "19" + (60 + i / 12) + "-" + (i % 12 < 9 ? "0" : "") + (i % 12 + 1), id);
      }
      Facets.Answer answer = new Facets().of(p.project().state(), View.ALL,
          List.of(new Facet.Wish(year, 0, "", List.of()), new Facet.Wish(day, 0, "", List.of())), () -> SmallProject.NOW);
      Facet.Bars years = answer.facets().getFirst().bars().orElseThrow();
      assertEquals(new Facet.Bar(1900L, 1901L, new Facet.Count(1, 1)), years.list().getFirst());
      assertEquals(51, years.list().size());
      Facet.Bars days = answer.facets().getLast().bars().orElseThrow();
      assertEquals(new Facet.Bar("1960-01", "1960-03", new Facet.Count(2, 2)), days.list().getFirst());
      assertEquals(new Facet.Count(1, 1), days.vague());
    }
  }
}
