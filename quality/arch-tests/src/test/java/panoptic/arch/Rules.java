package panoptic.arch;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Every rule about compiled classes, each with sources that break it, so that [RulesTest] can show that it bites.
final class Rules {

  /// A rule, and for its proof: sources by class name that break it, and words that the complaint must hold, one for each breach.
  record Rule(String name, ArchRule check, Map<String, String> plant, List<String> complaints) {}

  /// Who may write files, and why. Everyone else goes through `Disk`.
  static final Map<String, String> MAY_WRITE_FILES = Map.ofEntries(
      Map.entry("panoptic.media.LocalDisk", "is the Disk of real files"),
      Map.entry("panoptic.media.LocalFile", "is the DiskFile of real files"),
      Map.entry("panoptic.media.BoundedFolder", "keeps a cache that can be made again"),
      Map.entry("panoptic.media.RenditionCache", "fills a cache that can be made again"),
      Map.entry("panoptic.media.TileCache", "fills a cache that can be made again"),
      Map.entry("panoptic.storagesqlite.FolderLock", "locks a file, which the port cannot"),
      Map.entry("panoptic.app.DataFolder", "locks a file, which the port cannot"),
      Map.entry("panoptic.app.FetchedCorpus", "fills a cache that can be fetched again"),
      Map.entry("panoptic.app.OpenmojiCorpus", "fills a cache that can be fetched again"),
      Map.entry("panoptic.app.StampsCorpus", "fills a cache that can be fetched again"),
      Map.entry("panoptic.app.ProgramLog", "makes the folder that the JDK's logging writes into"),
      Map.entry("panoptic.app.ProjectFiles", "removes a project that nobody has open"),
      Map.entry("panoptic.app.RehearseCommand", "works in a temporary folder"),
      Map.entry("panoptic.app.PrivateDisk", "makes files that only the user can read, which the port cannot"),
      Map.entry("panoptic.app.RunningServer", "locks a file, which the port cannot"),
      Map.entry("panoptic.pluginrunner.Channel", "opens the streams to the host, which are no files"),
      Map.entry("panoptic.pluginhost.Folders", "removes what was compiled of plugins, and their own folders"),
      Map.entry("panoptic.pluginhost.JavaSource", "compiles into a cache that can be made again"),
      Map.entry("panoptic.pluginhost.PluginLog", "keeps what a plugin says, of which nothing depends"),
      Map.entry("panoptic.pluginhost.RunningPlugin", "makes a plugin's own folder"),
      Map.entry("panoptic.app.ProjectBackup", "writes and unpacks a file of the owner's choice"));

  /// Where plugins are loaded and their methods looked at: the one place for reflection.
  private static final Set<String> LOADS_PLUGINS = Set.of("panoptic.plugin", "panoptic.pluginrunner");

  /// Modules whose whole purpose is to try things out on real folders.
  private static final Set<String> TRIAL_PACKAGES = Set.of("panoptic.testkit", "panoptic.bench");

  /// Who may ask the machine for the time or for chance; everyone else is given it.
  static final Map<String, String> MAY_ASK_THE_CLOCK = Map.of(
      "panoptic.storagesqlite.FolderLock", "tells people since when a project is open; nothing is decided by it",
      "panoptic.storagesqlite.ProjectFolder", "gives a new project an id that no other has",
      "panoptic.pluginhost.PluginShelf", "gives an added plugin a key that no other has");

  /// Who may ask for the machine's time zone, and why.
  static final Map<String, String> MAY_USE_DEFAULTS = Map.of("panoptic.app.LogCommand", "shows people their own time",
      "panoptic.app.Call", "puts texts in the order of the person's language");

  /// Who may end the process it runs in, and why.
  static final Map<String, String> MAY_END_THE_PROCESS = Map.of(
      "panoptic.app.Main", "gives the exit code",
      "panoptic.vips.DecodeWorker", "is a main of its own, in a process of its own",
      "panoptic.vips.HostWatch", "ends a worker whose host is gone",
      "panoptic.pluginrunner.PluginRunner", "is a main of its own, in a process of its own");

