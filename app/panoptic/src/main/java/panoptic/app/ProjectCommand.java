package panoptic.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import org.jspecify.annotations.Nullable;

/// `project`: the commands about projects themselves.
@Command(name = "project", header = "Make, list, open, delete and check projects.", synopsisSubcommandLabel = "COMMAND")
final class ProjectCommand implements Runnable {
  @Spec
  @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(),
        "project needs one of create, list, open, delete, check");
  }
}
