package panoptic.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `panoptic` itself: the options that every command takes, and the list of commands.
@Command(name = "panoptic", mixinStandardHelpOptions = true, scope = ScopeType.INHERIT, versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND", sortOptions = false, header = "Panoptic explores and annotates large image corpora.",
    footer = {"", "panoptic COMMAND --help tells more about a command.",
        "Exit codes: 0 done, 1 some or all of the work failed, 2 wrong usage, 3 refused (locked, too new, not permitted), 130 interrupted."})
final class CommonOptions {
  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON on standard output, and nothing else there.")
  boolean json;

  @Option(names = "--data", paramLabel = "FOLDER", scope = ScopeType.INHERIT,
      description = "The data folder (else PANOPTIC_DATA_DIR, else the system's place for application data).")
  @Nullable Path data;

  @Option(names = "--as", paramLabel = "NAME", scope = ScopeType.INHERIT, description = "Who works (else the system's user).")
  @Nullable String as;
}
