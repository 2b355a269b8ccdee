package panoptic.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `project create`: an empty project.
@Command(name = "create", header = "Make a project.")
final class ProjectCreateCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(paramLabel = "NAME", description = "What the project is called.")
  String name = "";

  @Option(names = "--at", paramLabel = "FOLDER", description = "Where it lies (else in the data folder).")
  @Nullable Path at;

  ProjectCreateCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    ListedProject place = wiring.create(name, at);
    call.answer(Call.document("name", place.name(), "path", place.folder().toString()),
        () -> "The project " + place.name() + " is in " + place.folder() + ".\nNext: panoptic import " + quoted(place.name()) + " FOLDER");
    return 0;
  }

  static String quoted(String name) {
    return name.matches("[\\p{L}\\p{N}._-]+") ? name : "\"" + name + "\"";
  }
}
