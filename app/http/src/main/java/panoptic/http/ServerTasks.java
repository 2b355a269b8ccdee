package panoptic.http;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import panoptic.http.spi.Demo;
import panoptic.ingest.ImportOutcome;
import panoptic.ingest.ImportWork;
import panoptic.ingest.PendingImport;
import panoptic.ingest.ThumbnailRemake;
import panoptic.model.Person;
import panoptic.tasks.Task;
import panoptic.tasks.TaskHandle;
import panoptic.tasks.TaskProgress;
import panoptic.tasks.TaskQueue;
import panoptic.tasks.TaskView;

/// The long work of the server: one queue for all projects. The imports of a project share one bar, with counts of what became of the files. Any thread may ask.
public final class ServerTasks implements AutoCloseable {
  private static final int THREADS = 2;
  private static final String IMPORT = "import-";
  private static final String THUMBNAILS = "thumbnails-";
  private static final String DEMO = "demo-";
  private static final String EXPORT = "export-";
  private static final String VALUES = "values-";
  private static final List<String> KINDS = List.of(IMPORT, THUMBNAILS, DEMO, EXPORT, VALUES);

  /// What the imports under one bar did so far; guarded by itself.
  private static final class Outcomes {
    static final int REASONS_KEPT = 100;
    final Map<String, Long> counts = new TreeMap<>();
    final List<String> reasons = new ArrayList<>();
    long step;

    synchronized void add(ImportOutcome outcome) {
      counts.merge(outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT), 1L, Long::sum);
      if (outcome instanceof ImportOutcome.Unreadable(String path, String reason) && reasons.size() < REASONS_KEPT) {
        reasons.add(path + ": " + reason);
      }
    }

    /// The first files that could not be read, and why.
    synchronized List<String> reasons() {
      return List.copyOf(reasons);
    }

    synchronized Map<String, Long> counts() {
      return new TreeMap<>(counts);
    }

    synchronized long step() {
      return step;
    }