  private static final Set<String> BAD_ENDINGS = Set.of("Manager", "Helper", "Util", "Utils", "Impl", "Info");

  private static final Set<String> FILES_WRITES = Set.of("write", "writeString", "newOutputStream", "newBufferedWriter", "newByteChannel",
      "copy",
      "move", "delete", "deleteIfExists", "createFile", "createDirectory", "createDirectories", "createLink", "createSymbolicLink",
      "createTempFile", "createTempDirectory", "setLastModifiedTime", "setAttribute", "setPosixFilePermissions", "setOwner");
  private static final Set<String> OPTIONS_TO_WRITE = Set.of("WRITE", "APPEND", "CREATE", "CREATE_NEW", "TRUNCATE_EXISTING",
      "DELETE_ON_CLOSE");
  private static final Set<String> FILE_WRITES = Set.of("delete", "deleteOnExit", "mkdir", "mkdirs", "renameTo", "createNewFile",
      "createTempFile",
      "setLastModified", "setReadOnly", "setWritable");

  private Rules() {}

  /// Returns all rules; [RulesTest] asserts how many they are.
  static List<Rule> all() {
    var rules = new ArrayList<Rule>();
    for (House.Module module : House.modules()) {
      if (!module.packageName().equals("panoptic.arch")) {
        rules.add(arrows(module));
      }
    }
    rules.add(noSql());
    rules.add(noFileWrites());
    rules.add(noReflection());
    rules.add(noSerialisation());
    rules.add(noDefaults());
    rules.add(noClock());
    rules.add(noBadEndings());
    rules.add(flatPackages());
    rules.add(admission());
    rules.add(exits());
    return List.copyOf(rules);
  }

  private static Rule arrows(House.Module module) {
    String own = module.packageName();
    Predicate<JavaClass> allowed = c -> {
      String name = c.getBaseComponentType().getPackageName();
      boolean jdk = name.startsWith("java.") && !name.startsWith("java.sql");
      return jdk || name.isEmpty() || within(name, own) || name.equals("org.jspecify.annotations")
          || module.libraries().stream().anyMatch(library -> within(name, library))
          || module.mayUse().stream().anyMatch(m -> m.endsWith("..") ? within(name, m.substring(0, m.length() - 2)) : name.equals(m));
    };
    var check = rule("only use " + module.mayUse() + ", " + module.libraries() + " and the JDK", c -> within(c.getPackageName(), own),
        (c, events) -> {
          for (var dependency : c.getDirectDependenciesFromSelf()) {
            if (!allowed.test(dependency.getTargetClass())) {
              events.add(SimpleConditionEvent.violated(c, dependency.getDescription()));
            }
          }
        });
    String stranger = House.modules().stream().map(House.Module::packageName)
        .filter(p -> !p.equals(own) && !module.mayUse().contains(p + "..")).findFirst().orElseThrow();
    return new Rule(module.folder() + " uses only what it may", check, Map.of(
        stranger + ".Stranger", "package " + stranger + "; public class Stranger {}",
        "org.elsewhere.Library", "package org.elsewhere; public class Library {}",
        own + ".Planted", "package " + own + "; class Planted { " + stranger + ".Stranger a; org.elsewhere.Library b; }"),
        List.of(stranger + ".Stranger", "org.elsewhere.Library"));
  }

  private static Rule noSql() {
    var check = rule("not speak SQL",
        c -> !c.getPackageName().startsWith("panoptic.storage") && !TRIAL_PACKAGES.contains(c.getPackageName()), (c, events) -> {
          for (var dependency : c.getDirectDependenciesFromSelf()) {
            String name = dependency.getTargetClass().getPackageName();
            if (within(name, "java.sql") || within(name, "javax.sql") || within(name, "org.sqlite")) {
              events.add(SimpleConditionEvent.violated(c, dependency.getDescription()));
            }
          }
        });
    return planted("only storage speaks SQL", check, "panoptic.app", """
        java.sql.Connection c;
        """, "java.sql.Connection");
  }

