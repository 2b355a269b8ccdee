package panoptic.app;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import panoptic.media.LocalDisk;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import picocli.CommandLine;

/// Puts the program together, by constructors: the one place that knows all parts.
final class Wiring {
  private final Call call;
  private final InstantSource clock = InstantSource.system();
  private final Disk disk = new LocalDisk();
  private @Nullable DataFolder data;
  private @Nullable ProgramLog log;

  private Wiring(Call call) {
    this.call = call;
  }

  /// Returns the data folder that the call is about.
  DataFolder data() {
    DataFolder d = data;
    if (d == null) {
      d = new DataFolder(disk, call.places().data());
      data = d;
    }
    return d;
  }

  ProgramLog log() {
    ProgramLog l = log;
    if (l == null) {
      l = new ProgramLog(data().folder());
      log = l;
    }
    return l;
  }

  ProgressBar progressBar() {
    return new ProgressBar(call.terminal(), clock);
  }

  /// Looks at a project without opening it.
  ProjectGlance glance(DataFolder.Place place) {
    return ProjectGlance.of(place);
  }

  /// Returns the version of SQLite, from the papers of its jar.
  static @Nullable String sqliteVersion() {
    try (var in = Wiring.class.getResourceAsStream("/META-INF/maven/org.xerial/sqlite-jdbc/pom.properties")) {
      if (in == null) {
        return null;
      }
      var papers = new java.util.Properties();
      papers.load(in);
      return papers.getProperty("version");
    } catch (java.io.IOException e) {
      return null;
    }
  }

  /// Makes the command line: each command with what it needs.
  static CommandLine commandLine(Call call) {
    var wiring = new Wiring(call);
    var options = new CommonOptions();
    var root = new CommandLine(options);
    var project = new CommandLine(new ProjectCommand());
    project.addSubcommand(new ProjectListCommand(call, wiring));
    root.addSubcommand(project).addSubcommand(new DoctorCommand(call, wiring));
    root.setOut(writer(call.terminal().out())).setErr(writer(call.terminal().err()))
        .setCaseInsensitiveEnumValuesAllowed(true).setColorScheme(CommandLine.Help.defaultColorScheme(ansi(call.terminal())))
        .setUsageHelpAutoWidth(false).setUsageHelpWidth(110);
    root.setExecutionStrategy(parsed -> {
      call.use(options.json, options.data, options.as);
      return wiring.logged(parsed);
    });
    root.setParameterExceptionHandler((e, arguments) -> wrongUsage(call, e, arguments));
    root.setExecutionExceptionHandler((e, command, _) -> wiring.failed(e, command.getCommandName()));
    return root;
  }

  private int logged(CommandLine.ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    var names = new StringBuilder();
    for (CommandLine.ParseResult p = parsed; p != null; p = p.hasSubcommand() ? p.subcommand() : null) {
      names.append(names.isEmpty() ? "" : " ").append(p.commandSpec().name());
    }
    long began = System.nanoTime();
    int code = new CommandLine.RunLast().execute(parsed);
    log().ended(names.toString(), code, Duration.ofNanos(System.nanoTime() - began));
    log().close();
    return code;
  }

  private static CommandLine.Help.Ansi ansi(Terminal terminal) {
    return terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
  }

  private static int wrongUsage(Call call, CommandLine.ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    call.use(java.util.List.of(arguments).contains("--json"), null, null);
    call.sayError("usage", String.valueOf(e.getMessage()));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
      command.getErr().println("panoptic " + (command.getParent() == null ? "" : command.getCommandSpec().qualifiedName(" ").substring(9) + " ")
          + "--help tells how it is used.");
    }
    return CommandLine.ExitCode.USAGE;
  }

  private int failed(Exception e, String command) {
    if (call.isInterrupted()) {
      call.sayError("interrupted", "Interrupted; what was done so far is kept.");
      return 130;
    }
    if (e instanceof RefusedException refused) {
      call.sayError(refused.code().json(), String.valueOf(refused.getMessage()));
      return refused.code().exitCode();
    }
    if (e instanceof UncheckedIOException) {
      call.sayError("io", String.valueOf(e.getMessage()));
      return 1;
    }
    log().fault(command, e);
    call.sayError("fault", "This is a fault of Panoptic (" + e + "); please report it, with what panoptic doctor prints.");
    e.printStackTrace(call.terminal().err());
    return 1;
  }

  private static PrintWriter writer(PrintStream out) {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
  }
}
