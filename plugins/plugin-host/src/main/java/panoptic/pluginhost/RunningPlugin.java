package panoptic.pluginhost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.plugin.ActionContext;
import panoptic.plugin.ActionResult;
import panoptic.plugin.FunctionDescription;
import panoptic.plugin.ParamDescription;
import panoptic.pluginhost.spi.HostedProject;
import panoptic.pluginprotocol.Connection;
import panoptic.pluginprotocol.DescriptionJson;
import panoptic.pluginprotocol.Fields;
import panoptic.pluginprotocol.Limits;
import panoptic.pluginprotocol.Methods;
import panoptic.pluginprotocol.RemoteException;
import panoptic.pluginprotocol.ResultJson;
import panoptic.pluginprotocol.Tree;
import panoptic.tasks.TaskQueue;

/// One plugin in one open project: its process, started again with growing pauses when it dies, and what it can do. Any thread may use it.
final class RunningPlugin implements AutoCloseable {
  private static final int ATTEMPTS = 5;
  private static final long CONSTRUCTOR_SECONDS = 60;
  private static final long GRACE_SECONDS = 3;

  /// What an attempt to run a plugin made.
  private record Life(PluginProcess process, Connection connection, TaskDesk tasks) {
  }

  private final InstalledPlugin plugin;
  private final HostedProject project;
  private final PluginShelf shelf;
  private final RunnerPlaces runner;
  private final ProjectPluginFile kept;
  private final PluginLog log;
  private final Consumer<PluginNews> news;
  private final ProjectDesk desk;
  private final Person self;
  private final NotifGate gate;
  private final AtomicLong lastRun = new AtomicLong();
  private final Map<Long, Run> runs = new ConcurrentHashMap<>();

  private PluginState state = PluginState.STOPPED;
  private String reason = "";
  private List<FunctionDescription> functions = List.of();
  private List<ParamDescription> params = List.of();
  private Map<String, Object> values = Map.of();
  private @Nullable Life life;
  private @Nullable EventFeed feed;
  private @Nullable Thread keeper;

  RunningPlugin(InstalledPlugin plugin, HostedProject project, PluginShelf shelf, RunnerPlaces runner, ProjectPluginFile kept,
      Consumer<PluginNews> news) {
    this.plugin = plugin;
    this.project = project;
    this.shelf = shelf;
    this.runner = runner;
    this.kept = kept;
    this.news = news;
    log = new PluginLog(kept.dataFolder().resolveSibling(PluginNames.folder(plugin.name()) + ".log"));
    self = new Person(0, "plugin:" + plugin.name(), plugin.name(), 0);
    gate = new NotifGate(project.clock(), n -> news.accept(new PluginNews.Notified(plugin.name(), n)));
    desk = new ProjectDesk(plugin.name(), project, this::run);
  }

  InstalledPlugin plugin() {
    return plugin;
  }

  PluginLog log() {
    return log;
  }

  synchronized PluginStatus status() {
    return new PluginStatus(plugin, state, reason, functions, params, values);
  }

  // ---- life

  /// Starts the plugin, off this thread; nothing where that was done before. See [#awaitStarted].
  synchronized void start() {
    if (state == PluginState.STOPPED) {
      become(PluginState.STARTING, "");
      keeper = Thread.ofPlatform().daemon().name("plugin-" + plugin.name()).start(this::live);
    }
  }

  /// Waits until the plugin runs or has failed. Returns whether it runs.
  synchronized boolean awaitStarted(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (state == PluginState.STARTING || state == PluginState.RESTARTING) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return state == PluginState.RUNNING;
  }

