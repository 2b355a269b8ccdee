package panoptic.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import panoptic.http.spi.Demo;
import panoptic.http.spi.OpenProject;
import panoptic.http.spi.OwnerPlaces;
import panoptic.http.spi.People;
import panoptic.http.spi.ProjectCard;
import panoptic.http.spi.Projects;
import panoptic.ingest.Allowed;
import panoptic.ingest.ImportOutcome;
import panoptic.ingest.ImportWork;
import panoptic.ingest.Ingest;
import panoptic.media.LocalDisk;
import panoptic.media.ThumbnailSource;
import panoptic.media.Thumbnails;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.model.Signature;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.MemoryLog;
import panoptic.project.MemoryTabs;
import panoptic.project.Project;
import panoptic.project.Tabs;
import panoptic.testkit.Synthetic;
import panoptic.transfer.Transfers;

/// A real server on a free port, with one made-up project in memory, and a client that speaks to it with the bearer, as any person.
final class MadeUpServer implements AutoCloseable {
  static final String PROJECT = "abcdefghijkl";
  static final String OTHER = "000000000000";
  private static final String BEARER = "bearer-of-the-tests";

  /// An answer: its status, its media type, and the body.
  record Reply(int status, String type, byte[] body) {
    Json json() {
      return Json.of(JsonText.read(body, "the answer"));
    }
  }

  private final LocalDisk disk = new LocalDisk();
  private final InstantSource clock = InstantSource.system();
  private final Path folder;
  private final Tabs tabs;
  private final Project project = Project.open(new MemoryLog(), new MemoryCheckpoints(), clock);
  private final Thumbnails thumbnails;
  private final Ingest ingest;
  private final Transfers transfers;
  private final OpenProjects projects;
  private final Live live;
  private final ServerTasks tasks = new ServerTasks(clock);
  private final KnownPeople people = new KnownPeople();
  private final Server server;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile Sent backup = _ -> {
  };

  /// What a backup that is sent consists of.
  interface Sent {
    void write(OutputStream out) throws IOException;
  }

  MadeUpServer(int images) throws IOException {
    folder = Files.createTempDirectory("panoptic-http");
    tabs = new Tabs(new MemoryTabs(), clock);
    thumbnails = Thumbnails.open(disk, folder.resolve("thumbnails"));
    if (images > 0) {
      Synthetic.fill(project, images, 1, _ -> {
      });
    }
    transfers = new Transfers(disk, folder.resolve("transfer"));
    ingest = new Ingest(project, folder, disk, _ -> CompletableFuture.failedFuture(new IOException("nothing is decoded here")), thumbnails,
        Allowed.of(List.of()), _ -> false, clock);
    var sessions = new Sessions(new VersionedJson(disk, folder.resolve("sessions.json"), 1), SecretSource.system(), clock, BEARER);
    projects = new OpenProjects(new OneProject(), clock);
    live = new Live(projects);
    server = new Server(ServerAddress.of("127.0.0.1", 0, false), sessions, people, projects, context -> context.status(404),
        List.of(new ProjectRoutes(new OneProject(), new NoDemo(), projects, tasks, new Nowhere(), live),
            new TaskRoutes(tasks, new Nowhere()),
            new ContentRoutes(clock, people), new TransferRoutes(tasks, new Nowhere(), clock), live),
        (request, fault) -> faults.add(request + ": " + fault));
  }

  Project project() {
    return project;
  }

  /// Says what is sent as a backup from now on.
  void backup(Sent content) {
    backup = content;
  }

