package panoptic.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import panoptic.http.JsonText;
import panoptic.model.Json;

/// Browsers that look at one project while some of their persons edit it: how soon each hears of what the others did. After each commit every browser asks for what
/// a page asks for (`web/src/stores`): the catalog, its view's counts and windows, values, a summary.
final class LiveLoad {
  private static final int BROWSERS = 18;
  private static final int REAL_BROWSERS = 2;
  private static final int PERSONS = 6;
  private static final int EDITS_A_SECOND = 10;
  private static final int SECONDS = 60;
  private static final int SELECTED = 50;
  private static final int MANY = 10_000;

  /// What the browsers do that are not real ones.
  enum Others {
    /// They hear what others do, and that is all.
    LISTEN,
    /// They ask after each commit for what a page asks for, with some pictures selected.
    ASK,
    /// The same, but half of them have nothing selected and are shown the summary of the whole view.
    ASK_FOR_SUMMARIES
  }

  private final Others others;
  private final int plainPort;
  private final ServedProgram program;
  private final String project;
  private final int images;
  private final long sequence;
  private final int[] texts;
  private final int keywords;
  private final int[] tags;
  private final List<Browser> browsers = new ArrayList<>();
  private final Map<Long, Edit> edits = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Heard> heard = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unchanged = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final Times answers = new Times();
  private final Times references = new Times();
  private final Map<String, Times> asked = new ConcurrentHashMap<>();

  private record Edit(long began, int browser, String kind) {
  }

  private record Heard(long sequence, int browser, long at) {
  }

  /// `plainPort` is that of a [PlainServer], whose answers are the reference.
  LiveLoad(ServedProgram program, String project, Others others, int plainPort) throws IOException {
    this.plainPort = plainPort;
    this.program = program;
    this.project = project;
    this.others = others;
    Json catalog = program.owner().get("/projects/" + project);
    images = catalog.get("instances").integer();
    sequence = catalog.get("sequence").longInteger();
    texts = new int[] {property(catalog, "title"), property(catalog, "author")};
    keywords = property(catalog, "keywords");
    tags = catalog.get("tags").list().stream().filter(t -> t.get("propertyId").integer() == keywords).mapToInt(t -> t.get("id").integer())
        .toArray();
    for (int i = 0; i < BROWSERS; i++) {
      browsers.add(new Browser(i, program.guest("Person " + i % PERSONS), sequence));
    }
  }

  private static int property(Json catalog, String name) {
    return catalog.get("properties").list().stream().filter(p -> p.get("name").string().equals(name)).findFirst().orElseThrow().get("id")
        .integer();
  }

  /// Lets everybody work for a minute and prints what came of it.
  void run() throws Exception {
    try (RealBrowsers real = RealBrowsers.open(REAL_BROWSERS, program, project, texts)) {
      work();
      tell();
      real.tell();
    }
  }

  private void work() throws Exception {
    for (Browser b : browsers) {
      b.follow();
    }
    Thread.sleep(3_000);
    var random = new SplittableRandom(sequence);
    var over = new AtomicBoolean();
    Thread reference = Thread.startVirtualThread(() -> refer(over));
    long next = System.nanoTime();
    long end = next + SECONDS * 1_000_000_000L;
    var posting = new ArrayList<Thread>();
    for (int n = 0; next < end; n++) {
      next += (long) (-Math.log(1 - random.nextDouble()) * 1e9 / EDITS_A_SECOND);
      Thread.sleep(java.time.Duration.ofNanos(Math.max(0, next - System.nanoTime())));
      Browser by = browsers.get(n % BROWSERS);
      SplittableRandom own = random.split();
      posting.add(Thread.startVirtualThread(() -> by.edit(own)));
    }
    for (Thread t : posting) {
      t.join();
    }
    Thread.sleep(3_000);
    over.set(true);
    reference.join();
    browsers.forEach(Browser::close);
  }

