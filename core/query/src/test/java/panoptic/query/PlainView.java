package panoptic.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import panoptic.model.Folder;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.project.ProjectState;

/// A view answered row by row and group by group: slow and plain. It shares nothing with the engine but the view as it was read.
final class PlainView {
  private final ProjectState state;
  private final View view;
  private final Comparator<String> texts;
  private final List<Integer> matching = new ArrayList<>();

  PlainView(ProjectState state, View view, Instant now) {
    this.state = state;
    this.view = view;
    texts = new PlainTextOrder(view.language());
    var filter = new PlainFilter(state, now);
    var all = new Filter.InView(view.folders(), view.text(), view.filter());
    IntStream.range(0, state.instanceRows()).filter(row -> state.instances().rows().contains(row)).filter(row -> filter.passes(all, row))
        .forEach(matching::add);
  }

  int instances() {
    return matching.size();
  }

  int images() {
    return images(matching);
  }

  private int images(List<Integer> rows) {
    return (int) rows.stream().map(state::imageOf).distinct().count();
  }

  private boolean isPiled() {
    return view.mode() == View.Mode.IMAGES;
  }

  /// The rows in order; where copies pile up, the lowest of each image.
  List<Integer> order() {
    Set<Integer> seen = new HashSet<>();
    Comparator<Integer> order = (a, b) -> {
      for (SortBy by : view.sort()) {
        int c = compare(by, a, b);
        if (c != 0) {
          return c;
        }
      }
      return Integer.compare(a, b);
    };
    return matching.stream().filter(row -> seen.add(state.imageOf(row)) || !isPiled()).sorted(order).toList();
  }

  private int compare(SortBy by, int a, int b) {
    Property p = state.property(by.propertyId()).orElseThrow();
    Value x = state.value(p, state.rowOf(p, a));
    Value y = state.value(p, state.rowOf(p, b));
    if (x == null || y == null) {
      return x == null && y == null ? 0 : (x == null) == (by.empty() == Empty.FIRST) ? -1 : 1;
    }
    return by.direction() == Direction.DESC ? compare(p, y, x) : compare(p, x, y);
  }

  private int compare(Property p, Value a, Value b) {
    return switch (a) {
      case Value.Number n when p.type() == PropertyType.FOLDER ->
        texts.compare(folder((int) n.number()), folder((int) ((Value.Number) b).number()));
      case Value.Number n -> Double.compare(n.number(), ((Value.Number) b).number());
      case Value.Date d -> d.date().compareTo(((Value.Date) b).date());
      case Value.Checkbox c -> Boolean.compare(c.checked(), ((Value.Checkbox) b).checked());
      case Value.Color c -> c.index() - ((Value.Color) b).index();
      case Value.Tags t -> texts.compare(firstName(t), firstName((Value.Tags) b));
      case Value.Text t when p.type() == PropertyType.HASH -> t.text().compareTo(((Value.Text) b).text());
      case Value.Text t -> texts.compare(t.text(), ((Value.Text) b).text());
    };
  }

  private String firstName(Value.Tags tags) {
    return tags.ids().stream().map(this::name).min(texts).orElseThrow();
  }

  private String name(int tag) {
    return state.tag(tag).orElseThrow().name();
  }

  /// The path of a folder from the last name of its root on.
  private String folder(int id) {
    Folder f = state.folder(id).orElseThrow();
    String root = state.root(f.rootId()).orElseThrow().path();
    String name = root.substring(root.lastIndexOf('/') + 1);
    return f.parentId() == 0 ? name : name + "/" + state.folderPath(f);
  }

  // ---- groups

  List<Group> groups() {
    var rows = new ArrayList<Integer>();
    for (int first : order()) {
      matching.stream().filter(row -> isPiled() ? state.imageOf(row) == state.imageOf(first) : row == first).forEach(rows::add);
    }
    return view.group().isEmpty() ? List.of() : within(rows, 0);
  }

  /// What rows have in common, and in which order it stands among others of its level.
  private record Key(@Nullable Object value, String name, @Nullable Value sorted) {
  }

  private interface Made {
    Group of(Key key, List<Integer> rows);
  }

