package panoptic.pluginhost;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The process of one plugin: started at lower priority, its standard error kept in a log, ended with all that it started.
///
/// On Linux a process hears of its parent's death when the *thread* that started it ends; so one thread that lives as long as the program starts all
/// of them.
@SuppressWarnings("restricted")
final class PluginProcess implements AutoCloseable {
  private static final ExecutorService STARTER = Executors
      .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("plugin-starter").factory());
  private static final int SIGKILL = 9;
  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

  private final Process process;
  private final Thread errors;

  private PluginProcess(Process process, PluginLog log) {
    this.process = process;
    errors = Thread.ofPlatform().daemon().name("plugin-log-" + process.pid()).start(() -> copy(process.getErrorStream(), log));
  }

  /// Starts the runner of a Java plugin, with a folder to work in.
  static PluginProcess java(RunnerPlaces places, Path folder, PluginLog log) throws IOException {
    var command = new ArrayList<String>();
    if (!WINDOWS) {
      command.addAll(List.of("nice", "-n", "5"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", WINDOWS ? "java.exe" : "java").toString());
    command.addAll(List.of("-Xmx" + places.heapMegabytes() + "m", "-Xms16m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData", "-Xshare:auto",
        "-XX:-CreateCoredumpOnCrash", "-Dfile.encoding=UTF-8", "-Dstderr.encoding=UTF-8", "--enable-native-access=ALL-UNNAMED", "-cp",
        places.classPath().stream().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator)), places.mainClass(),
        Long.toString(ProcessHandle.current().pid())));
    return start(command, folder, log);
  }

  private static PluginProcess start(List<String> command, Path folder, PluginLog log) throws IOException {
    Callable<Process> start = () -> {
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
      return builder.start();
    };
    try {
      return new PluginProcess(STARTER.submit(start).get(), log);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  Process process() {
    return process;
  }

  long pid() {
    return process.pid();
  }

  /// Waits for the end, a moment at most, and says how it came.
  String howItEnded() {
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        return "it closed its channel";
      }
      errors.join(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int code = process.exitValue();
    return code > 128
        ? "it was ended by signal " + (code - 128)
        : code == 3 ? "it ran out of memory" : "it ended by itself, with code " + code;
  }

  /// Ends the process and those that it started and that did not leave its group.
  @Override
  public void close() {
    List<ProcessHandle> below = process.descendants().toList();
    if (!WINDOWS && process.isAlive()) {
      signal(-(int) process.pid());
    }
    below.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static void signal(int group) {
    var linker = Linker.nativeLinker();
    try {
      int ignored = (int) linker.downcallHandle(linker.defaultLookup().find("kill").orElseThrow(),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT)).invokeExact(group, SIGKILL);
    } catch (Throwable e) {
      throw new IllegalStateException("a group of processes could not be ended", e);
    }
  }

  private static void copy(InputStream from, PluginLog log) {
    var chunk = new byte[8192];
    try (from) {
      for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
        log.write(chunk, n);
      }
    } catch (IOException e) {
      // The process is gone; what it said is kept.
    }
  }
}
