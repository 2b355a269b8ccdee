package panoptic.http;

import java.time.InstantSource;
import java.util.List;
import panoptic.http.spi.People;

/// All routes about what is in a project: views, values, facets, selections, commits, History, tabs.
public final class ContentRoutes implements Routes {
  private final List<Routes> all;

  public ContentRoutes(InstantSource clock, People people) {
    all = List.of(new ViewRoutes(), new ValueRoutes(clock), new FacetRoutes(clock), new SelectionRoutes(), new InstanceRoutes(),
        new CommitRoutes(clock),
        new HistoryRoutes(), new TabRoutes(people));
  }

  @Override
  public void addTo(RouteTable table) {
    all.forEach(routes -> routes.addTo(table));
  }
}
