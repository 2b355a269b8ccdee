package panoptic.app;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import panoptic.media.LocalDisk;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.pluginhost.RunnerPlaces;
import panoptic.pluginrunner.PluginRunner;
import picocli.CommandLine;
import tools.jackson.core.JsonParser;

/// Puts the program together, by constructors: the one place that knows all parts.
final class Wiring {
  private static final int PLUGIN_HEAP_MEGABYTES = 2048;

  private final Call call;
  private final @Nullable ServerHost host;
  private final InstantSource clock = InstantSource.system();
  private final Disk disk = new LocalDisk();
  private final SharedDecoders decoders = new SharedDecoders();
  private @Nullable DataFolder data;
  private @Nullable ProgramLog log;
  private String running = "";
  private List<String> arguments = List.of();

  /// The commands that do not ask a running server: they start one, look for one, or are about this process.
  private static final Set<String> LOCAL = Set.of("serve", "link", "demo", "doctor", "help", "rehearse", "panoptic");

  private Wiring(Call call, @Nullable ServerHost host) {
    this.call = call;
    this.host = host;
  }

  /// Puts together what a call needs, for those who run no command.
  static Wiring of(Call call) {
    return new Wiring(call, null);
  }

  /// Returns the data folder that the call is about.
  DataFolder data() {
    DataFolder d = data;
    if (host != null) {
      return host.data();
    }
    if (d == null) {
      d = new DataFolder(disk, call.folders().data());
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

  Disk disk() {
    return disk;
  }

  InstantSource clock() {
    return clock;
  }

  ProgressBar progressBar() {
    return new ProgressBar(call.terminal(), clock);
  }

  /// Returns what the owner allowed.
  DataPlaces places() {
    return new DataPlaces(data(), Path.of(System.getProperty("user.home")).toAbsolutePath().normalize());
  }

  ProjectShelf shelf() {
    return new ProjectShelf(disk, clock, data(), places(), decoders, runner());
  }

  /// Returns what the process of a Java plugin runs on: the jars of the runner, which are among the program's.
  static RunnerPlaces runner() {
    return RunnerPlaces.of(PluginRunner.class, PLUGIN_HEAP_MEGABYTES, JsonParser.class);
  }

  /// Returns the projects that this process has open.
  List<OpenProject> openProjects() {
    return host == null ? List.of() : host.openProjects();
  }

  /// Makes an empty project in a folder, or where projects usually lie, and lists it.
  ListedProject create(String name, @Nullable Path at) {
    return shelf().make(name, at);
  }

  /// Lists the project that lies in a folder.
  ListedProject list(Path given) {
    return shelf().add(given);
  }

  /// Opens a project for this command alone, or uses the running server's.
  ProjectUse open(ListedProject place) {
    if (host != null) {
      return ProjectUse.of(host.served(place), host.tasks());
    }
    OpenProject open = shelf().open(place);
    return ProjectUse.own(open, () -> {
      open.closing();
      decoders.close();
      open.close();
    });
  }

  /// Allows a folder that the owner names on the command line, unless it lies in one that is allowed.
  void allow(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (places().allowed().stream().noneMatch(real::startsWith)) {
        data().allow(real);
      }
    } catch (IOException e) {
      // The import says what is wrong with it.
    }
  }

  /// Returns the project *Demo*, with the pictures that this call's programs can fetch.
  DemoProject demo() {
    return new DemoProject(shelf(), data(), call.folders().cache(), call.environment().getOrDefault("PATH", ""), this::allow);
  }

  /// Closes a project that is about to be removed, where the running server has it open.
  void release(ListedProject place) {
    if (host != null) {
      host.release(place);
    }
  }

  /// Removes what Panoptic wrote in a project's folder; nothing where the folder is gone.
  ProjectFiles.Removed removeFiles(ListedProject place) {
    return shelf().removeFiles(place);
  }

  /// Looks at a project. It is opened only where its images are not known and nobody has it open.
  ProjectGlance glance(ListedProject place) {
    return host != null ? host.glance(place) : shelf().glance(place);
  }

  /// Returns the server that runs on the data folder, if there is one.
  Optional<ServerClient> server() {
    var running = new RunningServer(disk, data().folder());
    return host != null ? Optional.empty() : running.find().map(at -> new ServerClient(at, running.bearer()));
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
    } catch (IOException e) {
      return null;
    }
  }

