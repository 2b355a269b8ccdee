package panoptic.pluginrunner;

import org.jspecify.annotations.Nullable;

/// The run (of an action, a task, an event) that a thread works for; threads that it starts work for the same. What is written to the project is
/// signed by it.
final class CurrentRun {
  private static final InheritableThreadLocal<@Nullable Long> RUN = new InheritableThreadLocal<>();

  private CurrentRun() {
  }

  static @Nullable Long get() {
    return RUN.get();
  }

  static void set(@Nullable Long run) {
    if (run == null) {
      RUN.remove();
    } else {
      RUN.set(run);
    }
  }
}
