package panoptic.app;

import java.util.concurrent.Callable;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.model.Signature;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `commit`: applies a commit written in JSON.
@Command(name = "commit", header = "Apply a commit, as JSON from a file or standard input.")
final class CommitCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(index = "0", paramLabel = "PROJECT", description = "Name of the project.")
  String name = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "FILE",
      description = "File with the commit, or - for standard input (the default).")
  String file = "-";

  @Option(names = "--label", paramLabel = "TEXT", description = "What History calls this commit.")
  String label = "";

  CommitCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    DataFolder data = wiring.data();
    ListedProject place = data.get(name);
    Json json = call.readJson(file);
    Person person = call.person(data);
    try (ProjectUse open = wiring.open(place)) {
      return CommittedAnswer.print(call, open.open().commit(json, Signature.of(person, label)), "Committed");
    }
  }
}
