package panoptic.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import panoptic.model.Person;
import panoptic.model.Signature;
import panoptic.transfer.Reading;
import panoptic.transfer.ValuesReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `values`: reads values from a CSV file.
@Command(name = "values", header = "Read values from a CSV file: our own, or one that was made in a spreadsheet.")
final class ValuesCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  private final Call call;
  private final Wiring wiring;

  @Parameters(index = "0", paramLabel = "PROJECT", description = "Name of the project.")
  String name = "";

  @Parameters(index = "1", paramLabel = "FROM.csv", description = "The file: first column id or path, the others headed name[type].")
  Path file = Path.of("");

  @Option(names = "--clear", description = "An empty cell clears the value (else it leaves it alone).")
  boolean clear;

  ValuesCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    DataFolder data = wiring.data();
    ListedProject place = data.get(name);
    Path from = call.resolve(file);
    Person person = call.person(data);
    ValuesReport report;
    try (ProjectUse open = wiring.open(place); var progress = new CallProgress(call, wiring.progressBar(), "Reading")) {
      Signature by = Signature.of(person, "Values from " + from.getFileName());
      report = new Reading(open.project(), by, clear).of(wiring.disk(), from, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(from + " could not be read: " + e.getMessage(), e);
    }
    call.answer(report.document(), () -> words(report));
    return report.missingCount() + report.refusedCount() == 0 ? 0 : 1;
  }

  private static String words(ValuesReport r) {
    var out = new StringBuilder(Texts.count(r.matched(), "row") + " matched, " + Texts.count(r.values(), "value") + " read");
    out.append(r.properties().isEmpty() ? "" : "; new properties: " + String.join(", ", r.properties()));
    out.append(r.tags() == 0 ? "" : "; new tags: " + Texts.number(r.tags())).append(".\n");
    if (r.missingCount() > 0) {
      out.append("Rows that name no picture of the project: ");
      out.append(String.join(", ", r.missing().stream().limit(SHOWN).map(String::valueOf).toList()));
      out.append(r.missingCount() > SHOWN ? " and " + Texts.number(r.missingCount() - SHOWN) + " more" : "").append('\n');
    }
    if (r.refusedCount() > 0) {
      out.append("Cells that were left out:\n");
      r.refused().stream().limit(SHOWN)
          .forEach(c -> out.append("  row ").append(c.row()).append(", ").append(c.column()).append(": ").append(c.reason()).append('\n'));
      out.append(r.refusedCount() > SHOWN ? "  and " + Texts.number(r.refusedCount() - SHOWN) + " more\n" : "");
    }
    return out.toString();
  }
}
