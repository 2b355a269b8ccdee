package panoptic.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import panoptic.pluginhost.InstalledPlugin;
import panoptic.pluginhost.SourceType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `plugin add`: adds a plugin to the data folder; projects that the running server has open start it at once, others when they are opened.
@Command(name = "add", header = "Add a plugin; every project runs it until it is disabled there.")
final class PluginAddCommand implements Callable<Integer> {
  private final Call call;
  private final Wiring wiring;

  @Parameters(index = "0", paramLabel = "NAME", description = "What the plugin is called; no other may have the name.")
  String name = "";

  @Parameters(index = "1", paramLabel = "SOURCE",
      description = "A folder of Java sources or classes, or a jar. Its code runs with your rights.")
  Path source = Path.of("");

  @Option(names = "--type", paramLabel = "TYPE", description = "folder or jar (else by what is there).")
  @Nullable String type;

  PluginAddCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() {
    Path place = call.resolve(source);
    SourceType kind = type != null ? SourceType.parse(type) : Files.isRegularFile(place) ? SourceType.JAR : SourceType.FOLDER;
    InstalledPlugin added = wiring.shelf().plugins().add(name, kind, place);
    wiring.openProjects().forEach(p -> p.plugins().startAll());
    PluginAnswer.print(call, List.of(added));
    return 0;
  }
}
