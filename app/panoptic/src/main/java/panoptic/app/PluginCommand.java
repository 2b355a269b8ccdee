package panoptic.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `plugin`: the commands about plugins.
@Command(name = "plugin", header = "Add, list and remove plugins, and tend them in a project.", synopsisSubcommandLabel = "COMMAND")
final class PluginCommand implements Runnable {
  @Spec
  @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(),
        "plugin needs one of add, list, remove, params, enable, disable, restart, log");
  }
}
