package panoptic.pluginhost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.plugin.HelpProcessor;

/// Makes a Java plugin ready to run: a jar is taken as it is; the `.java` files of a folder are compiled once, and again when one of them changes.
///
/// Jars in the folder itself or in `lib` are on the plugin's path.
final class JavaSource {
  private static final int SHOWN = 20;

  private final Path api;

  /// `api`: the plugin API, a jar or a folder of classes.
  JavaSource(Path api) {
    this.api = api;
  }

  /// Returns the folders and jars of a plugin's classes. Refuses sources that do not compile, with file, line and reason of the first errors.
  List<Path> classes(InstalledPlugin plugin, Path cache) {
    if (plugin.type() == SourceType.JAR) {
      return List.of(plugin.source());
    }
    try {
      List<Path> sources = files(plugin.source(), ".java");
      List<Path> jars = files(plugin.source(), ".jar");
      var out = new ArrayList<Path>();
      out.add(sources.isEmpty() ? plugin.source() : compiled(plugin, sources, jars, cache));
      out.addAll(jars);
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(plugin.source() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Path compiled(InstalledPlugin plugin, List<Path> sources, List<Path> jars, Path cache) throws IOException {
    Path done = cache.resolve(fingerprint(sources, jars));
    if (Files.exists(done)) {
      return done;
    }
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) {
      throw new RefusedException(ErrorCode.INVALID, plugin.name() + " is Java source, and this Java has no compiler: a JDK is needed");
    }
    Folders.remove(cache);
    Path making = cache.resolve("making");
    Files.createDirectories(making);
    var problems = new DiagnosticCollector<JavaFileObject>();
    String path = Stream.concat(Stream.of(api), jars.stream()).map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator));
    // Only our processor runs here: one of the plugin's own would run in this process.
    List<String> options = List.of("-parameters", "-g", "-encoding", "UTF-8", "-classpath", path, "-d", making.toString(), "-proc:full",
        "-processor", HelpProcessor.class.getName(), "-processorpath", api.toString());
    boolean ok;
    try (var files = javac.getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8)) {
      ok = javac.getTask(null, files, problems, options, null, files.getJavaFileObjectsFromPaths(sources)).call();
    }
    if (!ok) {
      Folders.remove(cache);
      throw new RefusedException(ErrorCode.INVALID, told(plugin, problems.getDiagnostics()));
    }
    Files.move(making, done);
    return done;
  }

  private static String told(InstalledPlugin plugin, List<Diagnostic<? extends JavaFileObject>> problems) {
    List<String> errors = problems.stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .map(d -> (d.getSource() == null ? "" : plugin.source().relativize(Path.of(d.getSource().toUri())) + ":" + d.getLineNumber() + ": ")
            + d.getMessage(Locale.ROOT))
        .toList();
    return plugin.name() + " does not compile:\n" + String.join("\n", errors.subList(0, Math.min(SHOWN, errors.size())))
        + (errors.size() > SHOWN ? "\nand " + (errors.size() - SHOWN) + " more" : "");
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().endsWith(ending) && Files.isRegularFile(f) && !hidden(folder.relativize(f))).sorted().toList();
    }
  }

  private static boolean hidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".") || part.toString().equals("target") || part.toString().equals("build")) {
        return true;
      }
    }
    return relative.startsWith("src/test");
  }

  /// Returns a name that changes with any of the files and with the plugin API.
  private String fingerprint(List<Path> sources, List<Path> jars) throws IOException {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      hash.update(Long.toString(Files.getLastModifiedTime(api).toMillis()).getBytes(StandardCharsets.UTF_8));
      for (Path f : sources) {
        hash.update(f.toString().getBytes(StandardCharsets.UTF_8));
        hash.update(Files.readAllBytes(f));
      }
      for (Path f : jars) {
        hash.update((f + " " + Files.size(f) + " " + Files.getLastModifiedTime(f)).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(hash.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
