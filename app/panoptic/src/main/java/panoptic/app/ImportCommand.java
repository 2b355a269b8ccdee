package panoptic.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import panoptic.ingest.FileNames;
import panoptic.ingest.ImportSummary;
import panoptic.model.Person;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `import`: brings the pictures of folders into a project; again, what changed in them.
@Command(name = "import", header = "Import folders of pictures; again: what is new, changed, moved or gone in them.")
final class ImportCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(index = "0", paramLabel = "PROJECT", description = "Name of the project.")
  String name = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FOLDER", description = "Folders with pictures, at any depth.")
  List<String> folders = List.of();

  ImportCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() throws InterruptedException {
    DataFolder data = wiring.data();
    ListedProject place = data.get(name);
    Person person = call.person(data);
    try (ProjectUse open = wiring.open(place)) {
      var plugins = open.startedPlugins();
      var run = new ImportRun(call, wiring, open, person);
      ImportSummary summary = run.run(folders.stream().map(FileNames::path).map(call::resolve).toList(), outcome -> {
        if (call.json()) {
          call.line(ImportRun.line(outcome));
        }
      });
      if (call.isInterrupted()) {
        call.sayError("interrupted", "Interrupted after " + ImportRun.counts(summary) + "; the same import goes on from here.");
        return Main.INTERRUPTED;
      }
      open.await(plugins, call);
      call.answer(Map.of("summary", ImportRun.document(summary)),
          () -> ImportRun.counts(summary) + ", in " + Texts.seconds(summary.took()) + ".\n" + run.troubles(summary));
      return summary.unreachable().isEmpty() ? 0 : 1;
    }
  }
}
