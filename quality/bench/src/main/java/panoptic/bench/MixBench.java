package panoptic.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.Json;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.Project;
import panoptic.project.ProjectState;
import panoptic.query.OpenView;
import panoptic.query.OpenViews;
import panoptic.query.Shown;
import panoptic.query.ShownGroup;
import panoptic.query.View;
import panoptic.query.ViewJson;
import panoptic.testkit.Synthetic;

/// Random views of a made-up project of 20 properties, none repeated: 2 to 4 conditions over all types, 1 to 2 levels of groups, 1 to 2 sort keys. The answer
/// is the tree of groups with counts and the first 200 rows; orders of columns are warm, views are not kept. DuckDB is asked the same, where there are no more than 1,000,000. Arguments: another number of images than 1,000,000; and anything, to hold the first page of further views against
/// the whole order, and print a number that is the same wherever the answers are.
public final class MixBench {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int VIEWS = 200;
  private static final int WARM = 100;
  private static final int FIRST_ROWS = 200;
  private static final int MOST_TEXTS = 100_000;
  private static final int MOST_FOR_RIVAL = 1_000_000;

  private final ProjectState state;
  private final OpenViews views;
  private final SplittableRandom random = new SplittableRandom(7);
  private final Map<String, Integer> mix = new TreeMap<>();
  private final List<Property> asked = new ArrayList<>();
  private final List<Property> sortable = new ArrayList<>();

  private MixBench(Project project) {
    state = project.state();
    views = new OpenViews(project, CLOCK, "b");
    for (Property p : Computed.ALL) {
      if (p.id() != Computed.SHA1 && p.id() != Computed.AVERAGE_HASH && p.id() != Computed.PATH && p.id() != Computed.ID) {
        sortable.add(p);
      }
    }
    state.properties().stream().filter(p -> p.type() != PropertyType.IMAGE_LINK).forEach(sortable::add);
    sortable.removeIf(p -> IntStream.range(0, state.instanceRows()).allMatch(row -> state.value(p, state.rowOf(p, row)) == null)); // nobody asks for what no picture has
    sortable.stream().filter(p -> !p.type().isText() || texts(p) <= MOST_TEXTS).forEach(asked::add);
  }

  private int texts(Property p) {
    return p.type().isText() ? state.texts(p.id() == Computed.EXTENSION ? Computed.NAME : p.id()).size() : 0;
  }

  public static void main(String[] arguments) {
    int images = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    try (var project = Project.open(new ForgottenLog(), new MemoryCheckpoints(), CLOCK)) {
      long from = System.nanoTime();
      Synthetic.fill(project, images, 1, _ -> {
      });
      System.out.printf(Locale.ROOT, "made %,d x 20 in %.0f s%n", images, (System.nanoTime() - from) / 1e9);
      var bench = new MixBench(project);
      bench.run();
      if (arguments.length > 1) {
        bench.check();
      }
    }
  }

  private record Timed(double millis, Map<String, Object> spec, int found) {
  }

  private void run() {
    long began = System.nanoTime();
    for (Property p : sortable) {
      long one = System.nanoTime();
      answer(Map.of("sort", List.of(Map.of("property", p.id()))));
      double took = (System.nanoTime() - one) / 1e6;
      if (took > 200) {
        System.out.printf(Locale.ROOT, "the order of %s: %.0f ms%n", p.name(), took);
      }
    }
    System.out.printf(Locale.ROOT, "orders of all %d columns: %.1f s%n", sortable.size(), (System.nanoTime() - began) / 1e9);
    for (int i = 0; i < WARM; i++) {
      answer(draw());
    }
    mix.clear();
    var all = new ArrayList<Timed>();
    var times = new Times();
    var used = new Times();
    for (int i = 0; i < VIEWS; i++) {
      Map<String, Object> spec = draw();
      long cpu = THREADS.getCurrentThreadCpuTime();
      long from = System.nanoTime();
      int found = answer(spec);
      long took = System.nanoTime() - from;
      used.add(THREADS.getCurrentThreadCpuTime() - cpu);
      times.add(took);
      all.add(new Timed(took / 1e6, spec, found));
    }
    System.out.println("the mix: " + mix);
    System.out.println("filter, group, sort, first " + FIRST_ROWS + " rows: " + times);
    System.out.println("  of that, the asking thread's own time on a processor: " + used);
    all.sort((a, b) -> Double.compare(b.millis, a.millis));
    for (Timed slow : all.subList(0, 12)) {
      System.out.printf(Locale.ROOT, "  %.1f ms, %,d found: %s%n", slow.millis, slow.found, named(slow.spec));
    }
    if (state.instanceRows() <= MOST_FOR_RIVAL) {
      rival(all);
    }
    int[] found = all.stream().mapToInt(Timed::found).sorted().toArray();
    System.out.printf(Locale.ROOT, "found: median %,d, most %,d%n", found[found.length / 2], found[found.length - 1]);
    reference();
  }

