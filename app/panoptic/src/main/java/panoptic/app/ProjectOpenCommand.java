package panoptic.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `project open`: lists a project that lies in some folder, or tells where one is after it was moved.
@Command(name = "open", header = "List the project in a folder; also one that was moved.")
final class ProjectOpenCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(paramLabel = "FOLDER", description = "Folder of the project.")
  Path folder = Path.of("");

  ProjectOpenCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    ListedProject place = wiring.list(call.resolve(folder));
    call.answer(Call.document("name", place.name(), "path", place.folder().toString()),
        () -> "The project " + place.name() + " is in " + place.folder() + ".");
    return 0;
  }
}
