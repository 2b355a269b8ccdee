package panoptic.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.pluginhost.PluginState;
import panoptic.pluginhost.PluginStatus;
import panoptic.pluginhost.ProjectPlugins;
import panoptic.pluginprotocol.DescriptionJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `plugin params`: tells the parameters of a plugin in a project, and changes them.
@Command(name = "params", header = "Tell the parameters of a plugin in a project, or change some.")
final class PluginParamsCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(index = "0", paramLabel = "PROJECT", description = "Name of the project.")
  String project = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "Name of the plugin.")
  String name = "";

  @Parameters(index = "2..*", paramLabel = "KEY=VALUE", description = "What to change; values as JSON, or texts as they are.")
  List<String> changes = List.of();

  PluginParamsCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (ProjectUse open = wiring.open(wiring.data().get(project))) {
      ProjectPlugins plugins = open.startedPlugins();
      PluginStatus status = plugins.status().stream().filter(s -> s.plugin().name().equals(name)).findFirst()
          .orElseThrow(() -> new RefusedException(ErrorCode.UNKNOWN, "there is no plugin \"" + name + "\""));
      if (status.state() != PluginState.RUNNING) {
        throw new RefusedException(ErrorCode.UNKNOWN, name + " is not running: " + status.reason());
      }
      Map<String, Object> values = changes.isEmpty() ? status.values() : plugins.update(name, ActionInputs.read(status.params(), changes));
      call.answer(Call.document("params", values, "schema", status.params().stream().map(DescriptionJson::tree).toList()), () -> {
        var table = new TextTable("Parameter", "Value", "Type", "");
        status.params().forEach(p -> table.row(p.name(), String.valueOf(values.get(p.name())), p.type().json(),
            p.description() == null ? "" : p.description()));
        return status.params().isEmpty() ? name + " has no parameters." : table.text(call.terminal());
      });
    }
    return 0;
  }
}
