package panoptic.tasks;

/// Long work with a name and a bar. Tasks with one key show as one bar.
///
/// The queue reads `key`, `name`, `owner` and `hasPriority` once, when the task is added.
public interface Task {

  /// A piece of work that may throw: the body of a task.
  @FunctionalInterface
  interface Body {
    void run(TaskProgress progress) throws Exception;
  }

  /// Returns what tasks that belong together share.
  String key();

  /// Returns what people read on the bar; the name of the newest task of a key is shown.
  default String name() {
    return key();
  }

  /// Returns who wants this done: a person, a plugin, or nobody (`""`).
  default String owner() {
    return "";
  }

  /// Returns whether this goes before all tasks without priority. One such task lifts its whole bar.
  default boolean hasPriority() {
    return false;
  }

  /// Does the work, on a thread of the queue. What it throws is recorded as its failure. Work that takes long asks
  /// [TaskProgress#isCancelled] often; a cancelled task is also interrupted.
  void run(TaskProgress progress) throws Exception;

  /// Runs once after the last task of the key has ended, however it ended, on that last task. It runs at the same time as no task
  /// of its key; tasks of the key that are added meanwhile wait for it and have it run again after them. It does not run
  /// when no task of the key had begun, nor when the queue is closed.
  default void runIfLast(TaskProgress progress) throws Exception {}

  /// Makes a task without priority or owner.
  static Task of(String key, Body body) {
    return new Task() {
      @Override
      public String key() {
        return key;
      }

      @Override
      public void run(TaskProgress progress) throws Exception {
        body.run(progress);
      }
    };
  }
}
