package panoptic.http;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.Property;
import panoptic.model.RefusedException;
import panoptic.model.Value;
import panoptic.model.ValueFormat;
import panoptic.project.ProjectState;
import panoptic.project.spi.ViewRows;
import panoptic.query.Summary;
import panoptic.query.Views;

/// Values: of the pictures of a window, of one instance with who said so, of many in sum.
public final class ValueRoutes implements Routes {
  private static final int MOST_IDS = 4_000;
  private static final int MOST_PROPERTIES = 200;

  private static final int PREVIEW = 6;

  private final ViewRows views;

  public ValueRoutes(InstantSource clock) {
    views = Views.rows(clock);
  }

  @Override
  public void addTo(RouteTable table) {
    table.post("/projects/{project}/values", Access.SESSION, ValueRoutes::values).post("/projects/{project}/summary", Access.SESSION,
        this::summary);
  }

  private void summary(Exchange exchange) throws IOException {
    Json body = exchange.json().only(Set.of("on", "properties"));
    ProjectState state = exchange.project().state();
    List<Property> properties = body.get("properties").isNull()
        ? state.properties()
        : atMost(body.get("properties"), MOST_PROPERTIES).stream().map(id -> property(state, id.integer())).toList();
    exchange.answer(Turns.take(() -> {
      RoaringBitmap rows = SelectionRoutes.target(exchange.project(), body.get("on"), views);
      Summaries.Sums sums = exchange.project().summaries().of(state, rows, properties);
      return Exchange.document("sequence", state.sequence(), "instances", rows.getCardinality(), "images", sums.images().getCardinality(),
          "preview", sums.images().stream().limit(PREVIEW).mapToObj(i -> state.sha1(i).toString()).toList(), "properties",
          sums.properties().stream().map(ValueRoutes::document).toList());
    }));
  }

  private static Map<String, Object> document(Summary s) {
    return Exchange.document("propertyId", s.propertyId(), "owners", s.owners(), "empty", s.empty(), "distinct", s.distinct(), "values",
        s.values().stream().map(v -> Exchange.document("value", v.value(), "count", v.count())).toList(), "low", s.low(), "high", s.high());
  }

  private static void values(Exchange exchange) throws IOException {
    Json body = exchange.json().only(Set.of("ids", "properties"));
    ProjectState state = exchange.project().state();
    List<Json> ids = atMost(body.get("ids"), MOST_IDS);
    int[] rows = ids.stream().mapToInt(id -> state.instanceRow(id.integer())).toArray();
    var values = new LinkedHashMap<String, Object>();
    for (Json id : atMost(body.get("properties"), MOST_PROPERTIES)) {
      Property p = property(state, id.integer());
      var column = new ArrayList<@Nullable Object>(rows.length);
      var reader = new WindowValues(state, p);
      for (int row : rows) {
        Value v = row < 0 ? null : reader.value(row);
        column.add(v == null ? null : ValueFormat.json(v));
      }
      values.put(String.valueOf(p.id()), column);
    }
    exchange.answer(Map.of("sequence", state.sequence(), "values", values));
  }

  static Property property(ProjectState state, int id) {
    return state.property(id).orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "there is no property " + id));
  }

  static List<Json> atMost(Json list, int most) {
    List<Json> out = list.list();
    if (out.size() > most) {
      throw list.refuse("takes at most " + most + ", not " + out.size());
    }
    return out;
  }
}
