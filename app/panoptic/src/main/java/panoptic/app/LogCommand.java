package panoptic.app;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import panoptic.model.LogEntry;
import panoptic.project.CommitJson;
import panoptic.project.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `log`: the commits of a project, oldest first.
@Command(name = "log", header = "List the commits of a project, oldest first.")
final class LogCommand implements Callable<Integer> {
  private static final int SHOWN_TO_PEOPLE = 30;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final Call call;
  private final Wiring wiring;

  @Parameters(paramLabel = "PROJECT", description = "Name of the project.")
  String name = "";

  @Option(names = "--limit", paramLabel = "N", description = "Only the last N commits (30 unless --json is given; 0: all).")
  int limit = -1;

  LogCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    int wanted = limit >= 0 ? limit : call.json() ? 0 : SHOWN_TO_PEOPLE;
    try (ProjectUse open = wiring.open(wiring.data().get(name))) {
      Project project = open.project();
      long from = wanted == 0 ? 1 : Math.max(1, project.state().sequence() - wanted + 1);
      if (call.json()) {
        project.log(from, entry -> {
          call.line(CommitJson.tree(entry));
          return true;
        });
      } else {
        var entries = new ArrayDeque<LogEntry>();
        project.log(from, entries::add);
        call.answer(null, () -> words(entries, from));
      }
    }
    return 0;
  }

  private String words(ArrayDeque<LogEntry> entries, long from) {
    if (entries.isEmpty()) {
      return "There is no commit yet.";
    }
    var table = new TextTable(">N", "Time", "Who", "Origin", "What");
    for (LogEntry e : entries) {
      String counts = e.counts().entrySet().stream().map(c -> Texts.number(c.getValue()) + " " + c.getKey())
          .collect(Collectors.joining(", "));
      table.row(String.valueOf(e.sequence()), TIME.format(e.time().atZone(ZoneId.systemDefault())), e.author().name(), e.origin(),
          e.label().isEmpty() ? counts : counts.isEmpty() ? e.label() : e.label() + " (" + counts + ")");
    }
    return table.text(call.terminal()) + (from > 1 ? call.terminal().dim("Earlier ones: --limit 0") + "\n" : "");
  }
}
