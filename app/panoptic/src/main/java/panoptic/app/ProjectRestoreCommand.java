package panoptic.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `project restore`: makes a project of a backup. Beside the original it becomes a project of its own.
@Command(name = "restore", header = "Make a project of a backup.")
final class ProjectRestoreCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(paramLabel = "FILE", description = "The file that project backup wrote.")
  Path file = Path.of("");

  ProjectRestoreCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    ListedProject place = wiring.shelf().unpack(call.resolve(file));
    call.answer(Call.document("name", place.name(), "path", place.folder().toString()),
        () -> "The project " + place.name() + " is in " + place.folder() + ".\nNext: panoptic show "
            + ProjectCreateCommand.quoted(place.name()));
    return 0;
  }
}
