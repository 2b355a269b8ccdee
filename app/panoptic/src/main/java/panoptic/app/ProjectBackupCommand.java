package panoptic.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import panoptic.http.spi.OpenProject.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `project backup`: all that Panoptic keeps of a project in one file, while people work. Pictures are not in it, but those that were uploaded.
@Command(name = "backup", header = "Write all that Panoptic keeps of a project into one file.")
final class ProjectBackupCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the project.")
  String name = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "The file to write, for example posters.zip; it must not be there yet.")
  Path file = Path.of("");

  ProjectBackupCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    ListedProject place = wiring.data().get(name);
    Backup made;
    try (ProjectUse open = wiring.open(place)) {
      made = open.open().backup(call.resolve(file));
    }
    call.answer(Call.document("name", place.name(), "file", made.file().toString(), "bytes", made.bytes(), "sequence", made.sequence()),
        () -> "The project " + place.name() + " is in " + made.file() + ", " + Texts.bytes(made.bytes()) + ", up to its commit "
            + made.sequence()
            + ".\nNext: panoptic project restore " + made.file());
    return 0;
  }
}
