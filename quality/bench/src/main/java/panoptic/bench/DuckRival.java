package panoptic.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import panoptic.model.Property;
import panoptic.model.PropertyType;
import panoptic.model.Tag;
import panoptic.model.Value;
import panoptic.project.ProjectState;

/// The same project and the same views in DuckDB, in memory: one wide table with a row an instance, values of images copied to their instances, and of each tag property the lists of tags with those
/// above them, so that no question needs a join. An answer is the counts, the groups of each level with theirs, and the ids of the first rows; copies do not pile up, and texts stand by code
/// point, which is less than what it stands beside.
final class DuckRival implements AutoCloseable {
  private final ProjectState state;
  private final Connection connection;
  private final int firstRows;

  DuckRival(ProjectState state, List<Property> properties, int firstRows) throws SQLException {
    this.state = state;
    this.firstRows = firstRows;
    connection = DriverManager.getConnection("jdbc:duckdb:");
    var raw = new StringBuilder("CREATE TABLE raw (id INTEGER, image INTEGER");
    var made = new StringBuilder("CREATE TABLE pictures AS SELECT id, image");
    for (Property p : properties) {
      raw.append(", ").append(column(p)).append(' ').append(type(p));
      made.append(", ").append(p.type().isTags() ? "CAST(" + column(p) + " AS INTEGER[]) AS " + column(p) : column(p));
      if (p.type() == PropertyType.DATE) {
        raw.append(", ").append(column(p)).append("_end BIGINT");
        made.append(", ").append(column(p)).append("_end");
      }
      if (p.type().isTags()) {
        raw.append(", ").append(column(p)).append("_top VARCHAR");
        made.append(", CAST(").append(column(p)).append("_top AS INTEGER[]) AS ").append(column(p)).append("_top");
      }
    }
    run(raw + ")");
    fill(properties);
    run(made + " FROM raw ORDER BY id");
    run("DROP TABLE raw");
  }

  private static String column(Property p) {
    return p.id() < 0 ? "c" + -p.id() : "p" + p.id();
  }

  private static String type(Property p) {
    return switch (p.type()) {
      case NUMBER, SIZE, ID -> "DOUBLE";
      case DATE -> "BIGINT";
      case CHECKBOX -> "BOOLEAN";
      case COLOR, FOLDER -> "INTEGER";
      case TEXT, URL, PATH, IMAGE_LINK, HASH, TAG, MULTI_TAGS -> "VARCHAR";
    };
  }

