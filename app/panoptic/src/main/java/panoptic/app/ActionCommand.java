package panoptic.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `action`: the commands about their actions.
@Command(name = "action", header = "List and run the actions of plugins.", synopsisSubcommandLabel = "COMMAND")
final class ActionCommand implements Runnable {
  @Spec
  @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), "action needs one of list, run");
  }
}
