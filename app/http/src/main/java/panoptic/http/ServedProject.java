package panoptic.http;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import panoptic.http.spi.OpenProject;
import panoptic.project.Project;
import panoptic.project.ProjectState;
import panoptic.query.Facets;
import panoptic.query.OpenViews;

/// A project that the server has open, with what lives as long: views, selections, followers.
public final class ServedProject implements AutoCloseable {
  private final OpenProject open;
  private final InstantSource clock;
  private final OpenViews views;
  private final Selections selections;
  private final CommitMarks marks = new CommitMarks();
  private final CatalogCounts counts = new CatalogCounts();
  private final ConcurrentHashMap<Integer, Kept<CatalogJson.OfState>> catalogs = new ConcurrentHashMap<>();
  private final Summaries summaries = new Summaries();
  private final Facets facets = new Facets();
  private final LiveProject live = new LiveProject(this);

  ServedProject(OpenProject open, InstantSource clock) {
    this.open = open;
    this.clock = clock;
    String mark = Long.toString(clock.millis(), 36);
    views = new OpenViews(open.project(), clock, mark);
    selections = new Selections(clock, mark);
  }

  public String id() {
    return open.id();
  }

  public OpenProject open() {
    return open;
  }

  public Project project() {
    return open.project();
  }

  public ProjectState state() {
    return open.project().state();
  }

  /// Returns what *now* is for views.
  InstantSource clock() {
    return clock;
  }

  /// Returns the views of it that people look at.
  public OpenViews views() {
    return views;
  }

  /// Returns the sets of instances that people selected.
  Selections selections() {
    return selections;
  }

  /// Returns the counts of its catalog.
  CatalogCounts counts() {
    return counts;
  }

  /// Returns the summaries of sets of its instances.
  Summaries summaries() {
    return summaries;
  }

  /// Returns the facets of its views.
  Facets facets() {
    return facets;
  }

  /// Returns what the catalog has of a state.
  CatalogJson.OfState catalog(ProjectState state) {
    return Kept.of(catalogs, 0, List.of(state), () -> CatalogJson.OfState.of(state, counts));
  }

  /// Returns which session made which commit.
  CommitMarks marks() {
    return marks;
  }

  /// Returns the browsers that follow it.
  LiveProject live() {
    return live;
  }

  @Override
  public void close() {
    open.close();
  }
}
