package panoptic.app;

import java.util.function.BiFunction;
import java.util.concurrent.Callable;
import panoptic.model.Committed;
import panoptic.model.Person;
import panoptic.project.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `undo` and `redo`: a walk through a person's own steps.
@Command
final class HistoryCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;
  private final String done;
  private final BiFunction<Project, Person, Committed> step;

  @Parameters(paramLabel = "PROJECT", description = "Name of the project.")
  String name = "";

  private HistoryCommand(Call call, Wiring wiring, String done, BiFunction<Project, Person, Committed> step) {
    this.call = call;
    this.wiring = wiring;
    this.done = done;
    this.step = step;
  }

  static HistoryCommand undo(Call call, Wiring wiring) {
    return new HistoryCommand(call, wiring, "Undone", Project::undo);
  }

  static HistoryCommand redo(Call call, Wiring wiring) {
    return new HistoryCommand(call, wiring, "Redone", Project::redo);
  }

  @Override
  public Integer call() {
    DataFolder data = wiring.data();
    ListedProject place = data.get(name);
    Person person = call.person(data);
    try (ProjectUse open = wiring.open(place)) {
      return CommittedAnswer.print(call, step.apply(open.project(), person), done);
    }
  }
}
