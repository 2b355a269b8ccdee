package panoptic.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import panoptic.http.spi.Demo;
import panoptic.http.spi.OpenProject;
import panoptic.ingest.FileNames;
import panoptic.ingest.ImportOutcome;
import panoptic.ingest.ImportWork;
import panoptic.model.Person;
import panoptic.model.Root;
import panoptic.project.ProjectState;

/// The project *Demo*, as the command and the page make it: which corpus it has, and the work that brings that in.
final class DemoProject implements Demo {
  static final String NAME = "Demo";

  private final ProjectShelf shelf;
  private final DataFolder data;
  private final Path cache;
  private final String searchPath;
  private final Consumer<Path> allow;

  /// `searchPath` is where the programs are looked for that fetch; `allow` is told the folder that is imported.
  DemoProject(ProjectShelf shelf, DataFolder data, Path cache, String searchPath, Consumer<Path> allow) {
    this.shelf = shelf;
    this.data = data;
    this.cache = cache;
    this.searchPath = searchPath;
    this.allow = allow;
  }

  /// Returns the place of the project; makes it where there is none.
  synchronized ListedProject place() {
    return data.find(NAME).orElseGet(() -> shelf.make(NAME, null));
  }

  @Override
  public String project() {
    return shelf.identity(place()).orElseThrow(() -> ProjectShelf.gone(place()));
  }

  /// Returns the corpus of a name or folder, which is chosen by that, or the one that can be had here.
  Corpus corpus(@Nullable String name, UnaryOperator<Path> resolve) {
    var stamps = new StampsCorpus(cache, searchPath);
    return switch (name) {
      case null -> stamps.isThere() || stamps.isPossible() ? stamps : openmoji();
      case "stamps" -> stamps;
      case "openmoji" -> openmoji();
      default -> new FolderCorpus(resolve.apply(FileNames.path(name)));
    };
  }

  private Corpus openmoji() {
    return new OpenmojiCorpus(cache, searchPath);
  }

  @Override
  public Optional<ImportWork> work(OpenProject demo, Person by, Consumer<ImportOutcome> listener) {
    Corpus corpus = corpus(null, path -> path);
    return isWhole(demo, corpus) ? Optional.empty() : Optional.of(work(demo, by, corpus, Optional.of(openmoji()), listener, _ -> {
    }, _ -> {
    }));
  }

  /// Returns whether a project has a corpus. Titles come last: where they are asked for, all is there.
  boolean isWhole(OpenProject demo, Corpus corpus) {
    ProjectState state = demo.project().state();
    String folder = FileNames.text(real(corpus.folder()));
    return demo.ingest().pending().isEmpty() && state.roots().stream().map(Root::path).anyMatch(folder::equals)
        && state.property(CorpusDescriptions.TITLE).isPresent();
  }

  /// Makes the work that brings a corpus in. `otherwise` is taken where it cannot be fetched; `told` hears, in words, what is fetched, `titled` how many pictures
  /// got a title in the end.
  DemoWork work(OpenProject demo, Person by, Corpus corpus, Optional<Corpus> otherwise, Consumer<ImportOutcome> listener,
      Consumer<String> told, IntConsumer titled) {
    return new DemoWork(demo, by, corpus, otherwise, listener, told, titled, allow);
  }

  static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }
}
