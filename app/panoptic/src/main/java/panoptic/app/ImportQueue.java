package panoptic.app;

import java.time.InstantSource;
import java.util.function.Consumer;
import panoptic.http.ServedProject;
import panoptic.http.ServerTasks;
import panoptic.ingest.ImportOutcome;
import panoptic.ingest.ImportWork;
import panoptic.ingest.Ingest;
import panoptic.tasks.TaskHandle;
import panoptic.tasks.TaskQueue;
import panoptic.tasks.TaskView;

/// Where a command's import runs: in a queue of its own, or among the running server's tasks.
interface ImportQueue extends AutoCloseable {
  TaskHandle add(ImportWork work);

  TaskQueue.Watch watch(Consumer<TaskView> listener);

  /// Returns a listener that also counts for the bar that browsers see.
  Consumer<ImportOutcome> counting(Consumer<ImportOutcome> listener);

  /// Says that the command was interrupted: an import of its own goes on at the next.
  void closing(Ingest ingest);

  @Override
  void close();

  static ImportQueue own(InstantSource clock) {
    var queue = new TaskQueue(1, clock);
    return new ImportQueue() {
      @Override
      public TaskHandle add(ImportWork work) {
        return queue.add(work);
      }

      @Override
      public TaskQueue.Watch watch(Consumer<TaskView> listener) {
        return queue.watch(listener);
      }

      @Override
      public Consumer<ImportOutcome> counting(Consumer<ImportOutcome> listener) {
        return listener;
      }

      @Override
      public void closing(Ingest ingest) {
        ingest.close();
      }

      @Override
      public void close() {
        queue.close();
      }
    };
  }

  static ImportQueue of(ServerTasks tasks, ServedProject project) {
    return new ImportQueue() {
      @Override
      public TaskHandle add(ImportWork work) {
        return tasks.add(project, work);
      }

      @Override
      public TaskQueue.Watch watch(Consumer<TaskView> listener) {
        return tasks.watch(project, listener);
      }

      @Override
      public Consumer<ImportOutcome> counting(Consumer<ImportOutcome> listener) {
        return tasks.counter(project).andThen(listener);
      }

      @Override
      public void closing(Ingest ingest) {
        // The server's stays as it is.
      }

      @Override
      public void close() {
        // The server's stays open.
      }
    };
  }
}
