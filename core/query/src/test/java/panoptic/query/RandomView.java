package panoptic.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import panoptic.model.Computed;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.Tag;
import panoptic.project.ProjectState;

/// Views by chance, as JSON: each operator of each type and mode as likely as any other. Counts what it asked for.
final class RandomView {
  private static final List<String> UNITS = List.of("year", "month", "week", "day", "hour", "minute", "second");

  private final ProjectState state;
  private final SplittableRandom random;
  private final List<Property> properties = new ArrayList<>(Computed.ALL);
  private final Map<String, List<Property>> cells = new TreeMap<>();
  private final List<String> names;
  final Map<String, Integer> asked = new TreeMap<>();

  RandomView(ProjectState state, SplittableRandom random) {
    this.state = state;
    this.random = random;
    properties.addAll(state.properties());
    for (Property p : properties) {
      for (Operator op : Operator.values()) {
        if (op.isFor(p)) {
          cells.computeIfAbsent(cell(op, p), _ -> new ArrayList<>()).add(p);
        }
      }
    }
    names = List.copyOf(cells.keySet());
  }

  private static String cell(Operator op, Property p) {
    return p.type().json() + " " + op.json() + " " + p.mode().json();
  }

  /// Every operator of every type and mode that may be asked.
  List<String> cells() {
    return names;
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  Map<String, Object> draw() {
    var out = new LinkedHashMap<String, Object>();
    out.put("mode", random.nextBoolean() ? "images" : "instances");
    if (random.nextInt(8) == 0) {
      out.put("folders", List.of(pick(state.folders()).id()));
    }
    if (random.nextInt(8) == 0) {
      out.put("text", pick(List.of("cat", "ETE 1", "\"hot dog\"", "one", "o", "zoo x", "leica")));
    }
    out.put("filter", filter(0));
    out.put("sort", IntStream.range(0, random.nextInt(3))
        .mapToObj(_ -> Map.of("property", pick(properties).id(), "direction", direction(), "empty", empty())).toList());
    out.put("group", Stream.generate(this::level).limit(random.nextInt(4)).toList());
    return out;
  }

  private String direction() {
    return random.nextBoolean() ? "asc" : "desc";
  }

  private String empty() {
    return random.nextBoolean() ? "first" : "last";
  }

  // ---- groups

  private Map<String, Object> level() {
    Property p = pick(properties);
    var out = new LinkedHashMap<String, Object>(Map.of("property", p.id(), "order", random.nextBoolean() ? "size" : "value", "direction",
        direction(), "empty", empty()));
    String kind = "group " + p.type().json();
    if (p.type().isTags()) {
      kind += " " + out.merge("by", random.nextBoolean() ? "tag" : "top", (_, b) -> b);
    } else if (p.type() == PropertyType.FOLDER) {
      kind += " " + out.merge("by", random.nextBoolean() ? "folder" : "tree", (_, b) -> b);
    } else if ((p.type().isText() || p.type() == PropertyType.HASH) && random.nextBoolean()) {
      kind += " " + out.merge("by", "firstLetter", (_, b) -> b);
    } else if (List.of(PropertyType.NUMBER, PropertyType.SIZE, PropertyType.ID).contains(p.type()) && random.nextInt(3) != 0) {
      out.put("step", Map.of("count", pick(List.of(10.0, 0.1, 3.0, 0.25, 1e9))));
      kind += " step";
    } else if (p.type() == PropertyType.DATE && random.nextInt(5) != 0) {
      String unit = pick(UNITS);
      out.put("step", Map.of("unit", unit, "count", random.nextInt(1, 12)));
      kind += " " + unit;
    }
    asked.merge(kind, 1, Integer::sum);
    return out;
  }

  // ---- filters

  private Map<String, Object> filter(int depth) {
    int kind = random.nextInt(depth > 3 ? 4 : 7);
    if (kind < 4) {
      return condition();
    }
    if (kind == 6) {
      asked.merge("not", 1, Integer::sum);
      return Map.of("not", filter(depth + 1));
    }
    asked.merge(kind == 4 ? "all" : "any", 1, Integer::sum);
    int parts = random.nextInt(1, 4);
    return Map.of(kind == 4 ? "all" : "any", Stream.generate(() -> filter(depth + 1)).limit(random.nextInt(20) == 0 ? 0 : parts).toList());
  }

  private Map<String, Object> condition() {
    if (random.nextInt(40) == 0) {
      asked.merge("inSelection", 1, Integer::sum);
      return Map.of("op", "inSelection", "value", Map.of("ids", random.ints(8, 1, 45).boxed().toList()));
    }
    String cell = pick(names);
    Property p = pick(cells.getOrDefault(cell, List.of()));
    String op = cell.substring(p.type().json().length() + 1, cell.lastIndexOf(' '));
    asked.merge(cell, 1, Integer::sum);
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
      case "in" -> Stream.generate(() -> value(p)).limit(random.nextInt(4)).toList();
      case "between" -> {
        Object a = value(p);
        Object b = value(p);
        boolean isTurned = a instanceof String d ? clock(d) > clock((String) b) : ((Number) a).doubleValue() > ((Number) b).doubleValue();
        yield isTurned ? List.of(b, a) : List.of(a, b);
      }
      case "last" -> Map.of("unit", pick(UNITS), "count", random.nextInt(1, 100));
      case "changedSince" -> random.nextBoolean() ? random.nextInt((int) state.sequence()) : "2026-11-22T10:0" + random.nextInt(10);
      case "editedBy" -> pick(List.copyOf(state.people())).id();
      case "regex" -> pick(List.of("a", "^[a-zé]+$", "[0-9]+", "o.*o", "(?i)cat|zoo", "^\\S+\\s", "é", "[^a]$"));
      case "containsAny", "containsAll", "containsNot" -> tags(p);
      case "within" -> random.nextBoolean() ? pick(state.folders()).id() : List.of(pick(state.folders()).id(), pick(state.folders()).id());
      default -> value(p);
    };
  }

  private static double clock(String date) {
    PartialDate d = PartialDate.parse(date);
    return d.start();
  }

  private List<Integer> tags(Property p) {
    return state.tags(p.id()).stream().map(Tag::id).filter(_ -> random.nextInt(3) == 0).toList();
  }

  /// Something to compare with: often what some instance has.
  private Object value(Property p) {
    int row = random.nextInt(state.instanceRows());
    return switch (p.type()) {
      case NUMBER, SIZE, ID -> random.nextBoolean() ? pick(RandomProject.NUMBERS) : pick(List.of(1, 5, 20, 50, 102, 104, 9_000));
      case DATE -> pick(RandomProject.DATES.subList(0, 13));
      case CHECKBOX -> random.nextBoolean();
      case COLOR -> random.nextInt(4);
      case TAG, MULTI_TAGS -> tags(p);
      case FOLDER -> pick(state.folders()).id();
      case HASH -> random.nextBoolean() ? state.sha1(state.imageOf(row)).toString() : "0000000000000abc";
      case URL -> random.nextBoolean() ? "https://example.org/zoo" : pick(List.of("https", "été", "10"));
      case TEXT, PATH, IMAGE_LINK -> p.id() < 0
          ? pick(List.of("cat1", "png", "Leica M3", "/one", "é", state.path(row)))
          : random.nextInt(4) == 0 ? String.format(Locale.ROOT, "%040x", random.nextInt(3)) : pick(RandomProject.TEXTS).strip();
    };
  }
}