  private void refer(AtomicBoolean over) {
    try (var plain = new KeptConnection(plainPort, "")) {
      while (!over.get()) {
        long began = System.nanoTime();
        plain.get("/").ok();
        references.add(System.nanoTime() - began);
        Thread.sleep(20);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    var all = new Times();
    Map<String, Times> kinds = new java.util.TreeMap<>();
    var missing = new AtomicInteger(edits.size() * (BROWSERS - 1));
    for (Heard h : heard) {
      Edit edit = edits.get(h.sequence);
      if (edit != null && edit.browser != h.browser) {
        all.add(h.at - edit.began);
        kinds.computeIfAbsent(edit.kind, _ -> new Times()).add(h.at - edit.began);
        missing.decrementAndGet();
      }
    }
    System.out.println("  " + BROWSERS + " browsers and " + REAL_BROWSERS + " real ones, " + PERSONS + " persons who edit, " + edits.size()
        + " commits in " + SECONDS + " s, "
        + switch (others) {
          case LISTEN -> "who listen";
          case ASK -> "each with " + SELECTED + " selected";
          case ASK_FOR_SUMMARIES -> "half of them with nothing selected";
        } + "; " + unchanged
        + " edits changed nothing, " + missing + " messages did not come, " + refused + " requests were refused or broken off");
    System.out.println("    edit posted until another browser hears of it: " + all);
    kinds.forEach((kind, times) -> System.out.println("      " + kind + ": " + times));
    System.out.println("    edit posted until it is answered:             " + answers);
    System.out.println("    reference: a plain server's answer meanwhile: " + references);
    asked.forEach((what, times) -> System.out.println("      asked for after commits, " + what + ": " + times));
  }

  /// One browser: its socket, and what it asks for, each kind on a connection of its own.
  private final class Browser implements WebSocket.Listener {
    private final int number;
    private final Guest guest;
    private final long since;
    private final Screen screen;
    private final Set<Integer> shown = new HashSet<>();
    private final List<Integer> selected;
    private final StringBuilder text = new StringBuilder();
    private final List<Asker> askers = new ArrayList<>();
    private final Asker catalog;
    private final Asker view;
    private final Asker values;
    private final Asker summary;
    private @Nullable WebSocket socket;

    Browser(int number, Guest guest, long since) throws IOException {
      this.number = number;
      this.guest = guest;
      this.since = since;
      screen = Screen.open(guest, project, number / (double) BROWSERS);
      Arrays.stream(screen.ids()).forEach(shown::add);
      selected = IntStream.of(screen.ids()).limit(SELECTED).boxed().toList();
      catalog = new Asker("catalog", 2_000, g -> g.bytes("/projects/" + project));
      view = new Asker("view and windows", 120, screen::look);
      values = new Asker("values", 16, g -> g.post("/projects/" + project + "/values",
          Map.of("ids", List.copyOf(shown), "properties", IntStream.of(texts).boxed().toList())));
      boolean whole = others == Others.ASK_FOR_SUMMARIES && number % 2 == 0;
      Map<String, ?> on = whole ? Map.of("open", screen.view()) : Map.of("ids", selected);
      summary = new Asker("summary of " + (whole ? "the view" : "the selection"), 800,
          g -> g.post("/projects/" + project + "/summary", Map.of("on", on)));
      askers.addAll(List.of(catalog, view, values, summary));
    }

    void follow() throws InterruptedException, ExecutionException {
      var address = URI.create("ws://" + guest.origin() + "/api/v1/live?project=" + project + "&after=" + since);
      socket = HttpClient.newHttpClient().newWebSocketBuilder().header("Cookie", guest.cookie())
          .header("Origin", "http://" + guest.origin()).buildAsync(address, this).get();
      askers.forEach(a -> Thread.startVirtualThread(a::run));
    }

    void edit(RandomGenerator random) {
      int kind = random.nextInt(10);
      Map<String, ?> edit;
      String name;
      if (kind < 7) {
        name = "of one value";
        edit = Map.of("property", texts[random.nextInt(2)], "set", RealBrowsers.text(), "on",
            Map.of("ids", List.of(selected.get(random.nextInt(selected.size())))));
      } else {
        name = kind < 9 ? "of 50 tags" : "of 10,000 tags";
        int n = kind < 9 ? SELECTED : MANY;
        int first = 1 + random.nextInt(images - n);
        List<Integer> ids = kind < 9 ? selected : IntStream.range(first, first + n).boxed().toList();
        edit = Map.of("property", keywords, random.nextInt(3) == 0 ? "remove" : "add", List.of(tags[random.nextInt(tags.length)]), "on",
            Map.of("ids", ids));
      }
      byte[] body = JsonText.write(Map.of("edits", List.of(edit))).getBytes(StandardCharsets.UTF_8);
      try (Guest mine = guest.more()) {
        long began = System.nanoTime();
        byte[] answer = mine.send("POST", "/projects/" + project + "/commits", body);
        answers.add(System.nanoTime() - began);
        Json done = Guest.json(answer);
        if (done.get("changed").bool()) {
          edits.put(done.get("sequence").longInteger(), new Edit(began, number, name));
        } else {
          unchanged.incrementAndGet();
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      long now = System.nanoTime();
      text.append(part);
      if (last) {
        Json message = Json.of(JsonText.read(text.toString().getBytes(StandardCharsets.UTF_8), "the message"));
        text.setLength(0);
        hear(message, now);
      }
      from.request(1);
      return null;
    }

    private void hear(Json message, long now) {
      if (!message.get("type").string().equals("commit")) {
        return;
      }
      heard.add(new Heard(message.get("sequence").longInteger(), number, now));
      List<Json> touched = message.get("touched").list();
      if (touched.isEmpty() || others == Others.LISTEN) {
        return;
      }
      catalog.wish();
      view.wish();
      summary.wish();
      boolean seen = touched.stream().anyMatch(t -> IntStream.of(texts).anyMatch(p -> p == t.get("propertyId").integer())
          && (t.get("ids").isNull() || t.get("ids").list().stream().anyMatch(i -> shown.contains(i.integer()))));
      if (seen) {
        values.wish();
      }
    }

    void close() {
      askers.forEach(Asker::end);
      WebSocket open = socket;
      if (open != null) {
        open.abort();
      }
    }

    private interface Request {
      void send(Guest guest) throws IOException;
    }

    /// Asks for one thing a pause after somebody wishes, one request at a time; wishes during that are one more.
    private final class Asker {
      private final Times times;
      private final int pauseMillis;
      private final Request request;
      private final Semaphore wishes = new Semaphore(0);
      private volatile boolean ended;

      Asker(String what, int pauseMillis, Request request) {
        this.times = asked.computeIfAbsent(what, _ -> new Times());
        this.pauseMillis = pauseMillis;
        this.request = request;
      }

      void wish() {
        wishes.release();
      }

      void end() {
        ended = true;
        wishes.release();
      }

      void run() {
        try (Guest mine = guest.more()) {
          while (true) {
            wishes.acquire();
            Thread.sleep(pauseMillis);
            wishes.drainPermits();
            if (ended) {
              return;
            }
            ask(mine);
          }
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }

      /// What is refused or broken off counts, and is no reason to end: a page goes on as well.
      private void ask(Guest mine) throws IOException {
        long began = System.nanoTime();
        try {
          request.send(mine);
          times.add(System.nanoTime() - began);
        } catch (IOException | IllegalStateException e) {
          refused.incrementAndGet();
          mine.close();
        }
      }
    }
  }
}
