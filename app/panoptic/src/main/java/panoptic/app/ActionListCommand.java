package panoptic.app;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import panoptic.plugin.FunctionDescription;
import panoptic.pluginprotocol.DescriptionJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `action list`: what the plugins of a project can do.
@Command(name = "list", header = "List the actions of a project's plugins.")
final class ActionListCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(paramLabel = "PROJECT", description = "Name of the project.")
  String project = "";

  @Option(names = "--hook", paramLabel = "HOOK",
      description = "Only those of a hook: vector_type, vector, similar, group, execute, text_search, map.")
  @Nullable String hook;

  ActionListCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (ProjectUse open = wiring.open(wiring.data().get(project))) {
      List<FunctionDescription> actions = open.startedPlugins().status().stream().flatMap(s -> s.functions().stream())
          .filter(f -> hook == null || f.hooks().contains(hook)).toList();
      call.answer(actions.stream().map(DescriptionJson::tree).toList(), () -> {
        var table = new TextTable("Action", "Hooks", "Takes", "");
        actions.forEach(f -> table.row(f.id(), String.join(", ", f.hooks()),
            f.params().stream().map(p -> p.name() + " (" + p.type().json() + ")").collect(Collectors.joining(", ")),
            f.description() == null ? "" : f.description()));
        return actions.isEmpty() ? "No plugin that runs here has an action." : table.text(call.terminal());
      });
    }
    return 0;
  }
}
