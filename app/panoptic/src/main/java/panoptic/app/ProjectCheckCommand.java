package panoptic.app;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `project check`: verifies every checksum and invariant of a project.
@Command(name = "check", header = "Verify every checksum and invariant of a project.")
final class ProjectCheckCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(paramLabel = "NAME", description = "Name of the project.")
  String name = "";

  ProjectCheckCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    ListedProject place = wiring.data().get(name);
    List<String> problems;
    try (ProjectUse open = wiring.open(place)) {
      problems = open.open().check();
    }
    call.answer(Call.document("ok", problems.isEmpty(), "problems", problems), () -> problems.isEmpty()
        ? call.terminal().green("Sound: ") + "every checksum and invariant of " + place.name() + " holds."
        : call.terminal().red("Damaged: ") + Texts.count(problems.size(), "problem") + "\n  " + String.join("\n  ", problems));
    return problems.isEmpty() ? 0 : 1;
  }
}
