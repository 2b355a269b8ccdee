package panoptic.app;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import panoptic.vips.VipsLibrary;
import picocli.CommandLine.Command;

/// `doctor`: what to paste in a bug report.
@Command(name = "doctor", header = "Tell versions, natives, space and places: what to paste in a bug report.")
final class DoctorCommand implements Callable<Integer> {
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  private final Call call;
  private final Wiring wiring;

  DoctorCommand(Call call, Wiring wiring) {
    this.call = call;
    this.wiring = wiring;
  }

  @Override
  public Integer call() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    Path data = wiring.data().folder();
    Optional<Path> vips = VipsLibrary.find();
    var natives = Call.document("libvips", vips.map(DoctorCommand::versionInName).orElse(null), "libvipsFile",
        vips.map(Path::toString).orElse(null),
        "sqlite", Wiring.sqliteVersion());
    var document = Call.document("version", ProgramVersion.text(), "java", System.getProperty("java.runtime.version"), "javaHome",
        System.getProperty("java.home"), "system",
        System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"), "processors",
        runtime.availableProcessors(), "heapLimit", runtime.maxMemory(), "natives", natives, "vectorInstructions", vectorInstructions(),
        "python",
        python(), "dataFolder", data.toString(), "projects", wiring.data().projects().size(), "space", space(data), "cacheFolder",
        call.folders().cache().toString(), "logFile", wiring.log().file().map(Path::toString).orElse(null), "locale",
        System.getProperty("sun.jnu.encoding"));
    call.answer(document, () -> {
      var table = new TextTable("Panoptic " + ProgramVersion.text(), "");
      flat("", document, table);
      return table.text(call.terminal());
    });
    return 0;
  }

  private static void flat(String prefix, Map<String, @Nullable Object> document, TextTable table) {
    document.forEach((key, value) -> {
      if (value instanceof Map<?, ?> inner) {
        inner.forEach((k, v) -> table.row(prefix + k, shown(String.valueOf(k), v)));
      } else {
        table.row(prefix + key, shown(key, value));
      }
    });
  }

  private static String shown(String key, @Nullable Object value) {
    return value == null
        ? "not found"
        : (key.equals("space") || key.equals("heapLimit")) && value instanceof Long n ? Texts.bytes(n) : value.toString();
  }

  static String versionInName(Path library) {
    Matcher m = VERSION.matcher(library.getFileName().toString());
    return m.find() ? m.group() : "unknown version";
  }

  /// Returns the widest vector instructions of this processor, as its system names them.
  private static String vectorInstructions() {
    if (System.getProperty("os.arch").equals("aarch64")) {
      return "NEON";
    }
    try {
      String flags = Files.readString(Path.of("/proc/cpuinfo"));
      for (String wanted : new String[] {"avx512f", "avx2", "avx", "sse4_2"}) {
        if (flags.contains(" " + wanted + " ")) {
          return wanted;
        }
      }
    } catch (IOException e) {
      return "unknown";
    }
    return "unknown";
  }

  private @Nullable String python() throws InterruptedException {
    Optional<Tool> python = Tool.find("python3", call.environment().getOrDefault("PATH", ""));
    if (python.isEmpty()) {
      return null;
    }
    try {
      Tool.Ended ended = python.get().run(Path.of("").toAbsolutePath(), "--version");
      return ended.code() == 0 ? ended.lastLine() + " (" + python.get().program() + ")" : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Long space(Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    try {
      FileStore store = Files.getFileStore(there == null ? Path.of("/") : there);
      return store.getUsableSpace();
    } catch (IOException e) {
      return null;
    }
  }
}
