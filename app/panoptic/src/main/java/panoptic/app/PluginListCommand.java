package panoptic.app;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `plugin list`: the plugins of the data folder, or where they stand in a project.
@Command(name = "list", header = "List the plugins; with a project, where each stands there.")
final class PluginListCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(arity = "0..1", paramLabel = "PROJECT", description = "Name of a project, whose plugins are started.")
  @Nullable String project;

  PluginListCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (project == null) {
      PluginAnswer.print(call, wiring.shelf().plugins().all());
      return 0;
    }
    try (ProjectUse open = wiring.open(wiring.data().get(project))) {
      return PluginAnswer.printStatus(call, open.startedPlugins().status());
    }
  }
}