  private static Rule noFileWrites() {
    var check = rule("not write files",
        c -> !TRIAL_PACKAGES.contains(c.getPackageName()) && !MAY_WRITE_FILES.containsKey(House.outermost(c)),
        (c, events) -> {
          for (var access : c.getAccessesFromSelf()) {
            boolean writes = access.getTarget() instanceof CodeUnitAccessTarget called
                ? writesFiles(called)
                : access.getTargetOwner().getName().equals("java.nio.file.StandardOpenOption")
                    && OPTIONS_TO_WRITE.contains(access.getName());
            if (writes) {
              events.add(SimpleConditionEvent.violated(c, access.getDescription()));
            }
          }
        });
    return planted("only the Disk writes files", check, "panoptic.query", """
        void a(java.nio.file.Path p) throws java.io.IOException { java.nio.file.Files.writeString(p, ""); }
        void b(java.nio.file.Path p) throws java.io.IOException { java.nio.channels.FileChannel.open(p, java.nio.file.StandardOpenOption.WRITE); }
        void c(java.nio.file.Path p) throws java.io.IOException { new java.io.FileOutputStream(p.toFile()); }
        void d(java.io.File f) { java.util.Optional.of(f).map(java.io.File::delete); }
        """, "Files.writeString", "StandardOpenOption.WRITE", "FileOutputStream.<init>", "File.delete");
  }

  private static boolean writesFiles(CodeUnitAccessTarget t) {
    String first = t.getRawParameterTypes().isEmpty() ? "" : t.getRawParameterTypes().getFirst().getName();
    boolean makes = t.getName().equals("<init>");
    return switch (t.getOwner().getName()) {
      case "java.nio.file.Files" -> FILES_WRITES.contains(t.getName());
      case "java.io.FileOutputStream", "java.io.FileWriter", "java.io.RandomAccessFile" -> makes && !first.equals("java.io.FileDescriptor");
      case "java.io.PrintStream", "java.io.PrintWriter", "java.util.Formatter" ->
        makes && (first.equals("java.io.File") || first.equals("java.lang.String"));
      case "java.io.File" -> FILE_WRITES.contains(t.getName());
      default -> false;
    };
  }

  private static Rule noReflection() {
    var check = calls("not use reflection", c -> !LOADS_PLUGINS.contains(c.getPackageName()), t -> {
      String owner = t.getOwner().getName();
      String name = t.getName();
      return owner.startsWith("java.lang.reflect.") || owner.equals("java.util.ServiceLoader")
          || owner.equals("java.lang.ClassLoader") && name.equals("loadClass")
          || owner.equals("java.lang.Class") && (name.equals("forName") || name.equals("newInstance") || name.startsWith("getDeclared")
              || Set.of("getMethod", "getMethods", "getField", "getFields", "getConstructor", "getConstructors", "getRecordComponents")
                  .contains(name));
    });
    return planted("no reflection", check, "panoptic.app", """
        void a() throws Exception { Class.forName("x"); }
        void b() throws Exception { String.class.getDeclaredMethod("x").invoke(""); }
        """, "Class.forName", "getDeclaredMethod", "Method.invoke");
  }

  private static Rule noSerialisation() {
    var check = calls("not serialise objects", c -> true,
        t -> Set.of("java.io.ObjectInputStream", "java.io.ObjectOutputStream").contains(t.getOwner().getName()));
    return planted("no Java serialisation", check, "panoptic.media", """
        void a(java.io.InputStream s) throws Exception { new java.io.ObjectInputStream(s); }
        """, "ObjectInputStream.<init>");
  }

  private static Rule noDefaults() {
    var check = calls("not lean on the machine's locale, charset or time zone", c -> !MAY_USE_DEFAULTS.containsKey(House.outermost(c)),
        Rules::leansOnDefaults);
    return planted("no default locale, charset or time zone", check, "panoptic.model", """
        String a(String s) { return s.toLowerCase(); }
        byte[] b(String s) { return s.getBytes(); }
        String c(int n) { return String.format("%,d", n); }
        String d(int n) { return "%,d".formatted(n); }
        Object e() { return java.time.ZoneId.systemDefault(); }
        Object f() { return java.time.LocalDate.now(); }
        String g(byte[] b) { return new String(b); }
        Object h(java.util.List<String> s) { return s.stream().map(String::toUpperCase).toList(); }
        """, "toLowerCase()", "getBytes()", "String.format", "formatted", "systemDefault", "LocalDate.now", "String.<init>",
        "toUpperCase()");
  }

