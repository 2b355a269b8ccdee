package panoptic.plugin;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Long work of a plugin, with a bar in the interface. Tasks with one key are one bar; `runIfLast` follows the last of them.
///
/// Tasks of a plugin run on a few threads, urgent ones first. One that throws is listed as failed, with its trace, and stops nothing else.
@PluginImplements
public abstract class Task {
  /// What stands at the bar.
  public String name = getClass().getSimpleName();
  /// Tasks of one key belong together.
  public String key = getClass().getSimpleName();
  /// Whether it goes before those that wait.
  public final boolean priority;

  private @Nullable Progress progress;

  /// Where a running task says how far it is and hears that it was cancelled.
  @HostImplements
  public interface Progress {
    /// Tells how much of the work is done, in any unit.
    void report(long done, long total);

    /// Tells whether a person has cancelled the task; it should end soon, and is stopped where it does not.
    boolean isCancelled();
  }

  protected Task() {
    this(false);
  }

  protected Task(boolean priority) {
    this.priority = priority;
  }

  /// Does the work. What it returns is of no further use but to those who override it.
  public abstract @Nullable Object run() throws Exception;

  /// Called once, after the last task of this key ended, whether all were done or not.
  public void runIfLast(TaskState ended) throws Exception {
  }

  /// Runs a function and returns what it returns; what it throws is thrown here.
  protected final <T> T runAsync(Callable<T> function) throws Exception {
    return function.call();
  }

  /// Tells how much of the work is done.
  protected final void report(long done, long total) {
    if (progress != null) {
      progress.report(done, total);
    }
  }

  /// Tells whether a person has cancelled this task.
  protected final boolean isCancelled() {
    return progress != null && progress.isCancelled();
  }

  /// Says where progress goes. Called by the host before [#run].
  public final void begin(Progress where) {
    progress = where;
  }
}
