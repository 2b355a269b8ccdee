package panoptic.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `plugin log`: what a plugin wrote to standard output and error in a project, and what happened to its process.
@Command(name = "log", header = "Print the end of a plugin's log in a project.")
final class PluginLogCommand implements Callable<Integer> {
  private static final int BYTES = 64 << 10;

  private final Call call;
  private final Wiring wiring;

  @Parameters(index = "0", paramLabel = "PROJECT", description = "Name of the project.")
  String project = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "Name of the plugin.")
  String name = "";

  PluginLogCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    try (ProjectUse open = wiring.open(wiring.data().get(project))) {
      String log = open.open().plugins().log(name, BYTES);
      call.answer(Call.document("log", log), () -> log);
    }
    return 0;
  }
}
