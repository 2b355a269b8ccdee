package panoptic.app;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import panoptic.pluginhost.PluginStatus;
import panoptic.pluginhost.ProjectPlugins;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `plugin enable`, `disable` and `restart`.
@Command
final class PluginTurnCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;
  private final BiConsumer<ProjectPlugins, String> act;

  @Parameters(index = "0", paramLabel = "PROJECT", description = "Name of the project.")
  String project = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "Name of the plugin.")
  String name = "";

  private PluginTurnCommand(Call call, Wiring wiring, BiConsumer<ProjectPlugins, String> act) {
    this.call = call;
    this.wiring = wiring;
    this.act = act;
  }

  static PluginTurnCommand enable(Call call, Wiring wiring) {
    return new PluginTurnCommand(call, wiring, (plugins, name) -> plugins.enable(name, true));
  }

  static PluginTurnCommand disable(Call call, Wiring wiring) {
    return new PluginTurnCommand(call, wiring, (plugins, name) -> plugins.enable(name, false));
  }

  static PluginTurnCommand restart(Call call, Wiring wiring) {
    return new PluginTurnCommand(call, wiring, ProjectPlugins::restart);
  }

  @Override
  public Integer call() throws InterruptedException {
    try (ProjectUse open = wiring.open(wiring.data().get(project))) {
      ProjectPlugins plugins = open.open().plugins();
      act.accept(plugins, name);
      plugins.awaitStarted();
      List<PluginStatus> one = plugins.status().stream().filter(s -> s.plugin().name().equals(name)).toList();
      return PluginAnswer.printStatus(call, one);
    }
  }
}
