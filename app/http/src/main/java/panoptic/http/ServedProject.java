package panoptic.http;

import panoptic.http.spi.OpenProject;
import panoptic.project.Project;
import panoptic.project.ProjectState;

/// A project that the server has open, with what lives as long: views, selections, followers.
public final class ServedProject implements AutoCloseable {
  private final OpenProject open;

  ServedProject(OpenProject open) {
    this.open = open;
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

  @Override
  public void close() {
    open.close();
  }
}
