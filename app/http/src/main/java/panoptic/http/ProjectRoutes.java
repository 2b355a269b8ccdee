package panoptic.http;

import java.util.Map;
import java.util.Objects;
import panoptic.http.spi.ProjectCard;
import panoptic.http.spi.Projects;

/// Projects as a whole: listed, made, opened, renamed, forgotten.
public final class ProjectRoutes implements Routes {
  private final Projects projects;

  public ProjectRoutes(Projects projects) {
    this.projects = projects;
  }

  @Override
  public void addTo(RouteTable table) {
    table.get("/projects", Access.SESSION, this::list);
    table.get("/projects/{project}", Access.SESSION, ProjectRoutes::catalog);
    table.patch("/projects/{project}/settings", Access.PERSON, x -> x.answer(x.project().open().settings().change(x.json())));
  }

  private void list(Exchange exchange) {
    exchange.answer(Map.of("projects", projects.cards().stream().map(ProjectRoutes::document).toList()));
  }

  private static void catalog(Exchange exchange) {
    ServedProject project = exchange.project();
    exchange.answer(CatalogJson.of(project, project.open().ingest().roots()));
  }

  static Map<String, Object> document(ProjectCard card) {
    return Exchange.document("id", card.id(), "name", card.name(), "path", card.folder().toString(), "state", card.state(), "images",
        card.images().isPresent() ? card.images().getAsInt() : null, "instances",
        card.instances().isPresent() ? card.instances().getAsInt() : null, "properties",
        card.properties().isPresent() ? card.properties().getAsInt() : null, "covers", card.covers(), "coverVersion", card.coverVersion(),
        "opened", card.opened().map(Objects::toString).orElse(null), "reason", card.reason().isEmpty() ? null : card.reason());
  }
}
