package panoptic.http;

import java.time.InstantSource;
import java.util.List;

/// All routes about what is in a project: views, values, selections, commits, History.
public final class ContentRoutes implements Routes {
  private final List<Routes> all;

  public ContentRoutes(InstantSource clock) {
    all = List.of(new ViewRoutes(), new ValueRoutes(clock), new SelectionRoutes(), new InstanceRoutes(), new CommitRoutes(clock),
        new HistoryRoutes());
  }

  @Override
  public void addTo(RouteTable table) {
    all.forEach(routes -> routes.addTo(table));
  }
}