  private List<Group> within(List<Integer> rows, int level) {
    if (level == view.group().size()) {
      return List.of();
    }
    GroupBy by = view.group().get(level);
    if (by.by() == GroupBy.By.TREE) {
      return tree(rows, level, 0);
    }
    Map<Key, List<Integer>> members = new LinkedHashMap<>();
    rows.forEach(row -> keys(by, row).forEach(key -> members.computeIfAbsent(key, _ -> new ArrayList<>()).add(row)));
    boolean isLast = level + 1 == view.group().size();
    return inOrder(level, members, (key, in) -> group(level, key, in, isLast ? in : List.of(), within(in, level + 1)));
  }

  private List<Group> tree(List<Integer> rows, int level, int depth) {
    Map<Key, List<Integer>> members = new LinkedHashMap<>();
    for (int row : rows) {
      var way = new ArrayList<Integer>();
      for (int at = state.folderOf(row); at != 0; at = state.folder(at).orElseThrow().parentId()) {
        way.addFirst(at);
      }
      int at = way.get(depth);
      String name = folder(at);
      members.computeIfAbsent(new Key(at, name.substring(name.lastIndexOf('/') + 1), null), _ -> new ArrayList<>()).add(row);
    }
    boolean isLast = level + 1 == view.group().size();
    return inOrder(level, members, (key, in) -> {
      List<Integer> own = in.stream().filter(row -> Objects.equals(state.folderOf(row), key.value)).toList();
      var inside = new ArrayList<>(tree(in.stream().filter(row -> !own.contains(row)).toList(), level, depth + 1));
      inside.addAll(own.isEmpty() ? List.of() : within(own, level + 1));
      return group(level, key, in, isLast ? own : List.of(), inside);
    });
  }

  private Group group(int level, Key key, List<Integer> rows, List<Integer> own, List<Group> inside) {
    Set<Integer> seen = new HashSet<>();
    int[] shown = own.stream().filter(row -> !isPiled() || seen.add(state.imageOf(row))).mapToInt(row -> row).toArray();
    return new Group(view.group().get(level).propertyId(), key.value, key.name, rows.size(), images(rows), shown, inside);
  }

  private List<Group> inOrder(int level, Map<Key, List<Integer>> members, Made made) {
    GroupBy by = view.group().get(level);
    Property p = state.property(by.propertyId()).orElseThrow();
    Comparator<Key> byValue = (a, b) -> {
      Value sorted = a.sorted;
      boolean isNamed = sorted == null;
      int c = sorted == null ? texts.compare(a.name, b.name) : compare(p, sorted, Objects.requireNonNull(b.sorted));
      return c != 0 || !isNamed || !(a.value instanceof Integer id) ? c : Integer.compare(id, (int) Objects.requireNonNull(b.value));
    };
    Comparator<Key> wanted = by.order() == GroupBy.Order.SIZE
        ? Comparator.comparingInt((Key k) -> isPiled() ? images(rows(members, k)) : rows(members, k).size())
        : byValue;
    Comparator<Key> directed = by.direction() == Direction.DESC ? wanted.reversed() : wanted;
    var keys = new ArrayList<>(members.keySet().stream().filter(k -> k.value != null).sorted(directed.thenComparing(byValue)).toList());
    members.keySet().stream().filter(k -> k.value == null).findFirst()
        .ifPresent(k -> keys.add(by.empty() == Empty.FIRST ? 0 : keys.size(), k));
    return keys.stream().map(k -> made.of(k, rows(members, k))).toList();
  }

  private static List<Integer> rows(Map<Key, List<Integer>> members, Key key) {
    return Objects.requireNonNull(members.get(key));
  }

  private List<Key> keys(GroupBy by, int row) {
    Property p = state.property(by.propertyId()).orElseThrow();
    Value v = state.value(p, state.rowOf(p, row));
    return v == null ? List.of(new Key(null, "no value", null)) : switch (by.by()) {
      case TAG, TOP -> {
        var ids = new LinkedHashSet<Integer>();
        ((Value.Tags) v).ids().forEach(id -> above(id, by.by() == GroupBy.By.TOP, ids));
        yield ids.stream().map(id -> new Key(id, name(id), null)).toList();
      }
      case FOLDER, TREE -> {
        int id = (int) ((Value.Number) v).number();
        yield List.of(new Key(id, folder(id), null));
      }
      case FIRST_LETTER -> {
        String text = PlainFilter.folded(((Value.Text) v).text()).strip();
        String letter = text.matches("(?s)[\\p{L}\\p{Nd}].*") ? text.substring(0, 1).toUpperCase(Locale.ROOT) : "#";
        yield List.of(new Key(letter, letter, null));
      }
      case VALUE -> List.of(switch (by.step()) {
        case Step.OfNumbers step -> number(step, ((Value.Number) v).number());
        case Step.OfDates step -> date(step, ((Value.Date) v).date());
        case null -> new Key(ValueFormat.json(v), ValueFormat.text(v), v);
      });
    };
  }

