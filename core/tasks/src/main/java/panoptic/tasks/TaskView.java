package panoptic.tasks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One bar at one moment: all tasks of a key, from when there was none until there is none.
///
/// `tasks` are those that wait or run, `running` those that run. Units: `total` all, `done` those that succeeded, `failed` those that did not,
/// `left` those still to come; what a task left undone at its end is in `total` alone. `perSecond` counts units
/// worked, over the last seconds while it runs and over all its time once it has ended; 0 when unknown. `errors` holds
/// the first sentences of what went wrong, `errorCount` counts all. `elapsed` begins with the first task and stops with the end.
public record TaskView(String key, String name, String owner, String detail, TaskState state, int tasks, int running, long total, long done,
    long failed,
    long left, double perSecond, Duration elapsed, List<String> errors, int errorCount) {

  public TaskView {
    errors = List.copyOf(errors);
  }

  /// Returns when it may end, if it goes on as in the last seconds; empty when that cannot be said.
  public Optional<Duration> timeLeft() {
    if (state.isEnded() || left <= 0 || perSecond <= 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(Math.round(left / perSecond * 1000)));
  }
}
