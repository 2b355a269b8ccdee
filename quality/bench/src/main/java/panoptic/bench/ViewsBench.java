package panoptic.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Json;
import panoptic.model.Property;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.MemoryLog;
import panoptic.project.Project;
import panoptic.project.ProjectState;
import panoptic.query.Facet;
import panoptic.query.Facets;
import panoptic.query.LayoutSpec;
import panoptic.query.OpenLayout;
import panoptic.query.OpenView;
import panoptic.query.OpenViews;
import panoptic.query.Summary;
import panoptic.query.View;
import panoptic.query.ViewJson;
import panoptic.query.WindowBytes;

/// What opening, laying out and summing up views costs on a made-up project of 1,000,000 images × 20 properties in memory, beside a plain pass
/// over as many numbers. Argument: another number of images.
public final class ViewsBench {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final int TURNS = 15;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ViewsBench() {}

  private interface Work {
    Object run();
  }

  public static void main(String[] arguments) {
    int images = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    try (var project = Project.open(new MemoryLog(), new MemoryCheckpoints(), CLOCK)) {
      panoptic.testkit.Synthetic.fill(project, images, 1, _ -> {
      });
      views(project);
      layouts(project);
      summaries(project);
      facets(project);
      reference(images);
    }
  }

  private static void say(String what, Work work) {
    var times = new double[TURNS];
    var cpu = new double[TURNS];
    Object kept = "";
    for (int turn = 0; turn < TURNS; turn++) {
      long began = System.nanoTime();
      long used = THREADS.getCurrentThreadCpuTime();
      kept = work.run();
      cpu[turn] = (THREADS.getCurrentThreadCpuTime() - used) / 1e6;
      times[turn] = (System.nanoTime() - began) / 1e6;
    }
    double first = times[0];
    double firstCpu = cpu[0];
    Arrays.sort(times);
    Arrays.sort(cpu);
    System.out
        .println(String.format(Locale.ROOT, "%-52s first %7.1f ms (%6.1f of the processor), median %7.2f ms (%6.2f) (%s)", what, first,
            firstCpu, times[TURNS / 2], cpu[TURNS / 2], kept));
  }

  private static View view(ProjectState state, Map<String, ?> spec) {
    return ViewJson.parse(state, Json.of(spec));
  }

  private static void views(Project project) {
    ProjectState state = project.state();
    int folder = state.folders().get(1).id();
    Map<String, Map<String, ?>> specs = new java.util.LinkedHashMap<>();
    specs.put("all", Map.of());
    specs.put("all, copies piled up", Map.of("mode", "images"));
    specs.put("a folder", Map.of("folders", List.of(folder)));
    specs.put("grouped by folder", Map.of("group", List.of(Map.of("property", "folder"))));
    specs.put("grouped by the tree of folders", Map.of("group", List.of(Map.of("property", "folder", "by", "tree"))));
    specs.put("grouped by folder, copies piled up", Map.of("mode", "images", "group", List.of(Map.of("property", "folder"))));
    for (String sort : List.of("width", "size", "taken", "file time", "file name", "id", "year", "title")) {
      specs.put("sorted by " + sort, Map.of("sort", List.of(Map.of("property", sort))));
    }
    List<Integer> subjects = state.properties().stream().filter(p -> p.name().equals("subject")).flatMap(p -> state.tags(p.id()).stream())
        .limit(3)
        .map(t -> t.id()).toList();
    Map<String, Map<String, ?>> conditions = new java.util.LinkedHashMap<>();
    conditions.put("year (170 numbers, of images)", Map.of("property", "year", "op", "between", "value", List.of(1900, 1950)));
    conditions.put("price (a million numbers)", Map.of("property", "price", "op", "lower", "value", 100));
    conditions.put("taken on (dates)", Map.of("property", "taken on", "op", "geq", "value", "1968-05"));
    conditions.put("three subjects (tags of images)", Map.of("property", "subject", "op", "containsAny", "value", subjects));
    conditions.put("author (200 texts)", Map.of("property", "author", "op", "like", "value", "or a."));
    conditions.put("title (900,000 texts)", Map.of("property", "title", "op", "like", "value", "12"));
    conditions.put("title by an expression", Map.of("property", "title", "op", "regex", "value", "the .*9$"));
    conditions.put("path", Map.of("property", "path", "op", "like", "value", "12"));
    specs.put("where all is asked of year, subject and price", Map.of("filter", Map.of("all",
        List.of(conditions.get("year (170 numbers, of images)"), conditions.get("three subjects (tags of images)"),
            conditions.get("price (a million numbers)")))));
    conditions.forEach((name, condition) -> specs.put("where " + name, Map.of("filter", condition)));
    specs.put("where the search box has 'fr-0001'", Map.of("text", "fr-0001"));
    var views = new OpenViews(project, CLOCK, "b"); // what is closed is found anew; only what is kept of columns stays
    specs.forEach((name, spec) -> say("open a view: " + name, () -> {
      OpenView open = views.open(view(state, spec));
      views.close(open.id());
      return open.shown().places();
    }));
  }