  private static boolean leansOnDefaults(CodeUnitAccessTarget t) {
    String owner = t.getOwner().getName();
    List<String> types = t.getRawParameterTypes().stream().map(JavaClass::getName).toList();
    boolean told = types.contains("java.util.Locale") || types.contains("java.nio.charset.Charset") || types.contains("java.time.ZoneId")
        || types.contains("java.time.Clock");
    if (told) {
      return false;
    }
    return switch (owner) {
      case "java.lang.String" -> switch (t.getName()) {
        case "toLowerCase", "toUpperCase", "format", "formatted" -> true;
        case "getBytes" -> types.isEmpty();
        case "<init>" -> !types.isEmpty() && types.getFirst().equals("[B") && !types.contains("java.lang.String");
        default -> false;
      };
      case "java.util.Locale" -> t.getName().equals("getDefault");
      case "java.nio.charset.Charset" -> t.getName().equals("defaultCharset");
      case "java.util.TimeZone" -> t.getName().equals("getDefault");
      case "java.time.ZoneId" -> t.getName().equals("systemDefault");
      case "java.time.Clock" -> t.getName().equals("systemDefaultZone");
      case "java.time.LocalDate", "java.time.LocalDateTime", "java.time.LocalTime", "java.time.ZonedDateTime", "java.time.OffsetDateTime",
          "java.time.Year", "java.time.YearMonth" ->
        t.getName().equals("now");
      case "java.time.format.DateTimeFormatter" -> t.getName().equals("ofPattern");
      case "java.text.SimpleDateFormat", "java.util.Formatter", "java.util.Scanner" -> t.getName().equals("<init>");
      case "java.text.NumberFormat", "java.text.DateFormat", "java.text.Collator" ->
        t.getName().startsWith("get") && t.getName().endsWith("nstance");
      case "java.io.PrintStream" -> t.getName().equals("printf") || t.getName().equals("format");
      case "java.io.InputStreamReader", "java.io.OutputStreamWriter", "java.io.FileReader", "java.io.FileWriter" ->
        t.getName().equals("<init>") && !types.contains("java.lang.String") && !types.contains("java.nio.charset.CharsetDecoder")
            && !types.contains("java.nio.charset.CharsetEncoder");
      case "java.io.ByteArrayOutputStream" -> t.getName().equals("toString") && types.isEmpty();
      default -> false;
    };
  }

  private static Rule noClock() {
    var check = calls("be given time and chance",
        c -> !within(c.getPackageName(), "panoptic.app") && !TRIAL_PACKAGES.contains(c.getPackageName())
            && !MAY_ASK_THE_CLOCK.containsKey(House.outermost(c)),
        t -> switch (t.getOwner().getName()) {
          case "java.lang.System" -> t.getName().equals("currentTimeMillis");
          case "java.time.Instant" -> t.getName().equals("now");
          case "java.time.Clock" -> t.getName().startsWith("system");
          case "java.time.InstantSource" -> t.getName().equals("system");
          case "java.lang.Math" -> t.getName().equals("random");
          case "java.util.UUID" -> t.getName().equals("randomUUID");
          case "java.util.concurrent.ThreadLocalRandom" -> t.getName().equals("current");
          case "java.util.Random", "java.util.SplittableRandom" -> t.getName().equals("<init>") && t.getRawParameterTypes().isEmpty();
          default -> false;
        });
    return planted("time and chance are parameters", check, "panoptic.tasks", """
        long a() { return System.currentTimeMillis(); }
        Object b() { return java.time.Instant.now(); }
        Object c() { return new java.util.Random(); }
        """, "currentTimeMillis", "Instant.now", "Random.<init>");
  }

