package panoptic.pluginrunner;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import panoptic.plugin.Task;
import panoptic.plugin.TaskState;
import panoptic.pluginprotocol.Connection;
import panoptic.pluginprotocol.Fields;
import panoptic.pluginprotocol.Methods;

/// The plugin's tasks: the host decides when one runs, here it does.
final class PluginTasks {
  private final BiConsumer<String, Map<String, ?>> ask;
  private final Connection host;
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, Task> tasks = new ConcurrentHashMap<>();

  /// `ask` sends a request to the host, signed by the run of the thread.
  PluginTasks(BiConsumer<String, Map<String, ?>> ask, Connection host) {
    this.ask = ask;
    this.host = host;
  }

  void add(Task task) {
    long id = lastId.incrementAndGet();
    tasks.put(id, task);
    ask.accept(Methods.ADD_TASK, Fields.of("id", id).and("name", task.name).and("key", task.key).and("priority", task.priority).tree());
  }

  /// Runs a task; throws what it throws. An interrupt means that it was cancelled.
  void run(long id) throws Exception {
    Task task = task(id);
    Thread worker = Thread.currentThread();
    task.begin(new Task.Progress() {
      @Override
      public void report(long done, long total) {
        host.tell(Methods.TASK_PROGRESS, Map.of("id", id, "done", done, "total", total));
      }

      @Override
      public boolean isCancelled() {
        return worker.isInterrupted();
      }
    });
    var ignored = task.run();
  }

  /// Runs what follows the last task of a key, which this one was, and forgets all that have ended.
  void last(long id, TaskState state, List<Long> ended) throws Exception {
    try {
      task(id).runIfLast(state);
    } finally {
      ended.forEach(tasks::remove);
    }
  }

  private Task task(long id) {
    Task task = tasks.get(id);
    if (task == null) {
      throw new IllegalArgumentException("there is no task " + id);
    }
    return task;
  }
}
