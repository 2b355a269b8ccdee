package panoptic.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import panoptic.http.spi.OwnerPlaces;
import panoptic.ingest.Allowed;
import panoptic.ingest.FileNames;
import panoptic.model.Commit;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.RefusedException;
import panoptic.model.Root;
import panoptic.model.Signature;

/// Long work: imports and scans of folders, and how far they are.
public final class TaskRoutes implements Routes {
  private static final int MOST_FOLDERS = 100;

  private final ServerTasks tasks;
  private final OwnerPlaces places;

  public TaskRoutes(ServerTasks tasks, OwnerPlaces places) {
    this.tasks = tasks;
    this.places = places;
  }

  @Override
  public void addTo(RouteTable table) {
    table.get("/tasks", Access.SESSION, x -> x.answer(Map.of("tasks", tasks.documents())));
    table.delete("/tasks", Access.PERSON, x -> {
      tasks.clear();
      x.done();
    });
    table.delete("/tasks/{task}", Access.PERSON, this::cancel);
    table.post("/projects/{project}/imports", Access.PERSON, this::start);
    table.post("/projects/{project}/roots/{root}/locate", Access.PERSON, this::locate);
  }

  private void cancel(Exchange x) {
    String id = x.path("task");
    if (tasks.documents().stream().noneMatch(t -> id.equals(t.get("id")))) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no such task");
    }
    tasks.cancel(id);
    x.done();
  }

  private void start(Exchange x) throws IOException {
    ServedProject project = x.project();
    List<Path> folders = folders(places, project, x.json().only(Set.of("folders")).get("folders"));
    x.answer(202, Map.of("task", tasks.startImport(project, folders, x.person())));
  }

  /// Reads which folders are to be imported: roots of the project, or folders in what the owner allowed; none means all roots.
  static List<Path> folders(OwnerPlaces places, ServedProject project, Json named) {
    List<Root> roots = project.state().roots();
    List<Json> all = named.list();
    if (all.size() > MOST_FOLDERS) {
      throw named.refuse("takes at most " + MOST_FOLDERS + " folders");
    }
    if (all.isEmpty()) {
      if (roots.isEmpty()) {
        throw new RefusedException(ErrorCode.INVALID, "the project has no folder yet: name one");
      }
      return roots.stream().map(r -> FileNames.path(r.path())).toList();
    }
    Allowed allowed = Allowed.of(places.allowed());
    return all.stream().map(f -> {
      boolean isRoot = roots.stream().anyMatch(r -> r.path().equals(f.string()));
      return isRoot ? FileNames.path(f.string()) : allowed.directory(f.string());
    }).toList();
  }

  private void locate(Exchange x) throws IOException {
    ServedProject project = x.project();
    int id = x.pathNumber("root");
    Path folder = Allowed.of(places.allowed()).directory(x.json().only(Set.of("path")).get("path").string());
    Root root = project.state().root(id).orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "there is no root " + id));
    if (project.open().isMadeUp()) {
      throw new RefusedException(ErrorCode.INVALID, "made-up images have no folder");
    }
    var commit = new Commit();
    commit.roots().add(new Root(root.id(), FileNames.text(folder)));
    project.open().commit(commit, Signature.of(x.person(), "Locate " + root.path()));
    x.answer(202, Map.of("task", tasks.startImport(project, List.of(folder), x.person())));
  }
}
