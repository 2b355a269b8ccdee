package panoptic.app;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import panoptic.http.AboutRoutes;
import panoptic.http.CommandRoutes;
import panoptic.http.ContentRoutes;
import panoptic.http.DoorPage;
import panoptic.http.ImageRoutes;
import panoptic.http.Live;
import panoptic.http.OpenProjects;
import panoptic.http.PageFiles;
import panoptic.http.PictureStore;
import panoptic.http.PlaceRoutes;
import panoptic.http.ProjectRoutes;
import panoptic.http.SecretSource;
import panoptic.http.Server;
import panoptic.http.ServerAddress;
import panoptic.http.ServerLinks;
import panoptic.http.ServerTasks;
import panoptic.http.SessionRoutes;
import panoptic.http.Sessions;
import panoptic.http.TaskRoutes;
import panoptic.http.ThumbnailRoutes;
import panoptic.http.TileRoutes;
import panoptic.http.TileStore;
import panoptic.http.TransferRoutes;
import panoptic.http.UploadRoutes;
import panoptic.http.VersionedJson;
import panoptic.media.RenditionCache;
import panoptic.media.TileCache;
import panoptic.model.Person;
import panoptic.vips.VipsLibrary;

/// The server of the program, put together by constructors: what it serves from, and the order in which it ends.
final class ProgramServer implements AutoCloseable {
  private static final long CACHE_BYTES = 512L << 20;
  private static final long TILE_BYTES = 2L << 30;

  private final RunningServer running;
  private final SharedDecoders decoders = new SharedDecoders();
  private final OpenProjects projects;
  private final ServerTasks tasks;
  private final ServerLinks links;
  private final Person owner;
  private final Server server;

  /// Starts the server of a data folder; refused where one runs.
  static ProgramServer start(Call call, Wiring wiring, ServerAddress address) {
    var running = new RunningServer(wiring.disk(), wiring.data().folder());
    running.claim();
    try {
      return new ProgramServer(call, wiring, address, running);
    } catch (RuntimeException e) {
      running.close();
      throw e;
    }
  }

  private ProgramServer(Call call, Wiring wiring, ServerAddress address, RunningServer running) {
    this.running = running;
    DataFolder data = wiring.data();
    var people = new DataPeople(data, wiring.disk());
    var places = wiring.places();
    var shelf = new ProjectShelf(wiring.disk(), wiring.clock(), data, places, decoders, Wiring.runner());
    var sessions = new Sessions(new VersionedJson(new PrivateDisk(wiring.disk()), data.folder().resolve("sessions.json"), 1),
        SecretSource.system(), wiring.clock(), running.bearer());
    var pictures = new PictureStore(new RenditionCache(call.folders().cache().resolve("pictures"), CACHE_BYTES), decoders);
    var tiles = new TileStore(new TileCache(call.folders().cache().resolve("tiles"), TILE_BYTES), decoders, wiring.clock());
    owner = call.person(data);
    tasks = new ServerTasks(wiring.clock());
    projects = new OpenProjects(shelf, wiring.clock());
    projects.onOpen(p -> {
      tasks.resume(p);
      ((OpenProject) p.open()).plugins().startAll();
    });
    var host = new ServerHost(data, shelf, projects, tasks, call.environment());
    var live = new Live(projects);
    tasks.tell(live);
    var port = new AtomicReference<Integer>(address.port());
    links = new ServerLinks(sessions, address.isNetwork() ? address.host() : "127.0.0.1", port::get);
    server = new Server(address, sessions, people, projects, new DoorPage(sessions, new PageFiles(ServeCommand.page())), List.of(
        new SessionRoutes(sessions, people, ProgramVersion.text(), links, live),
        new ProjectRoutes(shelf, wiring.demo(), projects, tasks, places, live), new ImageRoutes(pictures, places),
        new TileRoutes(tiles, places),
        new PlaceRoutes(places, decoders),
        new TaskRoutes(tasks, places), new ContentRoutes(wiring.clock(), people), new ThumbnailRoutes(tasks),
        new UploadRoutes(shelf, tasks),
        new TransferRoutes(tasks, places, wiring.clock()),
        new CommandRoutes(host),
        new AboutRoutes(() -> about(call, wiring)), live),
        (request, fault) -> wiring.log().fault("serve, " + request, fault));
    port.set(server.port());
    running.tell(new RunningServer.Address(links.origin(), server.port(), ProcessHandle.current().pid()));
  }

  private static AboutRoutes.Facts about(Call call, Wiring wiring) {
    var natives = new TreeMap<String, String>();
    VipsLibrary.find().ifPresent(v -> natives.put("libvips", DoctorCommand.versionInName(v)));
    String sqlite = Wiring.sqliteVersion();
    if (sqlite != null) {
      natives.put("sqlite", sqlite);
    }
    return new AboutRoutes.Facts(ProgramVersion.text(), System.getProperty("java.runtime.version", ""),
        System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
        call.folders().data().toString(), wiring.log().file().map(Path::toString).orElse(""), natives);
  }

  /// Returns the routes, as the contract calls them.
  List<String> routes() {
    return server.routes();
  }

  int port() {
    return server.port();
  }

  /// Makes an address that lets the owner's browser in, to a project where one is named.
  String link(String project) {
    return project.isEmpty() ? links.fresh(owner.key(), true) : links.fresh(owner.key(), true, project);
  }

  @Override
  public void close() {
    try (running; decoders) {
      server.close();
      projects.closing();
      tasks.close();
      projects.close();
    }
  }
}
