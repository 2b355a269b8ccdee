package panoptic.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `project create`: an empty project, or one of made-up images.
@Command(name = "create", header = "Make a project.")
final class ProjectCreateCommand implements Callable<Integer> {
  private static final int MAX_SYNTHETIC = 20_000_000;

  private final Call call;
  private final Wiring wiring;

  @Parameters(paramLabel = "NAME", description = "What the project is called.")
  String name = "";

  @Option(names = "--at", paramLabel = "FOLDER", description = "Where it lies (else in the data folder).")
  @Nullable Path at;

  @Option(names = "--synthetic", paramLabel = "N", description = "Fill it with N made-up images, to try what so many feel like.")
  @Nullable Integer synthetic;

  ProjectCreateCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    if (synthetic != null && (synthetic < 1 || synthetic > MAX_SYNTHETIC)) {
      throw new RefusedException(ErrorCode.INVALID, "--synthetic takes 1 to " + Texts.number(MAX_SYNTHETIC) + " images, not " + synthetic);
    }
    ListedProject place = wiring.create(name, at == null ? null : call.resolve(at));
    if (synthetic != null) {
      try (ProjectUse open = wiring.open(place); ProgressBar bar = wiring.progressBar()) {
        open.open().fill(synthetic, percent -> bar.show("Making up images", percent, 100, 0));
      }
    }
    call.answer(Call.document("name", place.name(), "path", place.folder().toString()),
        () -> "The project " + place.name() + " is in " + place.folder() + ".\nNext: panoptic "
            + (synthetic != null ? "show " + quoted(place.name()) : "import " + quoted(place.name()) + " FOLDER"));
    return 0;
  }

  static String quoted(String name) {
    return name.matches("[\\p{L}\\p{N}._-]+") ? name : "\"" + name + "\"";
  }
}
