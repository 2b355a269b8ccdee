package panoptic.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import panoptic.http.JsonText;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.plugin.ActionContext;
import panoptic.plugin.ActionResult;
import panoptic.plugin.FunctionDescription;
import panoptic.plugin.Group;
import panoptic.plugin.Ids;
import panoptic.plugin.Notif;
import panoptic.plugin.ParamDescription;
import panoptic.pluginhost.ActionOutcome;
import panoptic.pluginhost.ProjectPlugins;
import panoptic.project.ProjectState;
import panoptic.query.ViewJson;
import panoptic.query.Views;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `action run`: runs an action on instances, a view, or everything, and prints what it returns.
@Command(name = "run", header = "Run an action of a plugin and print what it returns.")
final class ActionRunCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(index = "0", paramLabel = "PROJECT", description = "Name of the project.")
  String project = "";

  @Parameters(index = "1", paramLabel = "FUNCTION", description = "Id of the action, as action list tells it.")
  String function = "";

  @Parameters(index = "2..*", paramLabel = "KEY=VALUE", description = "Its inputs; values as JSON, or texts as they are.")
  List<String> inputs = List.of();

  @Option(names = "--ids", paramLabel = "IDS", split = ",", description = "Ids of the instances, separated by commas (else: all).")
  List<Integer> ids = List.of();

  @Option(names = "--view", paramLabel = "FILE",
      description = "A view as JSON, from a file or - for standard input; its instances are meant.")
  @Nullable String view;

  ActionRunCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() throws InterruptedException {
    DataFolder data = wiring.data();
    ListedProject place = data.get(project);
    Person person = call.person(data);
    Json spec = view == null ? Json.of(null) : call.readJson(view);
    try (ProjectUse open = wiring.open(place)) {
      ProjectPlugins plugins = open.startedPlugins();
      List<ParamDescription> params = plugins.status().stream().flatMap(s -> s.functions().stream()).filter(f -> f.id().equals(function))
          .map(FunctionDescription::params).findFirst().orElse(List.of());
      var context = new ActionContext(chosen(open.project().state(), spec), null, List.of(), ActionInputs.read(params, inputs),
          spec.isNull() ? null : JsonText.write(spec.value()));
      Thread acting = Thread.currentThread();
      call.onInterrupt(acting::interrupt);
      ActionOutcome outcome = plugins.act(function, context, person);
      if (outcome instanceof ActionOutcome.Returned) {
        open.await(plugins, call);
      }
      return told(outcome);
    }
  }

  private Ids chosen(ProjectState state, Json spec) {
    if (spec.isNull()) {
      return Ids.of(ids);
    }
    int[] rows = Views.order(state, ViewJson.parse(state, spec), wiring.clock());
    for (int i = 0; i < rows.length; i++) {
      rows[i] = state.instanceId(rows[i]);
    }
    return Ids.of(rows);
  }

  private int told(ActionOutcome outcome) {
    return switch (outcome) {
      case ActionOutcome.Returned r -> {
        call.answer(ActionAnswer.document(r), () -> words(r.result()));
        yield 0;
      }
      case ActionOutcome.Raised r -> {
        if (call.json()) {
          call.answer(Map.of("error", Map.of("code", "raised", "name", r.name(), "message", r.message(), "traceback", r.traceback())),
              () -> "");
        }
        r.traceback().forEach(call::say);
        call.say("panoptic: " + function + " raised " + r.name() + ": " + r.message());
        yield 1;
      }
      case ActionOutcome.Cancelled _ -> {
        call.sayError("interrupted", function + " was cancelled.");
        yield Main.INTERRUPTED;
      }
    };
  }

  private static String words(ActionResult result) {
    var out = new StringBuilder();
    List<Group> groups = result.groups();
    if (groups != null) {
      out.append(Texts.count(groups.size(), "group")).append(groups.isEmpty() ? ".\n" : ":\n");
      groups.forEach(g -> out.append("  ").append(g.name()).append(": ").append(Texts.count(size(g), "picture"))
          .append(g.score() == null ? "" : ", score " + g.score().value()).append('\n'));
    }
    List<Notif> notifs = result.notifs();
    if (notifs != null) {
      out.append(notifs.stream()
          .map(n -> n.type().json() + ": " + (n.name() == null ? "" : n.name() + ": ") + (n.message() == null ? "" : n.message()) + "\n")
          .collect(Collectors.joining()));
    }
    if (result.value() != null) {
      out.append(result.value()).append('\n');
    }
    return out.isEmpty() ? "Done." : out.toString();
  }

  private static int size(Group g) {
    return g.ids() != null ? g.ids().size() : g.sha1s() != null ? g.sha1s().size() : 0;
  }
}