  /// Ends the process and waits for its end.
  void stop() {
    Thread ending;
    synchronized (this) {
      ending = keeper;
      keeper = null;
      if (life != null) {
        life.process().close();
      }
      become(PluginState.STOPPED, "");
    }
    if (ending != null) {
      ending.interrupt();
      try {
        ending.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    stop();
  }

  private synchronized void become(PluginState next, String why) {
    state = next;
    reason = why;
    notifyAll();
  }

  /// Runs the plugin until it is stopped or has failed too often in a row.
  private void live() {
    int failures = 0;
    while (isWanted()) {
      long began = System.nanoTime();
      String why;
      try {
        why = liveOnce();
      } catch (RefusedException e) {
        fail(e.getMessage(), List.of());
        return;
      } catch (RemoteException e) {
        // Its own constructor or start threw: it would again.
        fail(e.name() + ": " + e.getMessage(), e.traceback());
        return;
      } catch (IOException e) {
        why = String.valueOf(e.getMessage());
      } catch (InterruptedException e) {
        return;
      }
      if (!isWanted()) {
        return;
      }
      failures = System.nanoTime() - began > TimeUnit.MINUTES.toNanos(1) ? 1 : failures + 1;
      log.say(why);
      if (failures == ATTEMPTS) {
        fail(why + ", " + ATTEMPTS + " times in a row", List.of());
        return;
      }
      news.accept(new PluginNews.Died(plugin.name(), why));
      become(PluginState.RESTARTING, why);
      try {
        Thread.sleep(Duration.ofSeconds(1L << (failures - 1)));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized boolean isWanted() {
    return keeper == Thread.currentThread();
  }

  private void fail(@Nullable String why, List<String> traceback) {
    String told = why == null ? "it failed" : why;
    log.say(told + (traceback.isEmpty() ? "" : "\n" + String.join("\n", traceback)));
    // Told before it shows: whoever sees that it failed can find out more.
    news.accept(new PluginNews.Failed(plugin.name(), told, traceback));
    synchronized (this) {
      if (isWanted()) {
        keeper = null;
        become(PluginState.FAILED, told);
      }
    }
  }

  /// Starts the process and waits for its end; returns how that came.
  private String liveOnce() throws IOException, RemoteException, InterruptedException {
    List<Path> classes = new JavaSource(runner.api()).classes(plugin, shelf.cache(plugin));
    Files.createDirectories(kept.dataFolder());
    kept.noteUsed();
    try (PluginProcess process = PluginProcess.java(runner, kept.dataFolder(), log)) {
      var over = new CountDownLatch(1);
      var connection = new Connection("plugin-" + plugin.name(), process.process().getInputStream(), process.process().getOutputStream(),
          Limits.REQUESTS, Thread.ofVirtual().name("plugin-" + plugin.name() + "-", 0), handler(over));
      var tasks = new TaskDesk(plugin.name(), connection, project.clock());
      var now = new Life(process, connection, tasks);
      synchronized (this) {
        if (!isWanted()) {
          return "";
        }
        life = now;
      }
      try (connection; tasks) {
        connection.start();
        Tree listens = introduce(connection, classes);
        var following = new EventFeed(project.project(), kept, log, teller(connection), listens);
        Thread follower = Thread.ofVirtual().name("plugin-events-" + plugin.name()).unstarted(following::follow);
        synchronized (this) {
          feed = following;
        }
        become(PluginState.RUNNING, "");
        follower.start();
        try {
          over.await();
        } finally {
          follower.interrupt();
          follower.join();
        }
        return process.howItEnded();
      } catch (RemoteException e) {
        if (e.code() == RemoteException.GONE) {
          return process.howItEnded();
        }
        throw e;
      } finally {
        synchronized (this) {
          life = null;
          feed = null;
        }
      }
    }
  }

  private Connection.Handler handler(CountDownLatch over) {
    return new Connection.Handler() {
      @Override
      public @Nullable Object asked(String method, Tree params) throws Exception {
        try {
          if (method.equals(Methods.ADD_TASK)) {
            addTask(params);
            return null;
          }
          return desk.answer(method, params);
        } catch (RefusedException e) {
          throw new RemoteException(RemoteException.REFUSED, e.code().json(), e.getMessage(), List.of());
        }
      }

      @Override
      public void told(String method, Tree params) {
        switch (method) {
          case Methods.NOTIFY -> gate.take(ResultJson.notif(params));
          case Methods.LISTENS -> listen(params);
          case Methods.TASK_PROGRESS -> progress(params);
          default -> log.say("nothing is known of " + method);
        }
      }

      @Override
      public void ended(@Nullable Exception why) {
        if (why != null) {
          log.say("what it sent was no message: " + why.getMessage());
        }
        over.countDown();
      }
    };
  }

  /// Has the plugin made, gives it its parameters, and starts it; returns what it listens to.
  private Tree introduce(Connection connection, List<Path> classes) throws RemoteException, InterruptedException {
    var guard = Thread.ofVirtual().start(() -> endAfter(CONSTRUCTOR_SECONDS));
    Tree made;
    try {
      made = connection.call(Methods.INITIALIZE, Fields.of("protocol", Methods.PROTOCOL).and("name", plugin.name())
          .and("path", plugin.source().toString()).and("classes", classes.stream().map(Path::toString).toList())
          .and("dataPath", kept.dataFolder().toString()).and("basePath", project.folder().toString()).tree());
    } finally {
      guard.interrupt();
    }
    learn(made);
    Run run = begin(plugin.name() + ":start", plugin.name() + " starts", self);
    try {
      Tree started = connection.call(Methods.START, Fields.of("params", kept.params()).and("run", run.id()).tree());
      learn(started);
      return started.get("listens");
    } finally {
      run.release();
    }
  }

  private EventFeed.Teller teller(Connection connection) {
    return new EventFeed.Teller() {
      @Override
      public void tell(String method, Fields params) throws RemoteException, InterruptedException {
        Run run = begin(plugin.name() + ":" + method.replaceFirst("^event/", ""), plugin.name(), self);
        try {
          var ignored = connection.call(method, params.and("run", run.id()).tree());
        } finally {
          run.release();
        }
      }

      @Override
      public void vectorTypesChanged() {
        connection.tell(Methods.VECTOR_TYPES_CHANGED, Map.of());
      }
    };
  }

  private synchronized void listen(Tree listens) {
    if (feed != null) {
      feed.listen(listens);
    }
  }

  private synchronized void progress(Tree told) {
    if (life != null) {
      life.tasks().progress(told);
    }
  }

  private void addTask(Tree described) {
    TaskDesk tasks;
    synchronized (this) {
      if (life == null) {
        return;
      }
      tasks = life.tasks();
    }
    Run run = runs.get(described.get("run").whole(0));
    if (run == null) {
      run = begin(plugin.name() + ":" + described.get("key").text(), described.get("name").text(""), self);
      tasks.add(described, run);
      run.release();
    } else {
      tasks.add(described, run);
    }
  }

  /// Waits until the plugin has heard of all commits up to one and its tasks have ended; false where it took longer.
  boolean awaitIdle(long sequence, Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (true) {
      TaskQueue queue;
      EventFeed following;
      synchronized (this) {
        if (life == null || feed == null) {
          return state != PluginState.RESTARTING && state != PluginState.STARTING;
        }
        queue = life.tasks().queue();
        following = feed;
      }
      boolean heard = following.reached() >= sequence;
      if (heard && queue.awaitIdle(Duration.ofMillis(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()))))) {
        return true;
      }
      if (System.nanoTime() > until) {
        return false;
      }
      Thread.sleep(10);
    }
  }

  private void endAfter(long seconds) {
    try {
      Thread.sleep(Duration.ofSeconds(seconds));
      log.say("its constructor took more than " + seconds + " s");
      kill();
    } catch (InterruptedException e) {
      // It was in time.
    }
  }

  private synchronized void learn(Tree told) {
    functions = told.get("functions").list().stream().map(DescriptionJson::function).toList();
    params = told.get("params").list().stream().map(DescriptionJson::param).toList();
    values = told.get("values").object();
  }

  private synchronized void kill() {
    if (life != null) {
      become(PluginState.RESTARTING, "");
      life.process().close();
    }
  }

  // ---- runs

  private Run begin(String origin, String label, Person person) {
    long id = lastRun.incrementAndGet();
    var run = new Run(id, origin, label, person, () -> runs.remove(id));
    runs.put(id, run);
    return run;
  }

  /// Returns a run by its number; what is done outside any run is the plugin's own, a step each time.
  private Run run(long id) {
    Run found = runs.get(id);
    return found != null ? found : new Run(0, plugin.name(), plugin.name(), self, () -> {
    });
  }

  private Connection connection() {
    Life now;
    synchronized (this) {
      now = state == PluginState.RUNNING ? life : null;
    }
    if (now == null) {
      throw new RefusedException(ErrorCode.UNKNOWN,
          "the plugin " + plugin.name() + " is not running" + (reason.isEmpty() ? "" : ": " + reason));
    }
    return now.connection();
  }

  /// Runs an action and waits for its end. An interrupt of this thread cancels it; a plugin that does not heed that is ended and started again.
  ActionOutcome act(FunctionDescription function, ActionContext context, Person person) {
    Connection connection = connection();
    Run run = begin(function.id().replaceFirst("^" + java.util.regex.Pattern.quote(plugin.name()) + "\\.", plugin.name() + ":"),
        function.label() == null ? function.name() : function.label(), person);
    try {
      Connection.Asked asked = connection.ask(Methods.RUN_ACTION,
          Fields.of("function", function.id()).and("context", ResultJson.tree(context)).and("run", run.id()).tree());
      try {
        ActionResult result = KnownOnly.of(ResultJson.result(asked.await()), project.project().state());
        return new ActionOutcome.Returned(result, Results.keep(project, function, context, result, run), run.step());
      } catch (InterruptedException e) {
        if (!asked.cancel(Duration.ofSeconds(GRACE_SECONDS))) {
          log.say(function.id() + " was cancelled and did not end in " + GRACE_SECONDS + " s");
          kill();
        }
        return new ActionOutcome.Cancelled();
      }
    } catch (RemoteException e) {
      return e.code() == RemoteException.CANCELLED
          ? new ActionOutcome.Cancelled()
          : new ActionOutcome.Raised(e.name(), e.code() == RemoteException.GONE ? gone() : String.valueOf(e.getMessage()), e.traceback());
    } catch (IllegalArgumentException e) {
      return new ActionOutcome.Raised("invalid result", String.valueOf(e.getMessage()), List.of());
    } finally {
      run.release();
    }
  }

  /// Says why an action has no answer, once that is known.
  private synchronized String gone() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
    try {
      for (long left = until - System.nanoTime(); state == PluginState.RUNNING && left > 0; left = until - System.nanoTime()) {
        wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "the plugin's process ended" + (reason.isEmpty() ? "" : ": " + reason);
  }

  /// Changes parameters; returns all of them. What the plugin refuses is refused.
  Map<String, Object> update(Map<String, Object> changed) throws InterruptedException {
    try {
      Tree told = connection().call(Methods.UPDATE_PARAMS, Map.of("values", changed));
      Map<String, Object> now = new LinkedHashMap<>(told.object());
      kept.keepParams(now);
      synchronized (this) {
        values = now;
      }
      return now;
    } catch (RemoteException e) {
      throw new RefusedException(ErrorCode.INVALID, String.valueOf(e.getMessage()), e);
    }
  }
}
