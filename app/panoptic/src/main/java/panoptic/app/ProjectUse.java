package panoptic.app;

import java.time.InstantSource;
import java.util.function.Function;
import panoptic.http.ServedProject;
import panoptic.pluginhost.ProjectPlugins;
import panoptic.http.ServerTasks;

/// A command's use of a project: its own, closed at the end, or the running server's, which stays open.
final class ProjectUse implements AutoCloseable {
  private final OpenProject open;
  private final Function<InstantSource, ImportQueue> tasks;
  private final Runnable end;

  private ProjectUse(OpenProject open, Function<InstantSource, ImportQueue> tasks, Runnable end) {
    this.open = open;
    this.tasks = tasks;
    this.end = end;
  }

  static ProjectUse own(OpenProject open, Runnable end) {
    return new ProjectUse(open, ImportQueue::own, end);
  }

  static ProjectUse of(ServedProject served, ServerTasks tasks) {
    return new ProjectUse((OpenProject) served.open(), _ -> ImportQueue.of(tasks, served), () -> {
      // It stays open.
    });
  }

  OpenProject open() {
    return open;
  }

  panoptic.project.Project project() {
    return open.project();
  }

  /// Returns the project's plugins, once each of them runs or has failed.
  ProjectPlugins startedPlugins() throws InterruptedException {
    ProjectPlugins plugins = open.plugins();
    plugins.startAll();
    plugins.awaitStarted();
    return plugins;
  }

  ImportQueue tasks(InstantSource clock) {
    return tasks.apply(clock);
  }

  @Override
  public void close() {
    end.run();
  }
}