  /// Makes the command line: each command with what it needs.
  private CommandLine commandLine() {
    var options = new CommonOptions();
    var root = new CommandLine(options);
    var project = new CommandLine(new ProjectCommand());
    project.addSubcommand(new ProjectCreateCommand(call, this)).addSubcommand(new ProjectListCommand(call, this))
        .addSubcommand(new ProjectOpenCommand(call, this)).addSubcommand(new ProjectDeleteCommand(call, this))
        .addSubcommand(new ProjectCheckCommand(call, this)).addSubcommand(new ProjectBackupCommand(call, this))
        .addSubcommand(new ProjectRestoreCommand(call, this));
    var plugin = new CommandLine(new PluginCommand());
    plugin.addSubcommand(new PluginAddCommand(call, this)).addSubcommand(new PluginListCommand(call, this))
        .addSubcommand(new PluginRemoveCommand(call, this)).addSubcommand(new PluginParamsCommand(call, this))
        .addSubcommand("enable", titled(PluginTurnCommand.enable(call, this), "Want a plugin in a project, and start it."))
        .addSubcommand("disable", titled(PluginTurnCommand.disable(call, this), "Do not want a plugin in a project, and stop it."))
        .addSubcommand("restart", titled(PluginTurnCommand.restart(call, this), "Stop a plugin in a project and start it again."))
        .addSubcommand(new PluginLogCommand(call, this));
    var action = new CommandLine(new ActionCommand());
    action.addSubcommand(new ActionListCommand(call, this)).addSubcommand(new ActionRunCommand(call, this));
    root.addSubcommand(new ServeCommand(call, this)).addSubcommand(new LinkCommand(call, this))
        .addSubcommand(new DemoCommand(call, this, clock)).addSubcommand(project).addSubcommand(new ImportCommand(call, this))
        .addSubcommand(new ShowCommand(call, this)).addSubcommand(new QueryCommand(call, this, clock))
        .addSubcommand(new CommitCommand(call, this)).addSubcommand(new LogCommand(call, this))
        .addSubcommand("undo", titled(HistoryCommand.undo(call, this), "Undo your last step in a project."))
        .addSubcommand("redo", titled(HistoryCommand.redo(call, this), "Take your last undo back."))
        .addSubcommand(new RevertCommand(call, this))
        .addSubcommand(new ExportCommand(call, this, clock)).addSubcommand(new ValuesCommand(call, this))
        .addSubcommand(plugin).addSubcommand(action)
        .addSubcommand(new DoctorCommand(call, this)).addSubcommand(new CommandLine.HelpCommand()).addSubcommand(new RehearseCommand());
    root.setOut(writer(call.terminal().out())).setErr(writer(call.terminal().err()))
        .setCaseInsensitiveEnumValuesAllowed(true).setColorScheme(CommandLine.Help.defaultColorScheme(ansi(call.terminal())))
        .setUsageHelpAutoWidth(false).setUsageHelpWidth(110);
    root.setExecutionStrategy(parsed -> {
      call.use(options.json, options.data, options.as);
      return execute(parsed);
    });
    root.setParameterExceptionHandler((e, arguments) -> wrongUsage(call, e, arguments));
    root.setExecutionExceptionHandler((e, command, _) -> failed(e, command.getCommandName()));
    return root;
  }

  /// Runs a command; returns its exit code. The log keeps the command's name and how it ended.
  static int run(Call call, List<String> arguments) {
    return run(call, arguments, null);
  }

  /// Runs a command, within the running server where `host` is one.
  static int run(Call call, List<String> arguments, @Nullable ServerHost host) {
    var wiring = new Wiring(call, host);
    wiring.arguments = arguments;
    CommandLine root = wiring.commandLine();
    long began = System.nanoTime();
    int code = root.execute(arguments.toArray(String[]::new));
    if (!wiring.running.isEmpty()) {
      try (ProgramLog log = wiring.log()) {
        log.ended(wiring.running, call.isInterrupted() ? Main.INTERRUPTED : code, Duration.ofNanos(System.nanoTime() - began));
      }
    }
    return code;
  }

  private int execute(CommandLine.ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    CommandLine.ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    running = last.commandSpec().qualifiedName(" ");
    String first = parsed.hasSubcommand() ? parsed.subcommand().commandSpec().name() : "panoptic";
    if (!LOCAL.contains(first)) {
      Optional<ServerClient> server = server();
      if (server.isPresent()) {
        try {
          return server.get().run(call, arguments, false);
        } catch (ServerClient.NotThere e) {
          // It was killed: this command works alone.
        }
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static CommandLine titled(Object command, String header) {
    var line = new CommandLine(command);
    line.getCommandSpec().usageMessage().header(header);
    return line;
  }

  private static CommandLine.Help.Ansi ansi(Terminal terminal) {
    return terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
  }

  private static int wrongUsage(Call call, CommandLine.ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    call.use(List.of(arguments).contains("--json"), null, null);
    call.sayError("usage", String.valueOf(e.getMessage()));
    if (!command.getSubcommands().isEmpty() && !(e instanceof CommandLine.UnmatchedArgumentException)) {
      command.usage(command.getErr());
    } else if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
      command.getErr()
          .println("panoptic " + (command.getParent() == null ? "" : command.getCommandSpec().qualifiedName(" ").substring(9) + " ")
              + "--help tells how it is used.");
    }
    return CommandLine.ExitCode.USAGE;
  }

  private int failed(Exception e, String command) {
    if (call.isInterrupted()) {
      call.sayError("interrupted", "Interrupted; what was done so far is kept.");
      return Main.INTERRUPTED;
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
