package panoptic.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.RefusedException;
import panoptic.project.ProjectState;
import panoptic.query.Layout;
import panoptic.query.LayoutSpec;
import panoptic.query.OpenLayout;
import panoptic.query.OpenView;
import panoptic.query.Shown;
import panoptic.query.ShownGroup;
import panoptic.query.Summary;
import panoptic.query.View;
import panoptic.query.ViewJson;
import panoptic.query.Views;
import panoptic.query.WindowBytes;

/// Open views: their groups, ids and pictures by place, their layouts and windows of those.
public final class ViewRoutes implements Routes {
  private static final int FIRST_GROUPS = 500;
  private static final int MOST_GROUPS = 1_000;
  private static final int MOST_IDS = 20_000_000;
  private static final int MOST_PICTURES = 2_000;
  private static final int MOST_COLLAPSED = 100_000;
  private static final String VIEW = "/projects/{project}/views/{view}";
  private static final String LAYOUT = "/projects/{project}/layouts/{layout}";

  @Override
  public void addTo(RouteTable table) {
    table.post("/projects/{project}/views", Access.SESSION, ViewRoutes::open).get(VIEW, Access.SESSION, ViewRoutes::look)
        .delete(VIEW, Access.SESSION, ViewRoutes::close).get(VIEW + "/groups", Access.SESSION, ViewRoutes::groups)
        .get(VIEW + "/ids", Access.SESSION, ViewRoutes::ids).get(VIEW + "/pictures", Access.SESSION, ViewRoutes::pictures)
        .get(VIEW + "/place", Access.SESSION, ViewRoutes::place)
        .post("/projects/{project}/compare", Access.SESSION, ViewRoutes::compare)
        .post("/projects/{project}/layouts", Access.SESSION, ViewRoutes::layOut)
        .get(LAYOUT + "/window", Access.SESSION, ViewRoutes::window).get(LAYOUT + "/row", Access.SESSION, ViewRoutes::row);
  }

  // ---- views

  private static void open(Exchange exchange) throws IOException {
    Json body = exchange.json().only(Set.of("view"));
    ServedProject project = exchange.project();
    View wanted = ViewJson.parse(project.state(), body.get("view")).in(exchange.language());
    OpenView view = Turns.take(() -> project.views().open(wanted));
    Shown shown = view.shown();
    exchange.answer(document(view, shown.instances(), shown.images(), false));
  }

  private static void look(Exchange exchange) {
    OpenView view = view(exchange);
    var now = Turns.take(() -> exchange.project().views().now(view));
    exchange.answer(document(view, now.instances(), now.images(), now.changed()));
  }

  private static void close(Exchange exchange) {
    exchange.project().views().close(exchange.path("view"));
    exchange.done();
  }

  private static Map<String, Object> document(OpenView view, int instances, int images, boolean changed) {
    Shown shown = view.shown();
    return Exchange.document("view", view.id(), "sequence", shown.sequence(), "instances", instances, "images", images, "places",
        shown.places(), "groupCount", shown.groups().size(), "groups", groups(shown, 0, FIRST_GROUPS), "changed", changed);
  }

  private static void groups(Exchange exchange) {
    Shown shown = view(exchange).shown();
    int from = exchange.queryNumber("from", 0, Integer.MAX_VALUE, 0);
    int count = exchange.queryNumber("count", 1, MOST_GROUPS, FIRST_GROUPS);
    exchange.answer(Exchange.document("total", shown.groups().size(), "groups", groups(shown, from, count)));
  }

  private static List<Map<String, @Nullable Object>> groups(Shown shown, int from, int count) {
    return shown.groups().window(from, count).stream().map(ViewRoutes::document).toList();
  }

  private static Map<String, @Nullable Object> document(ShownGroup g) {
    var out = new LinkedHashMap<String, @Nullable Object>();
    out.put("index", g.index());
    out.put("depth", g.depth());
    out.put("parent", g.parent());
    out.put("property", g.propertyId());
    out.put("value", g.value());
    out.put("name", g.name());
    out.put("instances", g.instances());
    out.put("images", g.images());
    out.put("first", g.first());
    out.put("count", g.count());
    return out;
  }

  /// Counts what two views have in common, and what each has alone.
  private static void compare(Exchange exchange) throws IOException {
    Json body = exchange.json().only(Set.of("left", "right"));
    ServedProject project = exchange.project();
    ProjectState state = project.state();
    Answer answer = Turns.take(() -> {
      RoaringBitmap left = rows(project, state, body.get("left"));
      RoaringBitmap right = rows(project, state, body.get("right"));
      return new Answer(RoaringBitmap.and(left, right), RoaringBitmap.andNot(left, right), RoaringBitmap.andNot(right, left));
    });
    exchange
        .answer(Exchange.document("sequence", state.sequence(), "both", counts(state, answer.both()), "left", counts(state, answer.left()),
            "right", counts(state, answer.right())));
  }

