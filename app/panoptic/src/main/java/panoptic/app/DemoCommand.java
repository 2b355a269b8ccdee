package panoptic.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import panoptic.http.ServerAddress;
import panoptic.ingest.FileNames;
import panoptic.ingest.ImportSummary;
import panoptic.model.ErrorCode;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.model.Root;
import panoptic.project.ProjectState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `demo`: real pictures in a project *Demo*, with titles and subjects. A second run starts with what is there.
@Command(name = "demo", header = "Import real pictures into a project Demo, to try Panoptic with.")
final class DemoCommand implements Callable<Integer> {
  static final String PROJECT = "Demo";

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
        ServeCommand.serve(call, own, wiring.shelf().identity(wiring.data().get(PROJECT)).orElse(""), !noOpen, made);
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
      String project = wiring.shelf().identity(wiring.data().get(PROJECT)).orElse("");
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
    DataFolder data = wiring.data();
    Person person = call.person(data);
    Corpus corpus = corpus(call.folders().cache(), call.environment().getOrDefault("PATH", ""));
    ListedProject place = data.find(PROJECT).orElseGet(() -> wiring.create(PROJECT, null));
    try (ProjectUse open = wiring.open(place)) {
      boolean known = holds(open.project().state(), corpus.folder()) && open.open().ingest().pending().isEmpty();
      ImportSummary summary = ImportRun.NONE;
      var run = new ImportRun(call, wiring, open, person);
      int titled = 0;
      if (!known) {
        if (!corpus.isThere()) {
          corpus = fetch(corpus);
        }
        Path folder = real(corpus.folder());
        summary = run.run(List.of(folder), _ -> {});
        titled = call.isInterrupted() ? 0 : new CorpusDescriptions(open.project(), folder, person).commit();
      }
      if (call.isInterrupted()) {
        call.sayError("interrupted", "Interrupted after " + ImportRun.counts(summary) + "; panoptic demo goes on from here.");
        return Main.INTERRUPTED;
      }
      answer(told, place, open.project().state(), known, run, summary, titled, Duration.ofMillis(clock.millis() - began));
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

  /// Chooses the corpus that was asked for, else the one that can be had here.
  private Corpus corpus(Path cache, String searchPath) {
    var stamps = new StampsCorpus(cache, searchPath);
    var openmoji = new OpenmojiCorpus(cache, searchPath);
    return switch (corpusName) {
      case null -> stamps.isThere() || stamps.isPossible() ? stamps : openmoji;
      case "stamps" -> stamps;
      case "openmoji" -> openmoji;
      default -> new FolderCorpus(call.resolve(FileNames.path(corpusName)));
    };
  }

  /// Fetches a corpus; where nobody chose it and it cannot be had, the other one.
  private Corpus fetch(Corpus wanted) throws InterruptedException {
    call.say("Fetching the pictures \"" + wanted.name() + "\" ...");
    try {
      wanted.fetch();
      return wanted;
    } catch (RefusedException e) {
      if (corpusName != null || e.code() != ErrorCode.UNKNOWN || !wanted.name().equals("stamps")) {
        throw e;
      }
      call.say(e.getMessage() + " Taking openmoji instead.");
      var other = new OpenmojiCorpus(call.folders().cache(), call.environment().getOrDefault("PATH", ""));
      if (!other.isThere()) {
        other.fetch();
      }
      return other;
    }
  }

  private static boolean holds(ProjectState state, Path folder) {
    return state.roots().stream().map(Root::path).anyMatch(FileNames.text(real(folder))::equals);
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }
}
