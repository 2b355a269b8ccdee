package panoptic.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import panoptic.http.JsonText;

/// What the server costs, over real connections to `./panoptic serve` in its own process, on a made-up project of 1,000,000 images × 20 properties: its start, its
/// memory, thumbnails, what it answers while an import runs, and how soon browsers hear of each other.
///
/// Arguments: another number of images, and of files to import. Needs a built `./panoptic` and Linux.
public final class ServeBench {
  private static final int STARTS = 5;
  private static final int THUMBNAILS = 20_000;
  private static final int QUIET_SECONDS = 20;

  private final Path folder;
  private final Path data;
  private final int images;
  private final int files;

  private ServeBench(Path folder, int images, int files) {
    this.folder = folder;
    this.data = folder.resolve("data");
    this.images = images;
    this.files = files;
  }

  public static void main(String[] arguments) throws Exception {
    int images = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int files = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5_000;
    Path folder = Files.createTempDirectory("panoptic-serve");
    try {
      Files.createDirectories(folder.resolve("data"));
      new ServeBench(folder, images, files).run();
    } finally {
      DecodeBench.deleteAll(folder);
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // a slip shows when the bench runs
  private static void say(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }

  private static String load() throws IOException {
    return "load " + Files.readString(Path.of("/proc/loadavg")).strip();
  }

  private void run() throws Exception {
    say("%s, %d processors", load(), Runtime.getRuntime().availableProcessors());
    ServedProgram.run(data, "project", "create", "Million", "--synthetic", Integer.toString(images));
    ServedProgram.start(data).close(); // builds the page where that is missing, and the archive of classes
    starts();
    List<Path> corpora = List.of(corpus("first", 2_000, 0), corpus("other", files, 1), corpus("same", files, 2));
    try (ServedProgram program = ServedProgram.start(data); PlainServer plain = PlainServer.start(1_000)) {
      Guest owner = program.owner();
      String million = project(owner, "Million");
      say("memory at the start: %s", program.memory());
      firstScreen(program, million);
      say("memory with the project open: %s", program.memory());
      Thread.sleep(30_000);
      say("memory once ranks and tags are found in the background: %s", program.memory());
      owner.post("/projects/" + million + "/views", Map.of("view", Map.of("sort", List.of(Map.of("property", "title")))));
      say("memory after a sort by text: %s", program.memory());
      owner.post("/projects/" + million + "/summary", Map.of("on", Map.of("view", Map.of())));
      say("memory after a summary of all: %s", program.memory());
      owner.ask("PUT", "/places", Map.of("paths", List.of(folder.toString())));
      String photos = owner.post("/projects", Map.of("name", "Photos")).get("id").string();
      begin(owner, photos, corpora.getFirst());
      await(owner);
      List<String> sha1s = Screen.open(owner, photos, 0).sha1s();
      thumbnails(program, photos, sha1s);
      probed("nothing else going on", program, plain, million, photos, sha1s, () -> Thread.sleep(QUIET_SECONDS * 1000L));
      probed("while files are imported into another project", program, plain, million, photos, sha1s, () -> {
        begin(owner, photos, corpora.get(1));
        await(owner);
      });
      probed("while files are imported into the same project", program, plain, million, photos, sha1s, () -> {
        begin(owner, million, corpora.get(2));
        await(owner);
      });
      say("memory after the imports: %s", program.memory());
      say("live, %s", load());
      for (LiveLoad.Others others : LiveLoad.Others.values()) {
        new LiveLoad(program, million, others, plain.port()).run();
      }
      say("memory after the edits: %s; %s", program.memory(), load());
      Thread.sleep(30_000);
      say("memory at rest: %s", program.memory());
    }
  }

  private static String project(Guest guest, String name) throws IOException {
    return guest.get("/projects").get("projects").list().stream().filter(p -> p.get("name").string().equals(name)).findFirst().orElseThrow()
        .get("id").string();
  }

  /// From the start of the process to its first answer, and to the first pictures of the project.
  private void starts() throws IOException {
    var answered = new Times();
    var shown = new Times();
    var cpu = new Times();
    var cpuShown = new Times();
    for (int i = 0; i < STARTS; i++) {
      try (ServedProgram program = ServedProgram.start(data)) {
        answered.add((long) (program.answeredAfter() * 1e6));
        cpu.add((long) (program.cpuUntilAnswered() * 1e6));
        Screen.open(program.owner(), project(program.owner(), "Million"), 0);
        shown.add((long) (program.age() * 1e6));
        cpuShown.add((long) (program.cpu() * 1e6));
      }
    }
    say("from the start of the process to the first answer:                  %s", answered);
    say("  of the processors:                                                %s", cpu);
    say("from the start of the process to the first window of the project:   %s", shown);
    say("  of the processors:                                                %s", cpuShown);
  }

  /// The bytes and times of what a page asks for until its first screen stands.
  private static void firstScreen(ServedProgram program, String million) throws IOException {
    try (Guest page = program.owner().more()) {
      long began = System.nanoTime();
      page.get("/session");
      page.get("/settings");
      Screen screen = Screen.open(page, million, 0);
      double shown = (System.nanoTime() - began) / 1e6;
      int bytes = page.received();
      screen.ahead(page);
      page.get("/projects/" + million);
      page.get("/tasks");
      say("the first screen: %.0f ms and %,d bytes to the first window, %.0f ms and %,d bytes with the catalog and the windows ahead",
          shown,
          bytes, (System.nanoTime() - began) / 1e6, page.received());
    }
  }

  /// Thumbnails that the server has answered before, one after the other, beside a plain server's answers of the same size.
  private static void thumbnails(ServedProgram program, String photos, List<String> sha1s) throws IOException {
    List<String> paths = sha1s.stream().map(s -> "/api/v1/projects/" + photos + "/images/" + s + "/medium").toList();
    int size = 0;
    String cookie = "Cookie: " + program.owner().cookie() + "\r\n";
    try (var ours = new KeptConnection(program.port(), cookie)) {
      for (String path : paths) {
        size += ours.get(path).ok().body().length;
      }
    }
    int mean = size / paths.size();
    try (PlainServer other = PlainServer.start(mean);
        var ours = new KeptConnection(program.port(), cookie);
        var plain = new KeptConnection(other.port(), "")) {
      var warm = new Times();
      var reference = new Times();
      for (int i = 0; i < 2 * THUMBNAILS; i++) {
        String path = paths.get(i % paths.size());
        boolean counts = i >= THUMBNAILS;
        timed(counts ? warm : new Times(), () -> ours.get(path).ok());
        timed(counts ? reference : new Times(), () -> plain.get("/").ok());
      }
      say("warm thumbnails of %,d bytes:              %s", mean, warm);
      say("a plain server of the JDK, as many bytes:    %s", reference);
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private interface Request {
    void send() throws IOException;
  }

  private static void timed(Times into, Request request) throws IOException {
    long began = System.nanoTime();
    request.send();
    into.add(System.nanoTime() - began);
  }

  // ---- what is answered while something else goes on

  private void probed(String when, ServedProgram program, PlainServer plain, String million, String photos, List<String> sha1s, Work work)
      throws Exception {
    double seconds;
    var over = new AtomicBoolean();
    var times = new ArrayList<Map.Entry<String, Times>>();
    var probes = new ArrayList<Thread>();
    String view = Screen.open(program.owner(), million);
    int text = program.owner().get("/projects/" + million).get("properties").list().stream()
        .filter(p -> p.get("name").string().equals("title")).findFirst().orElseThrow().get("id").integer();
    var random = new SplittableRandom(3);
    Screen screen = Screen.open(program.owner(), million, 0);
    try (var reference = new KeptConnection(plain.port(), "")) {
      probe("plain server", 20, program, times, probes, over, _ -> reference.get("/").ok());
      probe("thumbnail", 10, program, times, probes, over,
          g -> g.bytes("/projects/" + photos + "/images/" + sha1s.get(random.nextInt(sha1s.size())) + "/medium"));
      probe("view opened", 100, program, times, probes, over, g -> Screen.open(g, million));
      int[] width = {900};
      probe("layout", 100, program, times, probes, over, g -> Screen.layOut(g, million, view, width[0]++));
      var places = random.split();
      probe("window", 50, program, times, probes, over,
          g -> Screen.window(g, million, screen.layout(), places.nextInt(Math.max(1, screen.height() - 2000))));
      var edited = random.split();
      probe("edit", 100, program, times, probes, over, g -> g.send("POST", "/projects/" + million + "/commits", JsonText
          .write(Map.of("edits",
              List.of(
                  Map.of("property", text, "set", "probe " + edited.nextInt(), "on", Map.of("ids", List.of(1 + edited.nextInt(images)))))))
          .getBytes(StandardCharsets.UTF_8)));
      long began = System.nanoTime();
      work.run();
      seconds = (System.nanoTime() - began) / 1e9;
      over.set(true);
      for (Thread t : probes) {
        t.join();
      }
    }
    say("%s, %.0f s; %s", when, seconds, load());
    times.forEach(t -> say("  %-12s %s", t.getKey(), t.getValue()));
  }

  private interface Probe {
    void send(Guest guest) throws IOException;
  }

  private static void probe(String name, int pauseMillis, ServedProgram program, List<Map.Entry<String, Times>> all, List<Thread> threads,
      AtomicBoolean over, Probe probe) {
    var times = new Times();
    all.add(Map.entry(name, times));
    threads.add(Thread.startVirtualThread(() -> {
      try (Guest mine = program.owner().more()) {
        while (!over.get()) {
          timed(times, () -> probe.send(mine));
          Thread.sleep(pauseMillis);
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }));
  }

  private static void begin(Guest guest, String project, Path folder) throws IOException {
    guest.post("/projects/" + project + "/imports", Map.of("folders", List.of(folder.toString())));
  }

  /// Waits until no task runs, and throws where one failed.
  static void await(Guest guest) throws IOException, InterruptedException {
    while (true) {
      List<String> states = guest.get("/tasks").get("tasks").list(t -> t.get("state").string());
      if (states.contains("failed")) {
        throw new IOException("an import failed");
      }
      if (states.stream().noneMatch(s -> s.equals("waiting") || s.equals("running"))) {
        return;
      }
      Thread.sleep(200);
    }
  }

  /// Makes a folder of small JPEGs, each another image.
  private Path corpus(String name, int n, int salt) throws IOException {
    Path samples = folder.resolve("samples").resolve("small");
    if (!Files.isDirectory(samples)) {
      SamplePhotos.write(folder.resolve("samples"));
    }
    List<Path> all;
    try (Stream<Path> list = Files.list(samples)) {
      all = list.sorted().toList();
    }
    Path to = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < n; i++) {
      ImportBench.copy(all.get(i % all.size()), to.resolve(i + ".jpg"), salt * 10_000_000 + i);
    }
    return to;
  }
}
