package panoptic.pluginhost;

import java.util.List;
import panoptic.plugin.ActionResult;

/// What became of one run of an action.
public sealed interface ActionOutcome {
  /// It returned. `kept` is the id of the project's result that holds its groups, 0 where it returned none; `step` is the step of all it wrote to the
  /// project, 0 where it wrote nothing.
  record Returned(ActionResult result, int kept, long step) implements ActionOutcome {
  }

  /// It threw, or its process went: the name of the exception, its message, and the lines of its trace.
  record Raised(String name, String message, List<String> traceback) implements ActionOutcome {
    public Raised {
      traceback = List.copyOf(traceback);
    }
  }

  /// A person cancelled it.
  record Cancelled() implements ActionOutcome {
  }
}
