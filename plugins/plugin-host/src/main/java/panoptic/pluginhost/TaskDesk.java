package panoptic.pluginhost;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import panoptic.pluginprotocol.Connection;
import panoptic.pluginprotocol.Fields;
import panoptic.pluginprotocol.Methods;
import panoptic.pluginprotocol.RemoteException;
import panoptic.pluginprotocol.Tree;
import panoptic.tasks.Task;
import panoptic.tasks.TaskHandle;
import panoptic.tasks.TaskProgress;
import panoptic.tasks.TaskQueue;

/// The tasks of one plugin: its process has them, the queue here decides when each runs, and shows their bars. For use by many threads.
final class TaskDesk implements AutoCloseable {
  private static final String KEY = "plugin:";

  /// What has ended of one key since its last `task/last`.
  private static final class Ended {
    private final List<Long> ids = new ArrayList<>();
    private int done;
    private int failed;
    private int cancelled;
  }

  private final String plugin;
  private final Connection connection;
  private final TaskQueue queue;
  private final Map<String, Ended> ended = new HashMap<>();
  private final Map<Long, TaskProgress> running = new ConcurrentHashMap<>();
  private final Map<Long, Long> reported = new ConcurrentHashMap<>();

  TaskDesk(String plugin, Connection connection, InstantSource clock) {
    this.plugin = plugin;
    this.connection = connection;
    queue = new TaskQueue(Math.max(2, Runtime.getRuntime().availableProcessors()), clock);
  }

  TaskQueue queue() {
    return queue;
  }

  /// Adds a task as the plugin described it; it works for `run`.
  void add(Tree described, Run run) {
    long id = described.get("id").whole();
    String key = described.get("key").text();
    String name = described.get("name").text(key);
    boolean priority = described.get("priority").flag();
    run.hold();
    TaskHandle _ = queue.add(new Task() {
      @Override
      public String key() {
        return KEY + plugin + ":" + key;
      }

      @Override
      public String name() {
        return name;
      }

      @Override
      public String owner() {
        return plugin;
      }

      @Override
      public boolean hasPriority() {
        return priority;
      }

      @Override
      public void run(TaskProgress progress) throws Exception {
        running.put(id, progress);
        try {
          var ignored = connection.call(Methods.RUN_TASK, Fields.of("id", id).and("run", run.id()).tree());
          end(key, id, e -> e.done++);
        } catch (InterruptedException e) {
          end(key, id, x -> x.cancelled++);
          throw e;
        } catch (RemoteException e) {
          end(key, id, x -> x.failed++);
          throw told(e);
        } finally {
          running.remove(id);
          reported.remove(id);
          run.release();
        }
      }

      @Override
      public void runIfLast(TaskProgress progress) throws Exception {
        Ended all = all(key);
        run.hold();
        try {
          var ignored = connection.call(Methods.LAST_TASK, Fields.of("id", id).and("done", all.done).and("failed", all.failed)
              .and("cancelled", all.cancelled).and("ended", all.ids).and("run", run.id()).tree());
        } catch (RemoteException e) {
          throw told(e);
        } finally {
          run.release();
        }
      }
    });
  }

  private static Exception told(RemoteException e) {
    String place = e.traceback().stream().map(String::strip).filter(l -> l.startsWith("at ")).findFirst().map(l -> " (" + l + ")")
        .orElse("");
    return new IllegalStateException(e.name() + ": " + e.getMessage() + place, e);
  }

  private void end(String key, long id, java.util.function.Consumer<Ended> count) {
    synchronized (ended) {
      Ended e = ended.computeIfAbsent(key, k -> new Ended());
      e.ids.add(id);
      count.accept(e);
    }
  }

  private Ended all(String key) {
    synchronized (ended) {
      Ended e = ended.remove(key);
      return e == null ? new Ended() : e;
    }
  }

  /// Takes what a running task says of its progress.
  void progress(Tree told) {
    TaskProgress progress = running.get(told.get("id").whole());
    if (progress != null) {
      progress.total(told.get("total").whole());
      long done = told.get("done").whole();
      progress.done(Math.max(0, done - reported(told.get("id").whole(), done)));
    }
  }

  /// Returns what a task had reported before.
  private long reported(long id, long now) {
    Long before = reported.put(id, now);
    return before == null ? 0 : before;
  }

  @Override
  public void close() {
    queue.close();
  }
}