    synchronized void step(long made) {
      step = made == 0 ? step : made;
    }
  }

  private final TaskQueue queue;
  private final Map<String, Outcomes> outcomes = new ConcurrentHashMap<>();

  public ServerTasks(InstantSource clock) {
    queue = new TaskQueue(THREADS, clock);
  }

  /// Tells the browsers how far everything is, whenever that changes.
  public void tell(Live live) {
    var _ = queue.watch(_ -> live.tell("tasks", Map.of("tasks", documents())));
  }

  /// Starts the import of folders, or the scan again of those that were imported; returns the bar's id. `allowed` folders were checked by the caller.
  public String startImport(ServedProject project, List<Path> folders, Person by) {
    String key = IMPORT + project.id();
    Outcomes counted = outcomes(key);
    add(key, project, project.open().ingest().importOf(folders, by, counted::add), counted);
    return key;
  }

  /// Starts to make all thumbnails of a project again, unless that is under way; returns the bar's id.
  String startThumbnails(ServedProject project, Person by) {
    String key = THUMBNAILS + project.id();
    synchronized (outcomes) {
      if (!isUnderWay(key)) {
        ThumbnailRemake work = project.open().remakeThumbnails(by);
        var _ = add(key, project, work, () -> {
        });
      }
    }
    return key;
  }

  /// Starts to bring the pictures of the demo in, unless they are there or that is under way.
  void startDemo(ServedProject project, Demo demo, Person by) {
    String key = DEMO + project.id();
    synchronized (outcomes) {
      if (!isUnderWay(key)) {
        Outcomes counted = outcomes(key);
        demo.work(project.open(), by, counted::add).ifPresent(work -> add(key, project, work, counted));
      }
    }
  }

  /// Starts an export of a project; returns the bar's id.
  String startExport(ServedProject project, Task.Body work, Person by) {
    return start(EXPORT + project.id(), "Export", project, work, by);
  }

  /// Starts to read values into a project; returns the bar's id.
  String startValues(ServedProject project, Task.Body work, Person by) {
    return start(VALUES + project.id(), "Values", project, work, by);
  }

  private String start(String key, String name, ServedProject project, Task.Body work, Person by) {
    var _ = add(key, project, new Task() {
      @Override
      public String key() {
        return key;
      }

      @Override
      public String name() {
        return name;
      }

      @Override
      public String owner() {
        return by.name();
      }

      @Override
      public void run(TaskProgress progress) throws Exception {
        work.run(progress);
      }
    }, () -> {
    });
    return key;
  }

  private boolean isUnderWay(String key) {
    return queue.find(key).filter(v -> !v.state().isEnded()).isPresent();
  }

  /// Adds an import that somebody else made and listens to, so that it shows among the others.
  public TaskHandle add(ServedProject project, ImportWork work) {
    String key = IMPORT + project.id();
    return add(key, project, work, outcomes(key));
  }

  /// Calls a listener with each change of a project's bar, until what is returned is closed.
  public TaskQueue.Watch watch(ServedProject project, Consumer<TaskView> listener) {
    String key = IMPORT + project.id();
    return queue.watch(v -> {
      if (v.key().equals(key)) {
        listener.accept(v);
      }
    });
  }

  /// Returns who hears what becomes of the files of an import that [#add] shows.
  public Consumer<ImportOutcome> counter(ServedProject project) {
    return outcomes(IMPORT + project.id())::add;
  }

  /// Goes on with the imports that were cut off when the project was closed last.
  public void resume(ServedProject project) {
    String key = IMPORT + project.id();
    for (PendingImport cutOff : project.open().ingest().pending()) {
      Outcomes counted = outcomes(key);
      add(key, project, project.open().ingest().resume(cutOff, counted::add), counted);
    }
  }

  private TaskHandle add(String key, ServedProject project, ImportWork work, Outcomes counted) {
    return add(key, project, work, () -> work.summary().ifPresent(s -> counted.step(s.step())));
  }

  /// Adds work on a project under a key; `after` runs however the work ends.
  private TaskHandle add(String key, ServedProject project, Task work, Runnable after) {
    return queue.add(new Task() {
      @Override
      public String key() {
        return key;
      }

      @Override
      public String name() {
        return work.name();
      }

      @Override
      public String owner() {
        return work.owner();
      }

      @Override
      public void run(TaskProgress progress) throws Exception {
        try {
          work.run(progress);
        } finally {
          after.run();
        }
      }

      @Override
      public void runIfLast(TaskProgress progress) {
        project.open().keepCard();
      }
    });
  }

  /// Returns the counts of a bar, begun anew where the last one has ended.
  private Outcomes outcomes(String key) {
    boolean isFresh = queue.find(key).filter(v -> !v.state().isEnded()).isEmpty();
    return outcomes.compute(key, (_, known) -> known == null || isFresh ? new Outcomes() : known);
  }

  void cancel(String id) {
    queue.cancel(id);
  }

  /// Stops the work of a project and waits for its end, so that the project can be closed.
  public void end(ServedProject project) throws InterruptedException {
    List<String> keys = KINDS.stream().map(kind -> kind + project.id()).toList();
    keys.forEach(queue::cancel);
    while (keys.stream().anyMatch(this::isUnderWay)) {
      Thread.sleep(20);
    }
  }

  void clear() {
    queue.clear();
  }

  List<Map<String, Object>> documents() {
    var out = new ArrayList<Map<String, Object>>();
    queue.views().forEach(v -> out.add(document(v)));
    return out;
  }

  private Map<String, Object> document(TaskView v) {
    String kind = KINDS.stream().filter(v.key()::startsWith).findFirst().map(k -> k.substring(0, k.length() - 1))
        .orElse("other");
    Outcomes counted = outcomes.get(v.key());
    var out = Exchange.document("id", v.key(), "key", v.key(), "name", v.name(), "kind", kind, "project",
        kind.equals("other") ? null : v.key().substring(kind.length() + 1), "owner", v.owner(), "detail", v.detail(), "state",
        v.state().name().toLowerCase(Locale.ROOT), "total", v.total(), "done", v.done(), "failed", v.failed(), "left", v.left(),
        "perSecond",
        v.perSecond(), "elapsedMillis", v.elapsed().toMillis(), "leftMillis", v.timeLeft().map(java.time.Duration::toMillis).orElse(null),
        "errors", v.errors());
    if (counted != null) {
      out.put("errors", Stream.concat(v.errors().stream(), counted.reasons().stream()).toList());
      out.put("outcomes", counted.counts());
      if (counted.step() > 0) {
        out.put("step", counted.step());
      }
    }
    return out;
  }

  @Override
  public void close() {
    queue.close();
  }
}