  private static void layouts(Project project) {
    var views = new OpenViews(project, CLOCK, "b");
    OpenView all = views.open(View.ALL);
    OpenView folders = views.open(view(project.state(), Map.of("group", List.of(Map.of("property", "folder")))));
    long began = System.nanoTime();
    views.shapes().of(project.state());
    System.out.println(String.format(Locale.ROOT, "shapes of all pictures, first: %.1f ms", (System.nanoTime() - began) / 1e6));
    int[] width = {1200};
    say("lay out all", () -> views.layOut(all.id(), LayoutSpec.of(width[0]++, 160)).layout().rows());
    say("lay out groups of folders",
        () -> views.layOut(folders.id(), new LayoutSpec(width[0]++, 160, 4, 60, 36, 0, new int[0], false)).layout().rows());
    OpenLayout made = views.layOut(all.id(), LayoutSpec.of(1200, 160));
    int[] top = {0};
    say("a window of 3,000 px", () -> {
      top[0] += made.layout().height() / (TURNS + 1);
      WindowBytes bytes = views.bytes(views.getLayout(made.id()).view());
      return bytes.window(made.layout(), top[0], top[0] + 3000).length;
    });
  }

  private static void summaries(Project project) {
    ProjectState state = project.state();
    RoaringBitmap rows = state.instances().rows();
    say("images of all instances", () -> Summary.images(state, rows).getCardinality());
    RoaringBitmap images = Summary.images(state, rows);
    List<Property> properties = state.properties();
    say("sum up " + properties.size() + " properties of all",
        () -> properties.stream().mapToInt(p -> Summary.of(state, p, rows, images).distinct()).sum());
    for (Property p : properties) {
      say("  " + p.name() + " (" + p.type() + ", " + p.mode() + ")", () -> Summary.of(state, p, rows, images).distinct());
    }
    say("owners with a value, all properties", () -> properties.stream().mapToInt(p -> state.valued(p).getCardinality()).sum());
  }

  /// Ten facets at once, of texts, tags, numbers, dates, colours and checkboxes, of a view that asks for something else each time.
  private static void facets(Project project) {
    ProjectState state = project.state();
    List<String> names = List.of("author", "year", "taken on", "dominant colour", "checked", "subject", "kind", "place", "camera", "price");
    List<Facet.Wish> wishes = names.stream().map(n -> state.property(n).orElseThrow()).map(p -> new Facet.Wish(p.id(), 20, "", List.of()))
        .toList();
    var facets = new Facets();
    int[] turn = {0};
    for (String mode : List.of("instances", "images")) {
      say("ten facets, " + mode, () -> facets.of(state, view(state, Map.of("mode", mode, "filter",
          Map.of("property", "width", "op", "geq", "value", 100 + turn[0]++))), wishes, CLOCK).instances());
    }
    Facet.Wish title = new Facet.Wish(state.property("title").orElseThrow().id(), 20, "", List.of());
    say("a facet of 900,000 texts", () -> facets.of(state, View.ALL, List.of(title), CLOCK).facets().getFirst().values());
  }

  /// A loop over as many 32-bit numbers, for the machine's sake.
  private static void reference(int images) {
    int[] numbers = new int[images];
    Arrays.setAll(numbers, i -> i * 0x9E3779B1);
    say("reference: sort as many random numbers", () -> {
      int[] copy = numbers.clone();
      Arrays.sort(copy);
      return copy[images / 2];
    });
  }
}