  /// Asks DuckDB for the same, in the order of ours from the slowest on; tells how often it counts otherwise.
  private void rival(List<Timed> all) {
    var times = new Times();
    int others = 0;
    long began = System.nanoTime();
    try (var duck = new DuckRival(state, sortable, FIRST_ROWS)) {
      System.out.printf(Locale.ROOT, "DuckDB has taken the same data in %.1f s%n", (System.nanoTime() - began) / 1e9);
      for (Timed ours : all.subList(0, 5)) {
        duck.answer(ours.spec);
      }
      for (Timed ours : all) {
        long from = System.nanoTime();
        int found = duck.answer(ours.spec);
        times.add(System.nanoTime() - from);
        if (found != ours.found) {
          others++;
          System.out.printf(Locale.ROOT, "  DuckDB finds %,d, not %,d: %s%n", found, ours.found, named(ours.spec));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    System.out.println("the same views in DuckDB: " + times + ", " + others + " counted otherwise");
  }

  private int answer(Map<String, Object> spec) {
    View view = ViewJson.parse(state, Json.of(spec));
    OpenView open = views.open(view);
    int first = open.shown().ids(state, 0, FIRST_ROWS).length;
    int groups = open.shown().groups().window(0, 500).size();
    views.close(open.id());
    return first + groups < 0 ? -1 : open.shown().instances();
  }

  private void check() {
    int digest = 0;
    for (int i = 0; i < VIEWS; i++) {
      Map<String, Object> spec = draw();
      Shown shown = views.open(ViewJson.parse(state, Json.of(spec))).shown();
      int[] first = shown.ids(state, 0, FIRST_ROWS);
      int[] order = shown.order();
      for (int place = 0; place < first.length; place++) {
        if (state.instanceId(order[place]) != first[place]) {
          throw new AssertionError("place " + place + " of " + named(spec));
        }
      }
      digest = 31 * digest + Arrays.hashCode(order);
      for (int g = 0; g < shown.groups().size(); g++) {
        ShownGroup group = shown.groups().get(g);
        digest = 31 * digest + Objects.hash(group.depth(), group.name(), group.instances(), group.images(), group.first(), group.count());
      }
    }
    System.out.printf(Locale.ROOT, "%d further views agree, %08x%n", VIEWS, digest);
  }

  // ---- the mix

  private Map<String, Object> draw() {
    var spec = new LinkedHashMap<String, Object>();
    if (random.nextInt(5) == 0) {
      spec.put("mode", "images");
      count("copies piled up");
    }
    var conditions = new ArrayList<Object>();
    int n = random.nextInt(2, 5);
    count(n + " conditions");
    while (conditions.size() < n) {
      conditions.add(condition());
    }
    spec.put("filter", Map.of(random.nextInt(5) == 0 ? "any" : "all", conditions));
    var groups = new ArrayList<Object>();
    int levels = random.nextInt(1, 3);
    count(levels + " levels");
    while (groups.size() < levels) {
      groups.add(group());
    }
    spec.put("group", groups);
    var sorts = new ArrayList<Object>();
    int keys = random.nextInt(1, 3);
    count(keys + " sort keys");
    while (sorts.size() < keys) {
      sorts.add(Map.of("property", pick(sortable).id(), "direction", random.nextBoolean() ? "asc" : "desc"));
    }
    spec.put("sort", sorts);
    return spec;
  }

  private void count(String what) {
    mix.merge(what, 1, Integer::sum);
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Map<String, Object> condition() {
    Property p = pick(asked);
    var operators = switch (p.type()) {
      case NUMBER, SIZE -> List.of("lower", "geq", "between", "equal", "isSet");
      case DATE -> List.of("lower", "geq", "between", "leq", "equal", "notSet");
      case TAG, MULTI_TAGS -> List.of("containsAny", "containsAll", "containsNot", "isSet");
      case TEXT, URL, PATH, IMAGE_LINK -> List.of("like", "notLike", "startsWith", "regex", "in", "isSet");
      case CHECKBOX -> List.of("isTrue", "isFalse");
      case COLOR -> List.of("in", "equalNot");
      case FOLDER -> List.of("within");
      case ID, HASH -> List.of("isSet");
    };
    String op = pick(operators);
    count(p.type().json() + " " + op);
    var out = new LinkedHashMap<String, Object>(Map.of("property", p.id(), "op", op));
    Object value = operand(p, op);
    if (value != null) {
      out.put("value", value);
    }
    return out;
  }

  private @Nullable Object operand(Property p, String op) {
    return switch (op) {
      case "isSet", "notSet", "isTrue", "isFalse" -> null;
      case "between" -> {
        List<Value> ends = new ArrayList<>(List.of(value(p), value(p)));
        ends.sort((a,
            b) -> a instanceof Value.Date d ? Long.compare(d.date().start(), ((Value.Date) b).date().start()) : ValueFormat.compare(a, b));
        if (ends.get(0) instanceof Value.Date d) {
          yield List.of(year(d, 0), year((Value.Date) ends.get(1), 1));
        }
        yield ends.stream().map(ValueFormat::json).toList();
      }
      case "in" -> List.of(json(p), json(p), json(p));
      case "like", "notLike" -> some(((Value.Text) value(p)).text());
      case "startsWith" -> ((Value.Text) value(p)).text().substring(0, 2);
      case "regex" -> some(((Value.Text) value(p)).text()).replaceAll("[^a-zA-Z0-9]", ".") + "[a-z ]*$";
      case "containsAny", "containsAll", "containsNot" -> {
        List<Tag> tags = state.tags(p.id());
        yield op.equals("containsAny") ? List.of(pick(tags).id(), pick(tags).id(), pick(tags).id()) : List.of(pick(tags).id());
      }
      default -> json(p);
    };
  }

  private static String year(Value.Date d, int later) {
    return String.format(Locale.ROOT, "%04d", d.date().clock().getYear() + later);
  }

  private String some(String text) {
    int length = Math.min(text.length(), random.nextInt(2, 6));
    int from = random.nextInt(text.length() - length + 1);
    String out = text.substring(from, from + length).strip();
    return out.isEmpty() ? text.substring(0, 1) : out;
  }

  private Object json(Property p) {
    return Objects.requireNonNull(ValueFormat.json(value(p)));
  }

  /// A value that some instance has.
  private Value value(Property p) {
    while (true) {
      int row = random.nextInt(state.instanceRows());
      Value v = state.value(p, state.rowOf(p, row));
      if (v != null) {
        return v;
      }
    }
  }

  private Map<String, Object> group() {
    Property p = pick(sortable);
    count("by " + p.type().json());
    return switch (p.type()) {
      case DATE ->
        Map.of("property", p.id(), "step", Map.of("unit", pick(List.of("year", "month", "week")), "count", random.nextInt(1, 11)));
      case NUMBER, SIZE -> Map.of("property", p.id(), "step", Map.of("count", p.type() == PropertyType.SIZE ? 1 << 20 : 10));
      case TEXT, URL, PATH, IMAGE_LINK -> texts(p) > 10_000 && p.id() != Computed.EXTENSION
          ? Map.of("property", p.id(), "by", "firstLetter")
          : Map.of("property", p.id());
      case TAG, MULTI_TAGS ->
        Map.of("property", p.id(), "by", random.nextBoolean() ? "tag" : "top", "order", random.nextBoolean() ? "size" : "value");
      case FOLDER -> Map.of("property", p.id(), "by", random.nextBoolean() ? "folder" : "tree");
      case COLOR, CHECKBOX, ID, HASH -> Map.of("property", p.id());
    };
  }

  private String named(Map<String, Object> spec) {
    String text = spec.toString();
    for (Property p : sortable) {
      text = text.replace("property=" + p.id() + ",", p.name() + ",").replace("property=" + p.id() + "}", p.name() + "}");
    }
    return text;
  }

  /// A loop over as many 32-bit numbers, for the machine's sake.
  private void reference() {
    int[] numbers = new int[state.instanceRows()];
    Arrays.setAll(numbers, i -> i * 0x9E3779B1);
    var times = new Times();
    for (int turn = 0; turn < 9; turn++) {
      int[] copy = numbers.clone();
      long from = System.nanoTime();
      Arrays.sort(copy);
      times.add(System.nanoTime() - from);
    }
    System.out.println("reference: sort as many random numbers: " + times);
  }
}
