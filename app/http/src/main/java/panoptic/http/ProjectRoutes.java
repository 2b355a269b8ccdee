package panoptic.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import panoptic.http.spi.Demo;
import panoptic.http.spi.OpenProject;
import panoptic.http.spi.OwnerPlaces;
import panoptic.http.spi.ProjectCard;
import panoptic.http.spi.Projects;
import panoptic.ingest.Allowed;
import panoptic.ingest.FileNames;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.RefusedException;

/// Projects as a whole: listed, made, tried, opened, renamed, forgotten, backed up.
public final class ProjectRoutes implements Routes {
  /// What a backup that is sent may have.
  private static final long MOST_BACKUP_BYTES = 1L << 39;

  private final Projects projects;
  private final Demo demo;
  private final OpenProjects open;
  private final ServerTasks tasks;
  private final OwnerPlaces places;
  private final Live live;

  public ProjectRoutes(Projects projects, Demo demo, OpenProjects open, ServerTasks tasks, OwnerPlaces places, Live live) {
    this.projects = projects;
    this.demo = demo;
    this.open = open;
    this.tasks = tasks;
    this.places = places;
    this.live = live;
  }

  @Override
  public void addTo(RouteTable table) {
    table.get("/projects", Access.SESSION, this::list);
    table.post("/projects", Access.PERSON, this::create);
    table.post("/projects/demo", Access.PERSON, this::demo);
    table.post("/projects/open", Access.PERSON, x -> told(x, 200, projects.list(folder(x.json().only(Set.of("path")).get("path")))));
    table.post("/projects/restore", Access.OWNER, x -> told(x, 201, projects.restore(file(x))));
    table.post("/projects/restore/file", Access.OWNER, MOST_BACKUP_BYTES, this::restore);
    table.get("/projects/{project}", Access.SESSION, ProjectRoutes::catalog);
    table.patch("/projects/{project}", Access.PERSON, this::rename);
    table.delete("/projects/{project}", Access.OWNER, this::forget);
    table.get("/projects/{project}/cover/{number}", Access.SESSION, this::cover);
    table.post("/projects/{project}/backup", Access.OWNER, this::backup);
    table.get("/projects/{project}/backup", Access.OWNER, ProjectRoutes::sendBackup);
    table.post("/projects/{project}/check", Access.PERSON, ProjectRoutes::check);
    table.patch("/projects/{project}/settings", Access.PERSON,
        x -> x.answer(x.project().open().settings().change(ThumbnailRoutes.checked(x.json()))));
  }

  private void list(Exchange x) {
    x.answer(Map.of("projects", projects.cards().stream().map(this::document).toList()));
  }

  private void create(Exchange x) throws IOException {
    Json body = x.json().only(Set.of("name", "at", "folders"));
    List<Path> folders = body.get("folders").list(this::folder);
    String id = projects.create(body.get("name").string(), body.get("at").isNull() ? null : newFile(body.get("at").string()));
    if (!folders.isEmpty()) {
      tasks.startImport(open.get(id), folders, x.person());
    }
    told(x, 201, id);
  }

  private void demo(Exchange x) {
    String id = demo.project();
    tasks.startDemo(open.get(id), demo, x.person());
    told(x, 200, id);
  }

  private void rename(Exchange x) throws IOException {
    String id = known(x);
    projects.rename(id, x.json().only(Set.of("name")).get("name").string());
    open.find(id).ifPresent(p -> p.open().renamed(projects.card(id).name()));
    told(x, 200, id);
  }

  private void forget(Exchange x) throws InterruptedException {
    String id = known(x);
    boolean files = x.queryFlag("files", false);
    release(id);
    projects.forget(id, files);
    live.tell("projects", Map.of());
    x.done();
  }

  /// Closes a project that the server has open, with its work ended.
  private void release(String id) throws InterruptedException {
    Optional<ServedProject> known = open.find(id);
    if (known.isPresent()) {
      tasks.end(known.get());
      open.close(id);
    }
  }

  private void cover(Exchange x) throws IOException {
    byte[] picture = projects.cover(known(x), x.pathNumber("number"))
        .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "the project has no such cover"));
    x.set("Cache-Control", ImageRoutes.FOR_EVER).set("Content-Security-Policy", BrowserRules.PICTURE);
    x.answer(PictureKind.of(picture).orElse("application/octet-stream"), picture);
  }

  private void backup(Exchange x) throws IOException {
    OpenProject.Backup made = x.project().open().backup(file(x));
    x.answer(Map.of("file", FileNames.text(made.file()), "bytes", made.bytes(), "sequence", made.sequence()));
  }

  private void restore(Exchange x) throws IOException {
    try (InputStream bytes = x.bytes()) {
      told(x, 201, projects.restore(bytes, x.sentName().orElse("project.zip")));
    }
  }

  private static void sendBackup(Exchange x) throws IOException {
    OpenProject project = x.project().open();
    x.called(project.name() + ".zip");
    // Closed, an answer that broke off would pass for a whole one.
    project.backup(x.stream("application/zip"));
  }

  private static void check(Exchange x) {
    List<String> problems = x.project().open().check();
    x.answer(Map.of("ok", problems.isEmpty(), "problems", problems));
  }

  private static void catalog(Exchange x) {
    ServedProject project = x.project();
    var catalog = Turns.take(() -> CatalogJson.of(project, project.open().ingest().roots()));
    x.visitor().known().ifPresent(person -> catalog.put("undo", CommitRoutes.reach(project, person)));
    x.answer(catalog);
  }

  /// Returns the identity in the path, of a project that is listed; it is not opened.
  private String known(Exchange x) {
    return projects.card(x.path("project")).id();
  }

  private void told(Exchange x, int status, String id) {
    live.tell("projects", Map.of());
    x.answer(status, document(projects.card(id)));
  }

  /// Reads a folder that is there, in what the owner allowed.
  private Path folder(Json path) {
    return Allowed.of(places.allowed()).directory(path.string());
  }

  private Path file(Exchange x) throws IOException {
    return newFile(x.json().only(Set.of("path")).get("path").string());
  }

  /// Reads the path of something that need not be there, directly in a folder that is, in what the owner allowed.
  private Path newFile(String text) {
    Path path;
    try {
      path = FileNames.path(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(ErrorCode.INVALID, "\"" + text + "\" is not a path", e);
    }
    Path parent = path.getParent();
    Path name = path.getFileName();
    if (parent == null || name == null || name.toString().equals("..") || name.toString().equals(".")) {
      throw new RefusedException(ErrorCode.INVALID, "\"" + text + "\" is not an absolute path of a file");
    }
    return Allowed.of(places.allowed()).directory(FileNames.text(parent)).resolve(name);
  }

  private Map<String, Object> document(ProjectCard card) {
    Optional<ServedProject> served = open.find(card.id());
    boolean isOpen = served.isPresent();
    var state = served.map(ServedProject::state);
    return Exchange.document("id", card.id(), "name", card.name(), "path", card.folder().toString(), "state",
        isOpen ? "open" : card.state(),
        "images", state.map(s -> s.images().count()).orElse(number(card.images())), "instances",
        state.map(s -> s.instances().count()).orElse(number(card.instances())), "properties",
        state.map(s -> s.properties().size()).orElse(number(card.properties())), "covers", card.covers(), "coverVersion",
        card.coverVersion(),
        "opened", card.opened().map(Objects::toString).orElse(null), "reason", card.reason().isEmpty() ? null : card.reason());
  }

  private static @Nullable Integer number(OptionalInt n) {
    return n.isPresent() ? n.getAsInt() : null;
  }
}