  private void run(String sql) throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.execute(sql);
    }
  }

  // ---- the same data

  private void fill(List<Property> properties) throws SQLException {
    List<Lists> lists = properties.stream().map(p -> p.type().isTags() ? new Lists(p) : null).toList();
    try (DuckDBAppender to = connection.unwrap(DuckDBConnection.class).createAppender(DuckDBConnection.DEFAULT_SCHEMA, "raw")) {
      for (int row = 0; row < state.instanceRows(); row++) {
        to.beginRow();
        to.append(state.instanceId(row));
        to.append(state.imageOf(row));
        for (int i = 0; i < properties.size(); i++) {
          Property p = properties.get(i);
          int owner = state.rowOf(p, row);
          Lists tags = lists.get(i);
          if (tags == null) {
            append(to, p, state.value(p, owner));
          } else {
            append(to, tags.all[owner]);
            append(to, tags.tops[owner]);
          }
        }
        to.endRow();
      }
    }
  }

  private static void append(DuckDBAppender to, @Nullable StringBuilder list) throws SQLException {
    if (list == null) {
      to.appendNull();
    } else {
      to.append("[" + list + "]");
    }
  }

  private static void append(DuckDBAppender to, Property p, @Nullable Value value) throws SQLException {
    switch (value) {
      case null -> {
        to.appendNull();
        if (p.type() == PropertyType.DATE) {
          to.appendNull();
        }
      }
      case Value.Number n when p.type() == PropertyType.FOLDER -> to.append((int) n.number());
      case Value.Number n -> to.append(n.number());
      case Value.Date d -> {
        to.append(d.date().seconds());
        to.append(d.date().seconds() + d.date().end() - d.date().start());
      }
      case Value.Text t -> to.append(t.text());
      case Value.Checkbox c -> to.append(c.checked());
      case Value.Color c -> to.append(c.index());
      case Value.Tags _ -> throw new IllegalStateException("tags come as lists");
    }
  }

  /// The tags of each owner with all above them, and the topmost of these.
  private final class Lists {
    final @Nullable StringBuilder[] all;
    final @Nullable StringBuilder[] tops;

    Lists(Property p) {
      all = new StringBuilder[state.instanceRows()];
      tops = new StringBuilder[state.instanceRows()];
      for (Tag t : state.tags(p.id())) {
        Set<Integer> borneWith = state.tags(p.id()).stream().filter(other -> above(other.id()).contains(t.id())).map(Tag::id)
            .collect(Collectors.toSet());
        boolean isTop = t.parents().isEmpty();
        var owners = new org.roaringbitmap.RoaringBitmap();
        borneWith.forEach(id -> owners.or(state.uses(id).rows()));
        owners.forEach((org.roaringbitmap.IntConsumer) owner -> {
          add(all, owner, t.id());
          if (isTop) {
            add(tops, owner, t.id());
          }
        });
      }
    }

    private static void add(@Nullable StringBuilder[] to, int owner, int id) {
      StringBuilder list = to[owner];
      if (list == null) {
        to[owner] = new StringBuilder().append(id);
      } else {
        list.append(',').append(id);
      }
    }

    private Set<Integer> above(int id) {
      var out = new HashSet<>(Set.of(id));
      state.tag(id).orElseThrow().parents().forEach(parent -> out.addAll(above(parent)));
      return out;
    }
  }

  // ---- the same views

  /// Answers a view; returns how many instances match.
  int answer(Map<String, Object> spec) throws SQLException {
    String found = "FROM pictures WHERE " + where((Map<?, ?>) Objects.requireNonNull(spec.get("filter")));
    int count;
    try (Statement s = connection.createStatement(); ResultSet r = s.executeQuery("SELECT count(*), count(DISTINCT image) " + found)) {
      r.next();
      count = r.getInt(1);
    }
    var keys = new ArrayList<String>();
    for (Object group : (List<?>) Objects.requireNonNull(spec.get("group"))) {
      keys.add(key((Map<?, ?>) group) + " AS g" + keys.size());
    }
    String names = keys.stream().map(k -> k.substring(k.lastIndexOf(' ') + 1)).collect(Collectors.joining(", "));
    String levels = keys.size() == 1 ? "(g0)" : "(g0), (g0, g1)";
    read("SELECT " + names + ", count(*), count(DISTINCT image) FROM (SELECT image, " + String.join(", ", keys) + " " + found
        + ") GROUP BY GROUPING SETS ("
        + levels + ") ORDER BY " + names);
    var sorts = new ArrayList<String>();
    for (Object sort : (List<?>) Objects.requireNonNull(spec.get("sort"))) {
      Property p = property((Map<?, ?>) sort);
      sorts.add((p.type().isTags() ? column(p) + "[1]" : column(p)) + " " + ((Map<?, ?>) sort).get("direction") + " NULLS LAST");
    }
    read("SELECT id FROM (SELECT *, " + String.join(", ", keys) + " " + found + ") ORDER BY " + names + ", " + String.join(", ", sorts)
        + ", id LIMIT "
        + firstRows);
    return count;
  }

  private void read(String sql) throws SQLException {
    try (Statement s = connection.createStatement(); ResultSet r = s.executeQuery(sql)) {
      while (r.next()) {
        r.getObject(1);
      }
    }
  }

  private Property property(Map<?, ?> of) {
    return state.property(((Number) Objects.requireNonNull(of.get("property"))).intValue()).orElseThrow();
  }

  private String key(Map<?, ?> group) {
    Property p = property(group);
    String c = column(p);
    Map<?, ?> step = group.get("step") instanceof Map<?, ?> of ? of : Map.of();
    if (p.type().isTags()) {
      return "unnest(" + ("top".equals(group.get("by")) ? c + "_top" : c) + ")";
    }
    if ("firstLetter".equals(group.get("by"))) {
      return "upper(left(" + c + ", 1))";
    }
    if (p.type() == PropertyType.DATE) {
      String time = "make_timestamp(" + c + " * 1000000)";
      return switch (String.valueOf(step.get("unit"))) {
        case "year" -> "year(" + time + ") // " + step.get("count");
        case "month" -> "(year(" + time + ") * 12 + month(" + time + ")) // " + step.get("count");
        default -> c + " // (604800 * " + step.get("count") + ")";
      };
    }
    return step.isEmpty() ? c : "floor(" + c + " / " + step.get("count") + ")";
  }

  private String where(Map<?, ?> filter) {
    for (String join : List.of("all", "any")) {
      if (filter.get(join) instanceof List<?> parts) {
        return parts.stream().map(part -> "(" + condition((Map<?, ?>) part) + ")")
            .collect(Collectors.joining(join.equals("all") ? " AND " : " OR "));
      }
    }
    throw new IllegalArgumentException(filter.toString());
  }

  private String condition(Map<?, ?> condition) {
    Property p = property(condition);
    String c = column(p);
    Object value = Objects.requireNonNullElse(condition.get("value"), "");
    String op = String.valueOf(condition.get("op"));
    return switch (op) {
      case "isSet" -> c + " IS NOT NULL";
      case "notSet" -> c + " IS NULL";
      case "isTrue" -> "coalesce(" + c + ", false)";
      case "isFalse" -> "NOT coalesce(" + c + ", false)";
      case "like" -> c + " ILIKE " + like(value);
      case "notLike" -> "coalesce(" + c + ", '') NOT ILIKE " + like(value);
      case "startsWith" -> "starts_with(lower(" + c + "), " + text(String.valueOf(value).toLowerCase(Locale.ROOT)) + ")";
      case "regex" -> "regexp_matches(" + c + ", " + text(value) + ")";
      case "in" -> p.type().isText()
          ? "lower(" + c + ") IN ("
              + ((List<?>) value).stream().map(v -> text(String.valueOf(v).toLowerCase(Locale.ROOT))).collect(Collectors.joining(", "))
              + ")"
          : c + " IN (" + joined(value) + ")";
      case "containsAny", "containsAll" -> "list_has_any(" + c + ", [" + joined(value) + "])"; // all of one tag is any
      case "containsNot" -> "NOT coalesce(list_has_any(" + c + ", [" + joined(value) + "]), false)";
      case "within" ->
        c + " IN (" + below(((Number) value).intValue()).stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
      default -> p.type() == PropertyType.DATE ? date(c, op, value) : compared(c, op, value);
    };
  }

  private static String like(Object value) {
    return text("%" + String.valueOf(value).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%") + " ESCAPE '\\'";
  }

  private static String text(Object value) {
    return "'" + String.valueOf(value).replace("'", "''") + "'";
  }

  private static String joined(Object list) {
    return ((List<?>) list).stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private Set<Integer> below(int folder) {
    var out = new HashSet<>(Set.of(folder));
    state.folders().forEach(f -> {
      if (out.contains(f.parentId())) {
        out.add(f.id());
      }
    });
    return out;
  }

  private static String compared(String c, String op, Object value) {
    return switch (op) {
      case "lower" -> c + " < " + value;
      case "geq" -> c + " >= " + value;
      case "equal" -> c + " = " + value;
      case "equalNot" -> c + " IS DISTINCT FROM " + value;
      case "between" -> c + " BETWEEN " + ((List<?>) value).get(0) + " AND " + ((List<?>) value).get(1);
      default -> throw new IllegalArgumentException(op);
    };
  }

  private static String date(String c, String op, Object value) {
    if (op.equals("between")) {
      return c + " >= " + start(((List<?>) value).get(0)) + " AND " + c + "_end <= " + end(((List<?>) value).get(1));
    }
    return switch (op) {
      case "lower" -> c + "_end <= " + start(value);
      case "leq" -> c + "_end <= " + end(value);
      case "geq" -> c + " >= " + start(value);
      case "equal" -> c + " >= " + start(value) + " AND " + c + "_end <= " + end(value);
      default -> throw new IllegalArgumentException(op);
    };
  }

  private static long start(Object date) {
    return panoptic.model.PartialDate.parse(String.valueOf(date)).seconds();
  }

  private static long end(Object date) {
    var d = panoptic.model.PartialDate.parse(String.valueOf(date));
    return d.seconds() + d.end() - d.start();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
