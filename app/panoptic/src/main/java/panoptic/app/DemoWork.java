package panoptic.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import panoptic.http.spi.OpenProject;
import panoptic.ingest.Import;
import panoptic.ingest.ImportOutcome;
import panoptic.ingest.ImportSummary;
import panoptic.ingest.ImportWork;
import panoptic.model.ErrorCode;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.tasks.TaskProgress;

/// Fills the project *Demo*: fetches a corpus where it is not there yet, imports it, and commits what its files say about its pictures. Begun anew after it was
/// cut off, it does what is left.
final class DemoWork implements ImportWork {
  private final OpenProject demo;
  private final Person by;
  private final Corpus corpus;
  private final Optional<Corpus> otherwise;
  private final Consumer<ImportOutcome> listener;
  private final Consumer<String> told;
  private final IntConsumer titled;
  private final Consumer<Path> allow;
  private volatile @Nullable Import work;

  /// See [DemoProject#work].
  DemoWork(OpenProject demo, Person by, Corpus corpus, Optional<Corpus> otherwise, Consumer<ImportOutcome> listener, Consumer<String> told,
      IntConsumer titled, Consumer<Path> allow) {
    this.demo = demo;
    this.by = by;
    this.corpus = corpus;
    this.otherwise = otherwise;
    this.listener = listener;
    this.told = told;
    this.titled = titled;
    this.allow = allow;
  }

  @Override
  public String key() {
    return "demo";
  }

  @Override
  public String owner() {
    return by.name();
  }

  @Override
  public void run(TaskProgress progress) throws InterruptedException {
    Corpus there = fetched(progress);
    Path folder = DemoProject.real(there.folder());
    allow.accept(folder);
    Import begun = demo.ingest().importOf(List.of(folder), by, listener);
    work = begun;
    begun.run(progress);
    progress.checkCancelled();
    titled.accept(new CorpusDescriptions(demo.project(), folder, by).commit());
  }

  @Override
  public Optional<ImportSummary> summary() {
    Import begun = work;
    return begun == null ? Optional.empty() : begun.summary();
  }

  private Corpus fetched(TaskProgress progress) throws InterruptedException {
    try {
      return fetch(corpus, progress);
    } catch (RefusedException e) {
      if (otherwise.isEmpty() || e.code() != ErrorCode.UNKNOWN || otherwise.get().name().equals(corpus.name())) {
        throw e;
      }
      told.accept(e.getMessage() + " Taking " + otherwise.get().name() + " instead.");
      try {
        return fetch(otherwise.get(), progress);
      } catch (RefusedException second) {
        throw new RefusedException(second.code(), e.getMessage() + " " + second.getMessage(), second);
      }
    }
  }

  private Corpus fetch(Corpus wanted, TaskProgress progress) throws InterruptedException {
    if (!wanted.isThere()) {
      told.accept("Fetching the pictures \"" + wanted.name() + "\" ...");
      progress.detail(wanted.name());
      wanted.fetch(bytes -> progress.detail(wanted.name() + ", " + Texts.bytes(bytes)));
      progress.detail("");
    }
    return wanted;
  }
}
