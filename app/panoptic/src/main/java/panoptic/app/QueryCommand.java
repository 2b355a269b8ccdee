package panoptic.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import panoptic.http.JsonText;
import panoptic.model.Json;
import panoptic.project.ProjectState;
import panoptic.query.Answer;
import panoptic.query.AnswerJson;
import panoptic.query.Group;
import panoptic.query.ViewJson;
import panoptic.query.Views;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/// `query`: what a view shows of a project.
@Command(name = "query", header = "Answer a view: ids, hashes and paths in its order, or its groups.")
final class QueryCommand implements Callable<Integer> {
  private static final int SHOWN_TO_PEOPLE = 20;

  private final Call call;
  private final Wiring wiring;
  private final InstantSource clock;

  @Parameters(paramLabel = "PROJECT", description = "Name of the project.")
  String name = "";

  @Option(names = "--view", paramLabel = "FILE", description = "The view as JSON, from a file or - for standard input (else: everything).")
  @Nullable String view;

  @Option(names = "--groups", description = "Print the tree of groups with counts instead of rows.")
  boolean groups;

  @Option(names = "--limit", paramLabel = "N", description = "At most N rows (20 unless --json is given, else all).")
  int limit = -1;

  QueryCommand(Call call, Wiring wiring, InstantSource clock) {
    this.call = call;
    this.wiring = wiring;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    ListedProject place = wiring.data().get(name);
    Json spec = view == null ? Json.of(Map.of()) : call.readJson(view);
    try (ProjectUse open = wiring.open(place)) {
      ProjectState state = open.project().state();
      Answer answer = Views.answer(state, ViewJson.parse(state, spec).in(call.language()), clock);
      if (groups) {
        call.answer(AnswerJson.groups(answer), () -> groupWords(answer));
      } else if (call.json()) {
        write(state, answer, limit < 0 ? Integer.MAX_VALUE : limit);
      } else {
        call.answer(null, () -> rowWords(state, answer, limit < 0 ? SHOWN_TO_PEOPLE : limit));
      }
    }
    return 0;
  }

  /// Prints the document row by row: a million of them need no tree in memory.
  private void write(ProjectState state, Answer answer, int most) {
    try (JsonGenerator out = JsonText.generator(call.terminal().out())) {
      out.writeStartObject();
      out.writeNumberProperty("instances", answer.instances());
      out.writeNumberProperty("images", answer.images());
      out.writeArrayPropertyStart("rows");
      for (int i = 0; i < Math.min(most, answer.order().length); i++) {
        JsonText.write(out, AnswerJson.row(state, answer.order()[i]));
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    call.terminal().out().println();
  }

  private static String counts(Answer answer) {
    return Texts.count(answer.instances(), "instance") + " of " + Texts.count(answer.images(), "image") + "\n";
  }

  private String rowWords(ProjectState state, Answer answer, int most) {
    int shown = Math.min(most, answer.order().length);
    if (shown == 0) {
      return counts(answer);
    }
    var table = new TextTable(">Id", "sha1", "Path");
    for (int i = 0; i < shown; i++) {
      int row = answer.order()[i];
      table.row(String.valueOf(state.instanceId(row)), state.sha1(state.imageOf(row)).toString().substring(0, 10), state.path(row));
    }
    int more = answer.order().length - shown;
    return counts(answer) + "\n" + table.text(call.terminal())
        + (more > 0 ? call.terminal().dim("and " + Texts.number(more) + " more: --limit N") + "\n" : "");
  }

  private String groupWords(Answer answer) {
    if (answer.groups().isEmpty()) {
      return counts(answer) + "The view has no group.";
    }
    var table = new TextTable("Group", ">Instances", ">Images");
    rows(answer.groups(), 0, table);
    return counts(answer) + "\n" + table.text(call.terminal());
  }

  private static void rows(List<Group> groups, int depth, TextTable table) {
    for (Group g : groups) {
      table.row("  ".repeat(depth) + (g.value() == null ? "(no value)" : g.name()), Texts.number(g.instances()), Texts.number(g.images()));
      rows(g.groups(), depth + 1, table);
    }
  }
}
