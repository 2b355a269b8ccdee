package panoptic.app;

import java.util.concurrent.Callable;
import panoptic.model.Person;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `revert`: undoes a step of the past, whoever's it is.
@Command(name = "revert", header = "Undo a step of the past; what was changed since is left alone and told.")
final class RevertCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(index = "0", paramLabel = "PROJECT", description = "Name of the project.")
  String name = "";

  @Parameters(index = "1", paramLabel = "N", description = "Number of a commit (see log); the whole step that it belongs to is undone.")
  long sequence;

  RevertCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    DataFolder data = wiring.data();
    ListedProject place = data.get(name);
    Person person = call.person(data);
    try (ProjectUse open = wiring.open(place)) {
      return CommittedAnswer.print(call, open.project().revert(sequence, person), "Reverted");
    }
  }
}
