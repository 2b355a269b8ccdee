package panoptic.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import panoptic.http.JsonText;
import panoptic.model.Property;
import panoptic.model.VectorType;
import panoptic.project.ProjectState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `show`: what a project holds, counted.
@Command(name = "show", header = "Tell what a project holds.")
final class ShowCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(paramLabel = "PROJECT", description = "Name of the project.")
  String name = "";

  ShowCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  private record Line(Property property, int values, int tags) {
  }

  @Override
  public Integer call() {
    ListedProject place = wiring.data().get(name);
    try (ProjectUse open = wiring.open(place)) {
      ProjectState state = open.project().state();
      List<Line> lines = state.properties().stream()
          .map(p -> new Line(p, state.valued(p).getCardinality(), p.type().isTags() ? state.tags(p.id()).size() : 0)).toList();
      call.answer(document(place, state, lines), () -> words(place, state, lines));
    }
    return 0;
  }

  private static Map<String, @Nullable Object> document(ListedProject place, ProjectState state, List<Line> lines) {
    return Call.document("project", place.name(), "path", place.folder().toString(), "images", state.images().count(), "instances",
        state.instances().count(), "folders", state.folders().size(), "properties", lines.stream().map(ShowCommand::document).toList(),
        "tags",
        state.tagCount(), "vectorTypes", state.vectorTypes().stream().map(t -> vectorType(state, t)).toList(), "roots",
        state.roots().stream().map(r -> Call.document("id", r.id(), "path", r.path())).toList(),
        "missing", state.missing().count(), "sequence", state.sequence());
  }

  private static Map<String, @Nullable Object> vectorType(ProjectState state, VectorType t) {
    return Call.document("id", t.id(), "source", t.source(), "params",
        JsonText.read(t.params().getBytes(java.nio.charset.StandardCharsets.UTF_8), "params"), "count", state.vectorCount(t.id()));
  }

  private static Map<String, @Nullable Object> document(Line line) {
    Property p = line.property();
    var out = Call.document("id", p.id(), "name", p.name(), "type", p.type().json(), "mode", p.mode().json(), "values", line.values());
    if (p.type().isTags()) {
      out.put("tags", line.tags());
    }
    return out;
  }

  private String words(ListedProject place, ProjectState state, List<Line> lines) {
    Terminal terminal = call.terminal();
    int images = state.images().count();
    int instances = state.instances().count();
    var out = new StringBuilder(terminal.bold(place.name())).append("  ").append(terminal.dim(place.folder().toString())).append('\n');
    out.append(Texts.count(images, "image")).append(instances == images ? "" : " in " + Texts.count(instances, "instance")).append(", ")
        .append(Texts.count(state.folders().size(), "folder")).append(", ").append(Texts.count(state.tagCount(), "tag")).append(", ")
        .append(Texts.count(state.sequence(), "commit")).append(".\n");
    if (state.missing().count() > 0) {
      out.append("The files of ").append(Texts.count(state.missing().count(), "instance")).append(" were missing at the last import.\n");
    }
    if (!lines.isEmpty()) {
      var table = new TextTable(">Id", "Property", "Type", "Asked of", ">Values", ">Tags");
      for (Line l : lines) {
        Property p = l.property();
        table.row(String.valueOf(p.id()), p.name(), p.type().json(), p.mode() == panoptic.model.PropertyMode.IMAGE ? "images" : "instances",
            Texts.number(l.values()), p.type().isTags() ? Texts.number(l.tags()) : "");
      }
      out.append('\n').append(table.text(terminal));
    }
    return out.toString();
  }
}
