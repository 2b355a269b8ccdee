package panoptic.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import panoptic.http.ServerAddress;
import panoptic.ingest.ImportSummary;
import panoptic.model.ErrorCode;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.project.ProjectState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `demo`: real pictures in a project *Demo*, with titles and subjects. A second run starts with what is there.
@Command(name = "demo", header = "Import real pictures into a project Demo, to try Panoptic with.")
final class DemoCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;
  private final InstantSource clock;

  @Option(names = "--corpus", paramLabel = "NAME",
      description = "stamps (Debian, 1,044 drawings), openmoji (npm, 2,400 drawings), or a folder of your own.")
  @Nullable String corpusName;

  @Option(names = "--no-open", description = "Do not open the browser.")
  boolean noOpen;

  DemoCommand(Call call, Wiring wiring, InstantSource clock) {
    this.call = call;
    this.wiring = wiring;
    this.clock = clock;
  }

  @Option(names = "--prepare", hidden = true, description = "Make the project, and nothing else.")
  boolean prepare;

  @Override
  public Integer call() throws InterruptedException {
    if (prepare) {
      return prepared((document, words) -> call.answer(document, () -> words));
    }
    Optional<ServerClient> server = wiring.server();
    if (server.isPresent()) {
      try {
        return there(server.get());
      } catch (ServerClient.NotThere e) {
        // It was killed: this command becomes the server.
      }
    }
    var made = new LinkedHashMap<String, @Nullable Object>();
    int code = prepared((document, words) -> {
      made.putAll(document);
      call.say(words.strip());
    });
    if (code == 0) {
      try (ProgramServer own = start()) {
        ServeCommand.serve(call, own, wiring.shelf().identity(wiring.data().get(DemoProject.NAME)).orElse(""), !noOpen, made);
      }
    }
    return code;
  }

  /// Starts the server on its usual port, or on any where that is taken.
  private ProgramServer start() {
    try {
      return ProgramServer.start(call, wiring, ServerAddress.of("127.0.0.1", ServeCommand.PORT, false));
    } catch (RefusedException e) {
      if (e.code() != ErrorCode.LOCKED || wiring.server().isPresent()) {
        throw e;
      }
      return ProgramServer.start(call, wiring, ServerAddress.of("127.0.0.1", 0, false));
    }
  }

  /// Lets the server that runs make the project, and prints an address that leads there.
  private int there(ServerClient server) {
    var arguments = new ArrayList<>(List.of("demo", "--prepare"));
    if (corpusName != null) {
      arguments.addAll(List.of("--corpus", corpusName));
    }
    int code = server.run(call, arguments, true);
    if (code == 0) {
      String project = wiring.shelf().identity(wiring.data().get(DemoProject.NAME)).orElse("");
      String url = server.post("/links", Map.of()).get("url").string() + "&project=" + project;
      call.answer(Call.document("url", url, "port", server.at().port(), "pid", server.at().pid()), () -> url);
      if (!noOpen) {
        Browser.open(url, call.environment());
      }
    }
    return code;
  }

  private interface Told {
    void tell(Map<String, @Nullable Object> document, String words);
  }

  private int prepared(Told told) throws InterruptedException {
    long began = clock.millis();
    Person person = call.person(wiring.data());
    DemoProject demo = wiring.demo();
    Corpus corpus = demo.corpus(corpusName, call::resolve);
    Optional<Corpus> otherwise = corpusName == null ? Optional.of(demo.corpus("openmoji", call::resolve)) : Optional.empty();
    ListedProject place = demo.place();
    try (ProjectUse open = wiring.open(place)) {
      var run = new ImportRun(call, wiring, open, person);
      boolean known = demo.isWhole(open.open(), corpus);
      var titled = new AtomicInteger();
      ImportSummary summary = known
          ? ImportRun.NONE
          : run.run(hears -> demo.work(open.open(), person, corpus, otherwise, hears, call::say, titled::set), _ -> {});
      if (call.isInterrupted()) {
        call.sayError("interrupted", "Interrupted after " + ImportRun.counts(summary) + "; panoptic demo goes on from here.");
        return Main.INTERRUPTED;
      }
      answer(told, place, open.project().state(), known, run, summary, titled.get(), Duration.ofMillis(clock.millis() - began));
    }
    return 0;
  }

  private static void answer(Told told, ListedProject place, ProjectState state, boolean known, ImportRun run, ImportSummary summary,
      int titled,
      Duration took) {
    int images = state.images().count();
    var document = Call.document("project", place.name(), "path", place.folder().toString(), "images", images, "summary",
        ImportRun.document(summary), "titled", titled, "seconds", took.toMillis() / 1000.0);
    String next = "\nNext: panoptic show Demo, panoptic query Demo --limit 10\n";
    told.tell(document, known
        ? "The project Demo is there, with " + Texts.count(images, "image") + "." + next
        : "The project Demo has " + Texts.count(images, "image") + ": " + ImportRun.counts(summary) + ". " + Texts.count(titled, "title")
            + ". All in " + Texts.seconds(took) + ".\n" + run.troubles(summary) + next);
  }
}
