package panoptic.app;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version of this program, from its jar.
final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"Panoptic " + text()};
  }

  static String text() {
    return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "(not packaged)");
  }
}
