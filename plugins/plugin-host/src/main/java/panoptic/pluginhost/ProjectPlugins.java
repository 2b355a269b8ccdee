package panoptic.pluginhost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import panoptic.model.ErrorCode;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.plugin.ActionContext;
import panoptic.plugin.FunctionDescription;
import panoptic.pluginhost.spi.HostedProject;

/// The plugins of one open project: started with it, stopped with it. Any thread may use it.
public final class ProjectPlugins implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(10);

  private final HostedProject project;
  private final PluginShelf shelf;
  private final RunnerPlaces runner;
  private final Disk disk;
  private final Consumer<PluginNews> news;
  private final Map<String, RunningPlugin> running = new LinkedHashMap<>();
  private boolean closed;

  /// `news` hears what people should be told. Nothing is started before [#startAll].
  public ProjectPlugins(HostedProject project, PluginShelf shelf, RunnerPlaces runner, Disk disk, Consumer<PluginNews> news) {
    this.project = project;
    this.shelf = shelf;
    this.runner = runner;
    this.disk = disk;
    this.news = news;
  }

  /// Starts every plugin that is wanted here and does not run; does not wait for them.
  public synchronized void startAll() {
    if (!closed) {
      ProjectPluginFile.sweep(disk, project.folder(), shelf.removed());
      shelf.all().stream().filter(p -> file(p).isEnabled()).forEach(p -> plugin(p).start());
    }
  }

  /// Returns where each plugin stands here.
  public synchronized List<PluginStatus> status() {
    var out = new ArrayList<PluginStatus>();
    for (InstalledPlugin p : shelf.all()) {
      out.add(file(p).isEnabled() ? plugin(p).status() : new PluginStatus(p, PluginState.DISABLED, "", List.of(), List.of(), Map.of()));
    }
    return out;
  }

  /// Waits until no plugin is being started.
  public void awaitStarted() throws InterruptedException {
    List<RunningPlugin> all;
    synchronized (this) {
      all = List.copyOf(running.values());
    }
    for (RunningPlugin p : all) {
      boolean ignored = p.awaitStarted(START);
    }
  }

  /// Waits until every plugin has heard of all that was done before this call, and its tasks have ended. Returns whether that came in time.
  public boolean awaitIdle(Duration atMost) throws InterruptedException {
    List<RunningPlugin> all;
    synchronized (this) {
      all = List.copyOf(running.values());
    }
    long sequence = project.project().state().sequence();
    long until = System.nanoTime() + atMost.toNanos();
    boolean idle = true;
    for (RunningPlugin p : all) {
      idle &= p.awaitIdle(sequence, Duration.ofNanos(Math.max(1, until - System.nanoTime())));
    }
    return idle;
  }

  /// Wants a plugin in this project, or not: it is started or stopped.
  public void enable(String name, boolean enabled) {
    InstalledPlugin plugin = shelf.get(name);
    file(plugin).enable(enabled);
    if (enabled) {
      startAll();
    } else {
      stop(name);
    }
  }

  /// Stops a plugin, where it runs, and starts it again.
  public void restart(String name) {
    InstalledPlugin plugin = shelf.get(name);
    if (!file(plugin).isEnabled()) {
      throw new RefusedException(ErrorCode.INVALID, name + " is not enabled in this project");
    }
    stop(name);
    startAll();
  }

  /// Stops plugins that were removed, and removes what they kept here for themselves.
  public void sweep() {
    List<String> gone;
    synchronized (this) {
      List<String> there = shelf.all().stream().map(InstalledPlugin::key).toList();
      gone = running.values().stream().map(RunningPlugin::plugin).filter(p -> !there.contains(p.key())).map(InstalledPlugin::name).toList();
    }
    gone.forEach(this::stop);
    ProjectPluginFile.sweep(disk, project.folder(), shelf.removed());
  }

  private void stop(String name) {
    RunningPlugin gone;
    synchronized (this) {
      gone = running.remove(name);
    }
    if (gone != null) {
      gone.close();
    }
  }

  /// Returns the end of what a plugin wrote to its log, of so many bytes at most.
  public synchronized String log(String name, int bytes) {
    return plugin(shelf.get(name)).log().tail(bytes);
  }

  /// Changes parameters of a running plugin; returns all of them.
  public Map<String, Object> update(String name, Map<String, Object> values) throws InterruptedException {
    return find(name).update(values);
  }

  /// Runs an action by its id and waits for its end; an interrupt cancels it. Refuses an unknown one, and one whose plugin does not run.
  public ActionOutcome act(String function, ActionContext context, Person person) throws InterruptedException {
    RunningPlugin owner;
    synchronized (this) {
      // A name may hold points: of "a" and "a.b" the longer is meant.
      owner = running.values().stream().filter(p -> function.startsWith(p.plugin().name() + "."))
          .max(Comparator.comparingInt(p -> p.plugin().name().length()))
          .orElseThrow(() -> unknown(function));
    }
    boolean ignored = owner.awaitStarted(START);
    FunctionDescription described = owner.status().functions().stream().filter(f -> f.id().equals(function)).findFirst()
        .orElseThrow(() -> owner.status().state() == PluginState.RUNNING
            ? unknown(function)
            : new RefusedException(ErrorCode.UNKNOWN, owner.plugin().name() + " is not running: " + owner.status().reason()));
    return owner.act(described, context, person);
  }

  private static RefusedException unknown(String function) {
    return new RefusedException(ErrorCode.UNKNOWN, "there is no action " + function);
  }

  private synchronized RunningPlugin find(String name) {
    RunningPlugin found = running.get(name);
    if (found == null) {
      throw new RefusedException(ErrorCode.UNKNOWN, "the plugin " + name + " is not running here");
    }
    return found;
  }

  private RunningPlugin plugin(InstalledPlugin p) {
    return running.computeIfAbsent(p.name(), n -> new RunningPlugin(p, project, shelf, runner, file(p), news));
  }

  private ProjectPluginFile file(InstalledPlugin p) {
    return new ProjectPluginFile(disk, project.folder(), p);
  }

  @Override
  public void close() {
    List<RunningPlugin> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(running.values());
      running.clear();
    }
    all.forEach(RunningPlugin::close);
  }
}