  private record Answer(RoaringBitmap both, RoaringBitmap left, RoaringBitmap right) {
  }

  private static RoaringBitmap rows(ServedProject project, ProjectState state, Json view) {
    return BitSetUtil.bitmapOf(Views.rows(project.clock()).rows(state, view));
  }

  private static Map<String, Object> counts(ProjectState state, RoaringBitmap rows) {
    return Exchange.document("instances", rows.getCardinality(), "images", Summary.images(state, rows).getCardinality());
  }

  // ---- what stands at places

  private static void ids(Exchange exchange) {
    int from = exchange.queryNumber("from", 0, Integer.MAX_VALUE);
    int count = exchange.queryNumber("count", 1, MOST_IDS);
    int[] ids = view(exchange).shown().ids(exchange.project().state(), from, count);
    exchange.answer("application/octet-stream", WindowBytes.ids(ids));
  }

  private static void pictures(Exchange exchange) {
    int from = exchange.queryNumber("from", 0, Integer.MAX_VALUE);
    int count = exchange.queryNumber("count", 1, MOST_PICTURES);
    exchange.answer("application/octet-stream", exchange.project().views().bytes(view(exchange)).pictures(from, count));
  }

  private static void place(Exchange exchange) {
    int id = exchange.queryNumber("id", 1, Integer.MAX_VALUE);
    exchange.answer(Map.of("place", view(exchange).shown().placeOf(exchange.project().state(), id)));
  }

  // ---- layouts

  private static void layOut(Exchange exchange) throws IOException {
    Json body = exchange.json().only(Set.of("view", "width", "rowHeight", "gap", "below", "header", "indent", "collapsed", "single"));
    List<Json> collapsed = body.get("collapsed").list();
    if (collapsed.size() > MOST_COLLAPSED) {
      throw body.get("collapsed").refuse("takes at most " + MOST_COLLAPSED + " groups");
    }
    var spec = new LayoutSpec(body.get("width").integer(), body.get("rowHeight").integer(), number(body, "gap", 4),
        number(body, "below", 0),
        number(body, "header", 36), number(body, "indent", 0), collapsed.stream().mapToInt(Json::integer).toArray(),
        !body.get("single").isNull() && body.get("single").bool());
    String view = body.get("view").string();
    OpenLayout made = Turns.take(() -> exchange.project().views().layOut(view, spec));
    Layout layout = made.layout();
    exchange.answer(Exchange.document("layout", made.id(), "height", layout.height(), "rows", layout.rows(), "headers", headers(made)));
  }

  private static int number(Json body, String key, int otherwise) {
    return body.get(key).isNull() ? otherwise : body.get(key).integer();
  }

  private static List<Map<String, Object>> headers(OpenLayout made) {
    Layout layout = made.layout();
    int groups = Math.min(FIRST_GROUPS, made.view().shown().groups().size());
    var out = new ArrayList<Map<String, Object>>();
    IntStream.range(0, groups).forEach(g -> layout.headerOf(g).ifPresent(
        row -> out.add(Exchange.document("group", g, "y", layout.y(row), "height", layout.heightOfGroup(row)))));
    return out;
  }

  private static void window(Exchange exchange) {
    int top = exchange.queryNumber("top", 0, Integer.MAX_VALUE);
    int bottom = exchange.queryNumber("bottom", 0, Integer.MAX_VALUE);
    OpenLayout made = layout(exchange);
    exchange.answer("application/octet-stream", exchange.project().views().bytes(made.view()).window(made.layout(), top, bottom));
  }

  private static void row(Exchange exchange) {
    OpenLayout made = layout(exchange);
    Layout layout = made.layout();
    OptionalInt row;
    if (exchange.query("group").isPresent()) {
      row = layout.headerOf(exchange.queryNumber("group", 0, Integer.MAX_VALUE));
    } else {
      int place = exchange.queryNumber("place", 0, Integer.MAX_VALUE);
      row = place < made.view().shown().places() ? layout.rowOf(place) : OptionalInt.empty();
    }
    int r = row.orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "there is no such row in this layout"));
    exchange.answer(Exchange.document("y", layout.y(r), "height", layout.height(r), "first", layout.first(r), "count", layout.count(r)));
  }

  private static OpenView view(Exchange exchange) {
    return exchange.project().views().get(exchange.path("view"));
  }

  private static OpenLayout layout(Exchange exchange) {
    return exchange.project().views().getLayout(exchange.path("layout"));
  }
}
