package panoptic.app;

import java.util.concurrent.Callable;
import panoptic.pluginhost.PluginShelf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `plugin remove`: takes a plugin away, with what it kept for itself. Its source and all values it made stay.
@Command(name = "remove", header = "Remove a plugin and its data folder; its values stay.")
final class PluginRemoveCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(paramLabel = "NAME", description = "Name of the plugin.")
  String name = "";

  PluginRemoveCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    PluginShelf shelf = wiring.shelf().plugins();
    shelf.remove(name);
    wiring.openProjects().forEach(p -> p.plugins().sweep());
    PluginAnswer.print(call, shelf.all());
    return 0;
  }
}