  private static Rule noBadEndings() {
    var check = rule("say what they are", c -> !c.isAnonymousClass(),
        (c, events) -> BAD_ENDINGS.stream().filter(c.getSimpleName()::endsWith)
            .forEach(e -> events.add(SimpleConditionEvent.violated(c, c.getName() + " ends in " + e))));
    return new Rule("no class is a Manager, Helper, Util, Impl or Info", check,
        Map.of("panoptic.media.PackManager", "package panoptic.media; class PackManager { record ViewInfo(int n) {} }"),
        List.of("PackManager ends in Manager", "ViewInfo ends in Info"));
  }

  private static Rule flatPackages() {
    Set<String> roots = House.modules().stream().map(House.Module::packageName).collect(Collectors.toSet());
    var check = rule("lie in a module's package or its spi", c -> true, (c, events) -> {
      String name = c.getPackageName();
      if (!roots.contains(name) && !(name.endsWith(".spi") && roots.contains(name.substring(0, name.length() - 4)))) {
        events.add(SimpleConditionEvent.violated(c, c.getName() + " lies in a package of its own"));
      }
    });
    return new Rule("packages are flat", check, Map.of("panoptic.query.tree.Planted", "package panoptic.query.tree; class Planted {}"),
        List.of("panoptic.query.tree.Planted lies"));
  }

  private static Rule admission() {
    var admitted = Set.of("panoptic.project.AdmittedFile", "panoptic.project.AdmittedRoot");
    var check = calls("not admit files", c -> !admitted.contains(c.getName()) && !c.getPackageName().equals("panoptic.ingest")
        && !c.getPackageName().equals("panoptic.testkit"), t -> admitted.contains(t.getOwner().getName()) && t.getName().equals("<init>"));
    return new Rule("only ingest admits files and roots into a project", check, Map.of(
        "panoptic.project.AdmittedFile", "package panoptic.project; public record AdmittedFile(int n) {}",
        "panoptic.project.AdmittedRoot", "package panoptic.project; public record AdmittedRoot(int n) {}",
        "panoptic.project.Planted", "package panoptic.project; class Planted { Object a = new AdmittedFile(3); }",
        "panoptic.app.Planted",
        "package panoptic.app; import java.util.function.*; class Planted { IntFunction<?> a = panoptic.project.AdmittedRoot::new; }"),
        List.of("panoptic.project.Planted", "panoptic.app.Planted"));
  }

  private static Rule exits() {
    var check = calls("not end the process",
        c -> !MAY_END_THE_PROCESS.containsKey(c.getName()) && !TRIAL_PACKAGES.contains(c.getPackageName()),
        t -> t.getOwner().getName().equals("java.lang.System") && t.getName().equals("exit")
            || t.getOwner().getName().equals("java.lang.Runtime") && (t.getName().equals("exit") || t.getName().equals("halt")));
    return planted("only a main ends the process", check, "panoptic.project", """
        void a() { System.exit(1); }
        void b() { Runtime.getRuntime().halt(1); }
        """, "System.exit", "Runtime.halt");
  }

  private interface Check {
    void look(JavaClass c, ConditionEvents events);
  }

  private static ArchRule rule(String should, Predicate<JavaClass> about, Check check) {
    return ArchRuleDefinition.classes().should(new ArchCondition<>(should) {
      @Override
      public void check(JavaClass c, ConditionEvents events) {
        if (within(c.getPackageName(), "panoptic") && about.test(c)) {
          check.look(c, events);
        }
      }
    });
  }

  private static ArchRule calls(String should, Predicate<JavaClass> about, Predicate<CodeUnitAccessTarget> forbidden) {
    return rule(should, about, (c, events) -> {
      for (var access : c.getCodeUnitAccessesFromSelf()) {
        if (forbidden.test(access.getTarget())) {
          events.add(SimpleConditionEvent.violated(c, access.getDescription()));
        }
      }
    });
  }

  private static Rule planted(String name, ArchRule check, String packageName, String members, String... complaints) {
    return new Rule(name, check,
        new TreeMap<>(Map.of(packageName + ".Planted", "package " + packageName + "; class Planted {\n" + members + "}")),
        List.of(complaints));
  }

  private static boolean within(String name, String packageName) {
    return name.equals(packageName) || name.startsWith(packageName + ".");
  }
}