  private void above(int tag, boolean topsOnly, Set<Integer> into) {
    List<Integer> parents = state.tag(tag).orElseThrow().parents().stream().filter(t -> state.tag(t).isPresent()).toList();
    if (!topsOnly || parents.isEmpty()) {
      into.add(tag);
    }
    parents.forEach(t -> above(t, topsOnly, into));
  }

  private static Key number(Step.OfNumbers step, double number) {
    var width = new BigDecimal(Double.toString(step.count()));
    BigDecimal times = new BigDecimal(Double.toString(number)).divide(width, 0, RoundingMode.FLOOR);
    var start = new Value.Number(times.multiply(width).doubleValue());
    var end = new Value.Number(times.add(BigDecimal.ONE).multiply(width).doubleValue());
    return new Key(ValueFormat.json(start), ValueFormat.text(start) + " – " + ValueFormat.text(end), start);
  }

  // ---- dates by step: years and months from the year 0, all else from 1970, weeks from the Monday before

  private static Key date(Step.OfDates step, PartialDate date) {
    if (!PlainFilter.isKnownTo(date, step.unit())) {
      return new Key(date.toString(), date.toString(), new Value.Date(date));
    }
    LocalDateTime first = first(step, date.clock());
    String start = cut(step, first);
    boolean isAlone = step.count() == 1 && step.unit() != Step.OfDates.Unit.WEEK;
    return new Key(start, isAlone ? start : start + " – " + cut(step, later(step, first, step.count()).minusSeconds(1)),
        new Value.Date(PartialDate.parse(start)));
  }

  private static LocalDateTime later(Step.OfDates step, LocalDateTime t, long units) {
    return switch (step.unit()) {
      case YEAR -> t.plusYears(units);
      case MONTH -> t.plusMonths(units);
      case WEEK -> t.plusWeeks(units);
      case DAY -> t.plusDays(units);
      case HOUR -> t.plusHours(units);
      case MINUTE -> t.plusMinutes(units);
      case SECOND -> t.plusSeconds(units);
    };
  }

  private static LocalDateTime first(Step.OfDates step, LocalDateTime t) {
    LocalDateTime zero = switch (step.unit()) {
      case YEAR, MONTH -> LocalDate.of(0, 1, 1).atStartOfDay();
      case WEEK -> LocalDate.EPOCH.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay();
      case DAY, HOUR, MINUTE, SECOND -> LocalDate.EPOCH.atStartOfDay();
    };
    ChronoUnit unit = ChronoUnit.valueOf(step.unit() + "S");
    LocalDateTime found = later(step, zero, unit.between(zero, t) / step.count() * step.count());
    return found.isAfter(t) ? later(step, found, -step.count()) : found;
  }

  /// As ISO has it, no more precise than the unit; within the years that dates have.
  private static String cut(Step.OfDates step, LocalDateTime t) {
    LocalDateTime in = t.getYear() < -9999
        ? LocalDateTime.of(-9999, 1, 1, 0, 0)
        : t.getYear() > 9999 ? LocalDateTime.of(9999, 12, 31, 23, 59, 59) : t;
    String text = String.format(Locale.ROOT, "%s%04d-%02d-%02dT%02d:%02d:%02d", in.getYear() < 0 ? "-" : "", Math.abs(in.getYear()),
        in.getMonthValue(), in.getDayOfMonth(), in.getHour(), in.getMinute(), in.getSecond());
    int end = (in.getYear() < 0 ? 1 : 0) + switch (step.unit()) {
      case YEAR -> 4;
      case MONTH -> 7;
      case WEEK, DAY -> 10;
      case HOUR -> 13;
      case MINUTE -> 16;
      case SECOND -> 19;
    };
    return text.substring(0, end);
  }
}
