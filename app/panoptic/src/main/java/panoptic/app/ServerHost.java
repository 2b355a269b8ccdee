package panoptic.app;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import panoptic.http.OpenProjects;
import panoptic.http.ServedProject;
import panoptic.http.ServerTasks;
import panoptic.http.spi.Commands;

/// The running server as commands see it that run within it: its projects stay open, its tasks show in the browsers.
final class ServerHost implements Commands {
  private final DataFolder data;
  private final ProjectShelf shelf;
  private final OpenProjects projects;
  private final ServerTasks tasks;
  private final Map<String, String> environment;

  ServerHost(DataFolder data, ProjectShelf shelf, OpenProjects projects, ServerTasks tasks, Map<String, String> environment) {
    this.data = data;
    this.shelf = shelf;
    this.projects = projects;
    this.tasks = tasks;
    this.environment = Map.copyOf(environment);
  }

  DataFolder data() {
    return data;
  }

  ServerTasks tasks() {
    return tasks;
  }

  /// Returns a project that the server has open, or opens now.
  ServedProject served(ListedProject place) {
    String id = shelf.identity(place).orElseThrow(() -> ProjectShelf.gone(place));
    return projects.get(id);
  }

  /// Closes a project that the server has open, with its work ended.
  void release(ListedProject place) {
    shelf.identity(place).flatMap(projects::find).ifPresent(p -> {
      try {
        tasks.end(p);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      projects.close(p.id());
    });
  }

  /// Returns the projects that the server has open.
  List<OpenProject> openProjects() {
    return projects.all().stream().map(p -> (OpenProject) p.open()).toList();
  }

  /// Looks at a project, which this server may have open.
  ProjectGlance glance(ListedProject place) {
    var served = shelf.identity(place).flatMap(projects::find);
    return served.isPresent() ? new ProjectGlance(place, served.get().state().images().count(), "open") : shelf.glance(place);
  }

  @Override
  public Running begin(Asked asked, OutputStream out, OutputStream err) {
    var terminal = new Terminal(asked.input(), Terminal.utf8(out, false), Terminal.utf8(err, true), asked.people(), asked.colours());
    var call = new Call(terminal, environment, asked.folder());
    return new Running() {
      @Override
      public int run() {
        int code = Wiring.run(call, asked.arguments(), ServerHost.this);
        terminal.out().flush();
        terminal.err().flush();
        return call.isInterrupted() ? Main.INTERRUPTED : code;
      }

      @Override
      public void interrupt() {
        call.interrupt();
      }
    };
  }
}