  /// Begins to ask for something below the project's path as Ada, and gives up once the answer has begun.
  void giveUp(String path) throws IOException {
    try (var socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), server.port())) {
      String head = "GET /api/v1/projects/" + PROJECT + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
          + "\r\nAuthorization: Bearer " + BEARER
          + "\r\nPanoptic-As: Ada\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      byte[] begun = socket.getInputStream().readNBytes(1000);
      if (!new String(begun, java.nio.charset.StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200")) {
        throw new AssertionError(new String(begun, java.nio.charset.StandardCharsets.US_ASCII));
      }
    }
  }

  People people() {
    return people;
  }

  Server server() {
    return server;
  }

  /// Returns the faults of ours that requests met.
  List<String> faults() {
    return List.copyOf(faults);
  }

  private URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + server.port() + "/api/v1" + path);
  }

  /// Asks as a person; a body of bytes goes as binary, any other as JSON. The path stands below the project's where it begins so.
  Reply ask(String as, String method, String path, @Nullable Object body) throws IOException, InterruptedException {
    return ask(as, "en", method, path, body);
  }

  /// Asks as somebody whose browser wants some languages.
  Reply ask(String as, String languages, String method, String path, @Nullable Object body) throws IOException, InterruptedException {
    var publisher = switch (body) {
      case null -> HttpRequest.BodyPublishers.noBody();
      case byte[] bytes -> HttpRequest.BodyPublishers.ofByteArray(bytes);
      default -> HttpRequest.BodyPublishers.ofString(JsonText.write(body));
    };
    HttpRequest request = HttpRequest.newBuilder(uri("http", path)).header("Authorization", "Bearer " + BEARER).header("Panoptic-As", as)
        .header("Accept-Language", languages)
        .header("Content-Type", body instanceof byte[] ? "application/octet-stream" : "application/json").method(method, publisher)
        .timeout(Duration.ofSeconds(30)).build();
    HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""), answer.body());
  }

  /// Asks below the project's path as Ada, and takes nothing but success.
  Reply ask(String method, String path, @Nullable Object body) throws IOException, InterruptedException {
    Reply reply = ask("Ada", method, "/projects/" + PROJECT + path, body);
    if (reply.status() >= 300) {
      throw new AssertionError(
          method + " " + path + " answers " + reply.status() + ": " + new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8));
    }
    return reply;
  }

  /// Follows the project as a person.
  Listener listen(String as, String query) {
    var listener = new Listener();
    WebSocket socket = client.newWebSocketBuilder().header("Authorization", "Bearer " + BEARER).header("Panoptic-As", as)
        .buildAsync(uri("ws", "/live" + query), listener).join();
    listener.socket = socket;
    return listener;
  }

  /// What a WebSocket has heard.
  static final class Listener implements WebSocket.Listener, AutoCloseable {
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        heard.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return null;
    }

    /// Returns the next message of a type; others are passed over.
    Json next(String type) throws InterruptedException {
      while (true) {
        String message = heard.poll(10, TimeUnit.SECONDS);
        if (message == null) {
          throw new AssertionError("no message of type " + type + " came");
        }
        Json json = Json.of(JsonText.read(message.getBytes(java.nio.charset.StandardCharsets.UTF_8), "the message"));
        if (json.get("type").string().equals(type)) {
          return json;
        }
      }
    }

    @Override
    public void close() {
      if (socket != null) {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
      }
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    ingest.close();
    tasks.close();
    projects.close();
    thumbnails.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }

  private final class KnownPeople implements People {
    private final List<Person> people = new ArrayList<>();

    @Override
    public synchronized List<Person> all() {
      return List.copyOf(people);
    }

    @Override
    public synchronized Person named(String name) {
      return people.stream().filter(p -> p.name().equals(name)).findFirst().orElseGet(() -> {
        var made = new Person(people.size() + 1, "key-" + name, name, people.size() % 12);
        people.add(made);
        return made;
      });
    }

    @Override
    public synchronized Person change(Person person, @Nullable String name, @Nullable Integer color) {
      var changed = new Person(person.id(), person.key(), name == null ? person.name() : name, color == null ? person.color() : color);
      people.replaceAll(p -> p.id() == person.id() ? changed : p);
      return changed;
    }

    @Override
    public Settings settings(Person person) {
      return new Settings(disk, folder.resolve(person.key() + ".json"));
    }
  }

  private final class OneProject implements Projects {
    @Override
    public List<ProjectCard> cards() {
      var none = java.util.OptionalInt.empty();
      return List.of(new ProjectCard(PROJECT, "Made up", folder, "open", none, none, none, 0, "", Optional.empty(), ""));
    }

    @Override
    public ProjectCard card(String id) {
      return cards().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow(OneProject::unknown);
    }

    @Override
    public String create(String name, @Nullable Path at) {
      throw unknown();
    }

    @Override
    public String list(Path folder) {
      throw unknown();
    }

    @Override
    public void rename(String id, String name) {
      throw unknown();
    }

    @Override
    public void forget(String id, boolean files) {
      throw unknown();
    }

    @Override
    public Optional<byte[]> cover(String id, int number) {
      return Optional.empty();
    }

    @Override
    public Uploaded uploaded(String id) {
      return new Uploaded(0, 0);
    }

    @Override
    public String restore(Path file) {
      throw unknown();
    }

    @Override
    public String restore(InputStream backup, String name) {
      throw unknown();
    }

    private static panoptic.model.RefusedException unknown() {
      return new panoptic.model.RefusedException(panoptic.model.ErrorCode.UNKNOWN, "there is no such project");
    }

    @Override
    public OpenProject open(String id) {
      if (!id.equals(PROJECT)) {
        throw new panoptic.model.RefusedException(panoptic.model.ErrorCode.UNKNOWN, "there is no project " + id);
      }
      return new Opened();
    }
  }

  /// No pictures are fetched here.
  private static final class NoDemo implements Demo {
    @Override
    public String project() {
      throw OneProject.unknown();
    }

    @Override
    public Optional<ImportWork> work(OpenProject demo, Person by, Consumer<ImportOutcome> listener) {
      return Optional.empty();
    }
  }

  private final class Opened implements OpenProject {
    @Override
    public String id() {
      return PROJECT;
    }

    @Override
    public String name() {
      return "Made up";
    }

    @Override
    public Path folder() {
      return folder;
    }

    @Override
    public Project project() {
      return project;
    }

    @Override
    public ThumbnailSource thumbnails() {
      return thumbnails;
    }

    @Override
    public KeptThumbnails keptThumbnails() {
      return new KeptThumbnails(thumbnails.count(), 0);
    }

    @Override
    public int thumbnailSet() {
      return 0;
    }

    @Override
    public panoptic.ingest.ThumbnailRemake remakeThumbnails(Person by) {
      throw new AssertionError("nothing is made here");
    }

    @Override
    public boolean isMadeUp() {
      return true;
    }

    @Override
    public Settings settings() {
      return new Settings(disk, folder.resolve("settings.json"));
    }

    @Override
    public Tabs tabs() {
      return tabs;
    }

    @Override
    public Ingest ingest() {
      return ingest;
    }

    @Override
    public Transfers transfers() {
      return transfers;
    }

    @Override
    public Committed commit(Commit commit, Signature by) {
      return project.commit(commit, by);
    }

    @Override
    public void renamed(String to) {
      // its name is made up
    }

    @Override
    public void keepCard() {
      // nothing is kept
    }

    @Override
    public List<String> check() {
      return project.check();
    }

    @Override
    public Backup backup(Path file) {
      throw OneProject.unknown();
    }

    @Override
    public void backup(OutputStream out) throws IOException {
      backup.write(out);
    }

    @Override
    public void close() {
      project.close();
    }
  }

  /// An owner who allows no folder.
  private static final class Nowhere implements OwnerPlaces {
    @Override
    public List<Path> allowed() {
      return List.of();
    }

    @Override
    public Path home() {
      return Path.of("/nowhere");
    }

    @Override
    public void allow(Path folder) {
      // nothing is allowed
    }

    @Override
    public void set(List<Path> folders) {
      // nothing is allowed
    }
  }

  /// Returns ids from one on as a list for JSON.
  static List<Integer> ids(int first, int count) {
    return IntStream.range(first, first + count).boxed().toList();
  }

  /// Returns a commit of one edit.
  static Map<String, Object> edit(Object property, String verb, Object value, Map<String, ?> on) {
    return Map.of("edits", List.of(Map.of("property", property, verb, value, "on", on)));
  }
}
