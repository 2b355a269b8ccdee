package panoptic.bench;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import panoptic.model.Commit;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Signature;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.Project;
import panoptic.project.ProjectState;
import panoptic.query.Facet;
import panoptic.query.Facets;
import panoptic.query.OpenView;
import panoptic.query.OpenViews;
import panoptic.query.View;
import panoptic.query.ViewJson;
import panoptic.testkit.Synthetic;

/// Facets, the search box and texts of a made-up project of 20 properties; and what a property takes in memory. Each question is asked anew each time: views are closed,
/// facets begin with nothing kept but once for the whole project. Argument: another number of images than 1,000,000.
public final class ExploreBench {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final int TURNS = 9;
  private static final int MOST = 50;
  private static final int OPEN_FACETS = 10;
  private static final int VALUES = 5_000;

  private final ProjectState state;
  private final OpenViews views;

  private ExploreBench(Project project) {
    state = project.state();
    views = new OpenViews(project, CLOCK, "b");
  }

  public static void main(String[] arguments) {
    int images = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    try (var project = Project.open(new ForgottenLog(), new MemoryCheckpoints(), CLOCK)) {
      Synthetic.fill(project, images, 1, _ -> {
      });
      var bench = new ExploreBench(project);
      bench.search();
      bench.texts();
      bench.facets();
    }
    memory(images);
  }

  private interface Asked {
    int found();
  }

  private static void time(String what, Asked asked) {
    var times = new Times();
    int found = 0;
    long first = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      long from = System.nanoTime();
      found = asked.found();
      long took = System.nanoTime() - from;
      if (turn == 0) {
        first = took;
      } else {
        times.add(took);
      }
    }
    System.out.printf(Locale.ROOT, "%s: %,d found; first %.0f ms, then %s%n", what, found, first / 1e6, times);
  }

  private int open(Map<String, Object> spec) {
    OpenView open = views.open(ViewJson.parse(state, Json.of(spec)));
    views.close(open.id());
    return open.shown().instances();
  }

  private void search() {
    for (String text : List.of("fr-0001", "mar", "market", "author w", "synth", "strike bridge", "\"by the river\"", "img_1", "zzz")) {
      time("search box: " + text, () -> open(Map.of("text", text)));
    }
  }

  private void texts() {
    for (String pattern : List.of("(market|bridge).*9$", "by the [a-z ]*7", "^A?[a-z]+ .* 12\\d+$", "(?i)WINTER")) {
      time("title fits " + pattern, () -> open(Map.of("filter", Map.of("property", "title", "op", "regex", "value", pattern))));
    }
    time("title has bridge", () -> open(Map.of("filter", Map.of("property", "title", "op", "like", "value", "bridge"))));
  }

  private void facets() {
    List<Facet.Wish> wishes = state.properties().stream().filter(Facets::areOf).limit(OPEN_FACETS)
        .map(p -> new Facet.Wish(p.id(), MOST, "", List.of())).toList();
    var kept = new Facets();
    for (String filter : List.of("{}", "year", "subject", "price", "title")) {
      var spec = new LinkedHashMap<String, Object>();
      switch (filter) {
        case "year" -> spec.put("filter", Map.of("property", "year", "op", "geq", "value", 1950));
        case "subject" -> spec.put("filter", Map.of("property", "subject", "op", "containsAny", "value",
            state.tags(property("subject").id()).stream().limit(3).map(t -> t.id()).toList()));
        case "price" -> spec.put("filter", Map.of("property", "price", "op", "lower", "value", 100));
        case "title" -> spec.put("filter", Map.of("property", "title", "op", "like", "value", "harbour"));
        default -> {
        }
      }
      View view = ViewJson.parse(state, Json.of(spec));
      time(wishes.size() + " facets, filtered by " + filter, () -> kept.of(state, view, wishes, CLOCK).instances());
    }
  }

  private Property property(String name) {
    return state.property(name).orElseThrow();
  }

  // ---- memory

  /// What one property more takes, with a value on every instance: the live heap before and after. The first of them only takes the place of larger commits in what the
  /// project remembers of the newest.
  private static void memory(int images) {
    int instances = Math.min(images, 200_000);
    try (var project = Project.open(new ForgottenLog(), new MemoryCheckpoints(), CLOCK)) {
      Synthetic.fill(project, instances, 1, _ -> {
      });
      long used = 0;
      for (PropertyType type : List.of(PropertyType.NUMBER, PropertyType.NUMBER, PropertyType.CHECKBOX, PropertyType.DATE,
          PropertyType.TEXT)) {
        long before = used;
        fill(project, type);
        used = live();
        if (before > 0) {
          System.out.printf(Locale.ROOT, "a property of type %s with a value on each of %,d instances: %.1f bytes each%n", type.json(),
              instances,
              (double) (used - before) / instances);
        }
      }
    }
  }

  private static void fill(Project project, PropertyType type) {
    ProjectState before = project.state();
    var by = Signature.of(new Person(0, "bench", "Bench", 1), "one property more");
    int property = add(project, type, by);
    for (int from = 0; from < before.instanceRows(); from += VALUES) {
      var values = new Commit();
      for (int row = from; row < Math.min(before.instanceRows(), from + VALUES); row++) {
        values.instanceValues().add(new Commit.InstanceValue(property, before.instanceId(row), value(type, row)));
      }
      project.commit(values, by);
    }
  }

  private static int add(Project project, PropertyType type, Signature by) {
    var commit = new Commit();
    commit.properties()
        .add(new Commit.PropertyChange(-1, "one more " + project.state().sequence(), type, PropertyMode.INSTANCE, null, null, null));
    return project.commit(commit, by).properties().getFirst().id();
  }

  private static Object value(PropertyType type, int row) {
    return switch (type) {
      case NUMBER -> row * 0.5;
      case CHECKBOX -> row % 3 == 0;
      case DATE -> 1900 + row % 100 + "-05";
      default -> "text " + row % 1_000;
    };
  }

  private static long live() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return least;
  }
}
