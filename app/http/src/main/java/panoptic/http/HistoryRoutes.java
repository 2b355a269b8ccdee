package panoptic.http;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import panoptic.project.PastStep;
import panoptic.project.Project;

/// History: the steps of a project, newest first.
public final class HistoryRoutes implements Routes {
  private static final int MOST = 200;
  private static final int USUAL = 50;

  @Override
  public void addTo(RouteTable table) {
    table.get("/projects/{project}/log", Access.SESSION, HistoryRoutes::steps);
  }

  private static void steps(Exchange exchange) {
    Project project = exchange.project().project();
    int before = exchange.queryNumber("before", 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
    int count = exchange.queryNumber("count", 1, MOST, USUAL);
    List<PastStep> steps = project.steps(before, count + 1);
    exchange.answer(Exchange.document("steps", steps.stream().limit(count).map(HistoryRoutes::document).toList(), "more",
        steps.size() > count));
  }

  private static Map<String, Object> document(PastStep s) {
    return Exchange.document("step", s.step(), "last", s.last(), "commits", s.commits(), "time", s.time().toString(), "author",
        LiveJson.person(s.author()), "origin", s.origin(), "label", s.label(), "what", LiveJson.deeds(s.what()), "state",
        s.undone() ? "undone" : "done", "inverseOf", s.inverseOf() == 0 ? null : s.inverseOf(), "preview",
        s.preview().stream().map(Objects::toString).toList());
  }
}
