package panoptic.http;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import panoptic.model.Json;
import panoptic.project.ProjectState;
import panoptic.query.Facet;
import panoptic.query.Facets;
import panoptic.query.View;
import panoptic.query.ViewJson;

/// Facets of a view: how its pictures divide by properties.
final class FacetRoutes implements Routes {
  private static final int MOST_FACETS = 50;
  private static final int MOST_ROWS = 1_000;
  private static final int USUAL_ROWS = 20;

  private final InstantSource clock;

  FacetRoutes(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void addTo(RouteTable table) {
    table.post("/projects/{project}/facets", Access.SESSION, this::facets);
  }

  private void facets(Exchange exchange) throws IOException {
    Json body = exchange.json().only(Set.of("view", "facets"));
    ProjectState state = exchange.project().state();
    View view = ViewJson.parse(state, body.get("view"));
    List<Facet.Wish> wishes = ValueRoutes.atMost(body.get("facets"), MOST_FACETS).stream().map(FacetRoutes::wish).toList();
    Facets.Answer answer = Turns.take(() -> exchange.project().facets().of(state, view, wishes, clock));
    exchange.answer(Exchange.document("sequence", answer.sequence(), "instances", answer.instances(), "images", answer.images(), "facets",
        answer.facets().stream().map(FacetRoutes::document).toList()));
  }

  private static Facet.Wish wish(Json json) {
    json.only(Set.of("property", "most", "search", "named"));
    Json most = json.get("most");
    int rows = most.isNull() ? USUAL_ROWS : most.integer();
    if (rows < 0 || rows > MOST_ROWS) {
      throw most.refuse("takes a whole number from 0 to " + MOST_ROWS);
    }
    List<Object> named = ValueRoutes.atMost(json.get("named"), MOST_ROWS).stream().map(FacetRoutes::value).toList();
    return new Facet.Wish(json.get("property").integer(), rows, json.get("search").isNull() ? "" : json.get("search").string(), named);
  }

  private static Object value(Json json) {
    return switch (json.value()) {
      case Boolean b -> b;
      case String s -> s;
      case null, default -> json.integer();
    };
  }

  private static Map<String, Object> document(Facet f) {
    return Exchange.document("property", f.propertyId(), "empty", document(f.empty()), "values", f.values(), "rows",
        f.rows().stream().map(r -> Exchange.document("value", r.value(), "count", r.count().here(), "all", r.count().all())).toList(),
        "bars", f.bars().map(FacetRoutes::document).orElse(null));
  }

  private static Map<String, Object> document(Facet.Count count) {
    return Exchange.document("count", count.here(), "all", count.all());
  }

  private static Map<String, Object> document(Facet.Bars bars) {
    return Exchange.document("list",
        bars.list().stream()
            .map(b -> Exchange.document("from", b.from(), "to", b.to(), "count", b.count().here(), "all", b.count().all())).toList(),
        "isToIncluded", bars.isToIncluded(), "vague", document(bars.vague()));
  }
}
