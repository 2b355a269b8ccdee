package panoptic.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import panoptic.ingest.ImportOutcome;
import panoptic.ingest.ImportSummary;
import panoptic.ingest.ImportWork;
import panoptic.ingest.Ingest;
import panoptic.model.Person;
import panoptic.tasks.TaskEnd;
import panoptic.tasks.TaskHandle;
import panoptic.tasks.TaskView;

/// One import from the command line: a task with a progress bar, which Ctrl-C stops such that the next import goes on with it.
final class ImportRun {
  static final ImportSummary NONE = new ImportSummary(0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0, List.of());
  private static final int SHOWN = 10;

  private final Call call;
  private final Wiring wiring;
  private final ProjectUse open;
  private final Person person;
  private final List<ImportOutcome.Unreadable> unreadable = new ArrayList<>();

  ImportRun(Call call, Wiring wiring, ProjectUse open, Person person) {
    this.call = call;
    this.wiring = wiring;
    this.open = open;
    this.person = person;
  }

  /// Imports folders and waits for the end; `listener` hears each outcome once it is durable.
  ImportSummary run(List<Path> folders, Consumer<ImportOutcome> listener) throws InterruptedException {
    folders.forEach(wiring::allow);
    return run(hears -> open.open().ingest().importOf(folders, person, hears), listener);
  }

  /// Does what `made` makes for a listener, and waits for the end; `listener` hears each outcome too.
  ImportSummary run(Function<Consumer<ImportOutcome>, ImportWork> made, Consumer<ImportOutcome> listener) throws InterruptedException {
    Consumer<ImportOutcome> hears = outcome -> {
      if (outcome instanceof ImportOutcome.Unreadable u && unreadable.size() < SHOWN) {
        unreadable.add(u);
      }
      listener.accept(outcome);
    };
    Ingest ingest = open.open().ingest();
    try (ImportQueue tasks = open.tasks(wiring.clock());
        ProgressBar bar = wiring.progressBar();
        var watch = tasks.watch(v -> show(bar, v))) {
      ImportWork work = made.apply(tasks.counting(hears));
      TaskHandle handle = tasks.add(work);
      call.onInterrupt(() -> {
        tasks.closing(ingest);
        handle.cancel();
      });
      switch (handle.await()) {
        case TaskEnd.Done _ -> {
          // the summary tells
        }
        case TaskEnd.Cancelled _ -> {
          // whoever interrupted knows
        }
        case TaskEnd.Failed(RuntimeException cause) -> throw cause;
        case TaskEnd.Failed(Throwable cause) -> throw new IllegalStateException("the import failed", cause);
      }
      assert watch != null;
      return work.summary().orElse(NONE);
    }
  }

  private static void show(ProgressBar bar, TaskView view) {
    if (!view.state().isEnded()) {
      bar.show("Importing", view.done() + view.failed(), view.total(), view.perSecond());
    }
  }

  /// Returns an outcome as a line of JSON.
  static Map<String, @Nullable Object> line(ImportOutcome outcome) {
    String name = outcome.getClass().getSimpleName();
    var line = Call.document("path", outcome.path(), "outcome", Character.toLowerCase(name.charAt(0)) + name.substring(1), "sha1", null,
        "reason", null);
    switch (outcome) {
      case ImportOutcome.OfInstance of -> {
        line.put("sha1", of.sha1().toString());
        line.put("id", of.instance());
        if (of instanceof ImportOutcome.Moved moved) {
          line.put("from", moved.from());
        }
        if (of instanceof ImportOutcome.Changed changed) {
          line.put("before", changed.before().toString());
        }
      }
      case ImportOutcome.Unreadable u -> line.put("reason", u.reason());
      case ImportOutcome.Skipped s -> line.put("reason", s.reason());
    }
    return line;
  }

  /// Returns a summary as JSON has it.
  static Map<String, @Nullable Object> document(ImportSummary s) {
    return Call.document("imported", s.imported(), "known", s.known(), "changed", s.changed(), "moved", s.moved(), "missing", s.missing(),
        "returned",
        s.returned(), "unreadable", s.unreadable(), "skipped", s.skipped(), "seconds", s.took().toMillis() / 1000.0, "unreachable",
        s.unreachable().stream().map(r -> Call.document("path", r.root().path(), "reason", r.trouble())).toList());
  }

  /// Returns for example `1,044 imported, 952 skipped`.
  static String counts(ImportSummary s) {
    var parts = new ArrayList<String>();
    document(s).forEach((outcome, n) -> {
      if (n instanceof Long count && count > 0) {
        parts.add(Texts.number(count) + " " + outcome);
      }
    });
    return parts.isEmpty() ? "no files" : String.join(", ", parts);
  }

  /// Returns a line for each root that was not there and each of the first files that could not be read.
  String troubles(ImportSummary s) {
    var out = new StringBuilder();
    s.unreachable()
        .forEach(r -> out.append("Not there, so nothing is said of its files: ").append(r.root().path()).append(" (").append(r.trouble())
            .append(").\n"));
    if (!unreadable.isEmpty()) {
      out.append("Could not be read:\n");
      unreadable.forEach(u -> out.append("  ").append(u.path()).append(": ").append(u.reason()).append('\n'));
      out.append(s.unreadable() > unreadable.size() ? "  and " + Texts.number(s.unreadable() - unreadable.size()) + " more\n" : "");
    }
    return out.toString();
  }
}
