package panoptic.arch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What stands where in this checkout: modules with their packages and arrows, sources, classes, documents.
final class House {
  static final Path ROOT = Path.of(System.getProperty("panoptic.root", "../..")).toAbsolutePath().normalize();

  /// A module: its folder, its package, the packages of ours that it may use, and the libraries' packages that it may use.
  record Module(String folder, String packageName, Set<String> mayUse, Set<String> libraries) {
    Path path() { return ROOT.resolve(folder); }

    Path mainSources() { return path().resolve("src/main/java"); }
  }

  /// The folders at the root that hold modules, and the documents.
  static final List<String> ROOMS = List.of("docs", "core", "storage", "images", "plugins", "app", "quality");

  private static final String ROARING = "org.roaringbitmap";
  private static final List<String> ALL = List.of("model..", "project..", "query..", "tasks..", "storagesqlite..", "vips..", "imaging..",
      "media..", "ingest..", "plugin..", "pluginprotocol..", "pluginhost..", "pluginrunner..", "transfer..", "http..", "testkit..");

  /// The table of ARCHITECTURE.md, "Which module may use which". A module that is not here fails the tests.
  private static final List<Module> TABLE = List.of(
      module("core/model", "model", List.of(), Set.of()),
      module("core/project", "project", List.of("model.."), Set.of(ROARING)),
      module("core/query", "query", List.of("model..", "project.."), Set.of(ROARING, "com.google.re2j")),
      module("core/tasks", "tasks", List.of("model.."), Set.of()),
      module("storage/storage-sqlite", "storagesqlite", List.of("model..", "project.spi"), Set.of("java.sql", "org.sqlite")),
      module("images/vips", "vips", List.of(), Set.of()),
      module("images/imaging", "imaging", List.of("model..", "vips.."), Set.of("com.drew", "javax.xml.stream")),
      module("images/media", "media", List.of("model.."), Set.of()),
      module("images/ingest", "ingest", List.of("model..", "project..", "imaging..", "media..", "tasks.."), Set.of(ROARING)),
      module("plugins/plugin-api", "plugin", List.of(),
          Set.of("javax.annotation.processing", "javax.lang.model", "javax.tools", "java.awt")),
      module("plugins/plugin-protocol", "pluginprotocol", List.of("plugin.."), Set.of("tools.jackson")),
      module("plugins/plugin-host", "pluginhost",
          List.of("plugin..", "pluginprotocol..", "model..", "project..", "query..", "tasks..", "imaging..", "media..", "ingest.."),
          Set.of(ROARING, "javax.tools")),
      module("plugins/plugin-runner", "pluginrunner", List.of("plugin..", "pluginprotocol.."), Set.of()),
      module("app/transfer", "transfer", List.of("model..", "project..", "tasks.."),
          Set.of(ROARING, "org.apache.parquet.format", "org.apache.arrow.flatbuf", "com.google.flatbuffers")),
      module("app/http", "http",
          List.of("model..", "project..", "query..", "tasks..", "imaging..", "media..", "ingest..", "transfer.."),
          Set.of(ROARING, "io.javalin", "org.eclipse.jetty", "jakarta.servlet", "kotlin", "tools.jackson", "org.snakeyaml")),
      module("app/panoptic", "app", ALL, Set.of(ROARING, "picocli", "tools.jackson", "com.fasterxml.jackson.annotation")),
      module("quality/testkit", "testkit", List.of("model..", "project..", "media.."), Set.of(ROARING, "org.junit.jupiter")),
      module("quality/arch-tests", "arch", List.of(), Set.of()),
      module("quality/bench", "bench", Stream.concat(ALL.stream(), Stream.of("app..")).toList(),
          Set.of(ROARING, "java.sql", "org.sqlite", "org.duckdb", "tools.jackson", "javax.imageio", "com.sun.net.httpserver")));

  private House() {}

  private static Module module(String folder, String name, List<String> mayUse, Set<String> libraries) {
    var packages = new TreeSet<String>();
    for (String other : mayUse) {
      packages.add("panoptic." + other);
    }
    return new Module(folder, "panoptic." + name, packages, libraries);
  }

  /// Returns the modules that the parent POM lists, with what the table says of them.
  static List<Module> modules() {
    var found = new ArrayList<Module>();
    for (String folder : declaredModules()) {
      found.add(TABLE.stream().filter(m -> m.folder().equals(folder)).findFirst()
          .orElseThrow(() -> new AssertionError("the table of House does not say what module " + folder + " may use")));
    }
    return found;
  }

  /// Returns the folders that the parent POM lists.
  static List<String> declaredModules() {
    return Pattern.compile("<module>([^<]+)</module>").matcher(read(ROOT.resolve("pom.xml"))).results().map(r -> r.group(1)).toList();
  }

  /// Returns the classes of all modules, tests apart.
  static JavaClasses classes() {
    return new ClassFileImporter()
        .importPaths(modules().stream().map(m -> m.path().resolve("target/classes")).filter(Files::exists).toList());
  }

  /// Returns the texts of all main sources, by path from the root.
  static Map<String, String> mainSources() {
    var found = new TreeMap<String, String>();
    for (Module module : modules()) {
      found.putAll(texts(module.mainSources(), ".java"));
    }
    return found;
  }

  /// Returns the texts of all our Markdown documents, by path from the root.
  static Map<String, String> documents() {
    var found = new TreeMap<String, String>();
    for (Path path : list(ROOT)) {
      if (path.toString().endsWith(".md")) {
        found.put(ROOT.relativize(path).toString(), read(path));
      }
    }
    for (String room : ROOMS) {
      found.putAll(texts(ROOT.resolve(room), ".md"));
    }
    return found;
  }

  /// Returns the texts below a folder of files with an ending, by path from the root; what a build made is left out.
  static Map<String, String> texts(Path folder, String ending) {
    var found = new TreeMap<String, String>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String name = ROOT.relativize(path).toString();
        if (name.endsWith(ending) && Files.isRegularFile(path) && !name.contains("/target/") && !name.contains("node_modules/")) {
          found.put(name, read(path));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the source file of a class, for messages and allow-lists: its outermost class's name.
  static String outermost(JavaClass c) {
    String name = c.getName();
    int dollar = name.indexOf('$');
    return dollar < 0 ? name : name.substring(0, dollar);
  }
}
