package panoptic.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import panoptic.http.ServedProject;
import panoptic.pluginhost.ProjectPlugins;
import panoptic.http.ServerTasks;

/// A command's use of a project: its own, closed at the end, or the running server's, which stays open.
final class ProjectUse implements AutoCloseable {
  private static final Duration MOMENT = Duration.ofMillis(500);

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

  /// Waits until plugins have heard of all that was done and their tasks have ended, or the person interrupts.
  void await(ProjectPlugins plugins, Call call) throws InterruptedException {
    while (!call.isInterrupted() && !plugins.awaitIdle(MOMENT)) {
      // Each try waits a moment.
    }
  }

  ImportQueue tasks(InstantSource clock) {
    return tasks.apply(clock);
  }

  @Override
  public void close() {
    end.run();
  }
}
