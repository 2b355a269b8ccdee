package panoptic.app;

/// A command's use of a project: its own, closed at the end, or the running server's, which stays open.
final class ProjectUse implements AutoCloseable {
  private final OpenProject open;
  private final Runnable end;

  ProjectUse(OpenProject open, Runnable end) {
    this.open = open;
    this.end = end;
  }

  OpenProject open() {
    return open;
  }

  panoptic.project.Project project() {
    return open.project();
  }

  @Override
  public void close() {
    end.run();
  }
}
