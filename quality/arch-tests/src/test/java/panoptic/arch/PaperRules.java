package panoptic.arch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import panoptic.model.ErrorCode;

/// Every rule about documents and sources as texts, each with papers that break it, so that [PaperRulesTest] can show that it bites.
final class PaperRules {

  /// A rule: `look` returns a sentence per breach. `plant` breaks it, and each of `complaints` must stand in what `look` says of that.
  record Rule(String name, Function<Papers, List<String>> look, Papers plant, List<String> complaints) {}

  /// Where an unforeseen failure is caught, and why: around a request, a task, a plugin's call, a worker's file.
  static final Map<String, String> MAY_CATCH_ALL = Map.ofEntries(
      Map.entry("panoptic.http.Server", "a request that fails is answered and logged, and stops nothing else"),
      Map.entry("panoptic.tasks.TaskQueue", "a task that fails is recorded and stops nothing else"),
      Map.entry("panoptic.vips.Vips", "calls method handles, which declare Throwable"),
      Map.entry("panoptic.vips.VipsPicture", "calls method handles, which declare Throwable"),
      Map.entry("panoptic.vips.ProcessLimits", "calls a method handle, which declares Throwable"),
      Map.entry("panoptic.vips.HostWatch", "calls a method handle, which declares Throwable"),
      Map.entry("panoptic.pluginhost.PluginProcess", "calls a method handle, which declares Throwable"),
      Map.entry("panoptic.pluginprotocol.Connection", "a request that fails is answered, and stops nothing else"),
      Map.entry("panoptic.pluginrunner.Channel", "calls method handles, which declare Throwable"),
      Map.entry("panoptic.pluginrunner.Conversation", "what a plugin does with a stored parameter costs that parameter"),
      Map.entry("panoptic.pluginrunner.PluginEvents", "what a plugin's callback throws costs that callback"));

  /// Class names of others that our documents mention.
  private static final Set<String> FOREIGN = Set.of("FileChannel", "Optional", "InstantSource", "RoaringBitmap", "MappedByteBuffer");

  private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][a-z][A-Za-z0-9]*)((?:\\.[A-Za-z]\\w*)*)(?:\\([^`]*\\))?`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern MACHINE = Pattern.compile("(?<!\\w)/(?:work|root|Users)/[\\w.]|/home/(?!you\\b|ada\\b)\\w|\\b[A-Z]:\\\\\\w");
  private static final Pattern CATCH_ALL = Pattern.compile("catch \\((?:final )?(?:[\\w.]+ \\| )*(?:Exception|Throwable)\\b");
  private static final Pattern LEFT_OVER = Pattern
      .compile("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b|@Dis" + "abled\\b|@Ig" + "nore\\b");
  private static final Pattern VERSION = Pattern.compile("<(groupId|artifactId|version)>([^<]+)</");
  private static final int LONGEST = 800;

  private PaperRules() {}

  /// Returns all rules; [PaperRulesTest] asserts how many they are.
  static List<Rule> all() {
    return List.of(
        new Rule("the architecture has a paragraph with an invariant for each module", PaperRules::paragraphs,
            Papers.NONE.modules("core/model", "core/query").document("ARCHITECTURE.md",
                "**`core/model`** is there.\n\n**`core/gone`** *Invariant:* none.\n"),
            List.of("core/query has no paragraph", "core/model states no invariant", "core/gone is no module")),
        new Rule("the architecture is short",
            p -> p.get("ARCHITECTURE.md").lines().count() < 200 ? List.of() : List.of("ARCHITECTURE.md is too long"),
            Papers.NONE.document("ARCHITECTURE.md", "\n".repeat(300)), List.of("too long")),
        new Rule("each class that a document names exists", PaperRules::classesExist,
            Papers.NONE.document("ARCHITECTURE.md", "See `Gone` and `Project.vanish`, `Project.commit` and `Project`.")
                .classes(Map.of("Project", Set.of("commit"))),
            List.of("`Gone`", "`Project.vanish`")),
        new Rule("each relative link leads somewhere", PaperRules::links,
            Papers.NONE.document("docs/a.md", "[b](b.md#c) and [web](https://example.org)"),
            List.of("docs/a.md leads to b.md")),
        new Rule("no path of a machine is told", PaperRules::machines,
            Papers.NONE.document("README.md", "in /Users/jane/x").source("A.java", "\"/home/jane/x\"").script("Makefile", "cd /root/x"),
            List.of("README.md", "A.java", "Makefile")),
        new Rule("each dependency is listed with its version", PaperRules::dependencies,
            Papers.NONE.script("pom.xml", """
                <project><properties><a.version>3</a.version></properties>
                <dependency><groupId>org.a</groupId><artifactId>a</artifactId><version>${a.version}</version></dependency>
                <plugin><groupId>org.p</groupId><artifactId>p-plugin</artifactId><version>7</version></plugin></project>""")
                .script("native/package.json", "{\"dependencies\": {\n  \"@n/n\": \"1.0.1\"\n}}")
                .document("docs/dependencies.md", "| `org.a:a` | 2 | MIT | why |"),
            List.of("org.a:a 3", "org.p:p-plugin 7", "@n/n 1.0.1")),
        new Rule("each format is in the index", p -> p.documents().keySet().stream()
            .filter(d -> d.startsWith("docs/formats/") && !d.endsWith("/README.md")
                && !p.get("docs/formats/README.md").contains("](" + d.substring(13) + ")"))
            .map(d -> d + " is not in docs/formats/README.md").toList(),
            Papers.NONE.document("docs/formats/pack.md", ""), List.of("docs/formats/pack.md")),
        new Rule("each chapter of the guide is there in English and in French", PaperRules::guide,
            Papers.NONE.document("docs/guide/look.md", "").document("docs/guide/fr/start.md", ""),
            List.of("docs/guide/fr/look.md", "docs/guide/start.md")),
        new Rule("no module is empty", PaperRules::emptyModules,
            Papers.NONE.modules("core/model").source("core/model/src/main/java/package-info.java", ""),
            List.of("core/model is empty")),
        new Rule("each module says what is not in it", PaperRules::notHere,
            Papers.NONE.modules("core/model").source("core/model/src/main/java/panoptic/model/package-info.java",
                "/// Words.\npackage panoptic.model;"),
            List.of("core/model")),
        new Rule("the README names the two commands and where data lies",
            p -> Stream.of("./panoptic demo", "make test", "PANOPTIC_DATA_DIR")
                .filter(c -> !p.get("README.md").contains(c)).map(c -> "README.md does not name " + c).toList(),
            Papers.NONE.document("README.md", "make test"), List.of("./panoptic demo", "PANOPTIC_DATA_DIR")),
        new Rule("the glossary has the words of the design and the types of the model", PaperRules::glossary,
            Papers.NONE.document("GLOSSARY.md", "| project | a corpus |").source("core/model/src/main/java/panoptic/model/Tag.java",
                "public record Tag() {}"),
            List.of("\"instance\"", "`Tag`")),
        new Rule("no declared word is banned", PaperRules::bannedDeclarations,
            Papers.NONE
                .classes(Map.of("ItemList", Set.of("open"), "Project", Set.of("datasetName", "commit", "openJobs", "systemItemized"))),
            List.of("ItemList", "Project.datasetName", "Project.openJobs")),
        new Rule("no key or column is banned", PaperRules::bannedTexts,
            Papers.NONE.source("A.java", "x.put(\"itemCount\", 1); run(\"BEGIN TRANSACTION\"); /* \"asset\" */")
                .source("B.java", "\"\"\"\nCREATE TABLE pictures (id INTEGER, embedding BLOB)\n\"\"\""),
            List.of("itemCount", "embedding")),
        new Rule("unforeseen failures are caught only where the house says", PaperRules::catchAll,
            Papers.NONE.source("x/panoptic/query/A.java", "try { } catch (IOException | Exception e) { }"), List.of("A.java")),
        new Rule("nothing is left over or switched off",
            p -> texts(p.sources(), p.tests(), p.scripts()).filter(e -> LEFT_OVER.matcher(e.getValue()).find())
                .map(e -> e.getKey() + " holds a left-over").toList(),
            Papers.NONE.test("A.java", "@Dis" + "abled void a() {}").source("B.java", "// TO" + "DO later"), List.of("A.java", "B.java")),
        new Rule("no source is longer than " + LONGEST + " lines",
            p -> texts(p.sources(), p.tests()).filter(e -> e.getValue().lines().count() > LONGEST)
                .map(e -> e.getKey() + " is two things").toList(),
            Papers.NONE.source("A.java", "\n".repeat(900)), List.of("A.java")),
        new Rule("decisions are dated", p -> p.documents().keySet().stream()
            .filter(d -> d.matches("docs/decisions/.*")
                && !d.matches("docs/decisions/(README|looks-wrong|\\d{4}-\\d\\d-\\d\\d-[a-z0-9-]+)\\.md"))
            .map(d -> d + " bears no date").toList(), Papers.NONE.document("docs/decisions/logs.md", ""), List.of("logs.md")),
        new Rule("each error code is explained", p -> Stream.of(ErrorCode.values())
            .filter(c -> !p.get("docs/errors.md").contains("| `" + c.json() + "` | " + c.exitCode() + " |"))
            .map(c -> "docs/errors.md does not explain " + c.json() + ", exit code " + c.exitCode()).toList(), Papers.NONE,
            List.of("nameTaken")));
  }

  private static List<String> paragraphs(Papers papers) {
    var wrong = new ArrayList<String>();
    var paragraphs = new TreeMap<String, String>();
    Pattern.compile("(?m)^\\*\\*`(\\w+/[\\w-]+)`\\*\\*(.*(?:\\n.+)*)").matcher(papers.get("ARCHITECTURE.md")).results()
        .forEach(m -> paragraphs.put(m.group(1), m.group(2)));
    for (String module : papers.modules()) {
      if (!paragraphs.containsKey(module)) {
        wrong.add(module + " has no paragraph in ARCHITECTURE.md");
      } else if (!paragraphs.get(module).contains("*Invariant:*")) {
        wrong.add(module + " states no invariant in ARCHITECTURE.md");
      }
    }
    paragraphs.keySet().stream().filter(m -> !papers.modules().contains(m)).forEach(m -> wrong.add(m + " is no module"));
    return wrong;
  }

  private static List<String> classesExist(Papers papers) {
    var wrong = new ArrayList<String>();
    papers.documents().forEach((path, text) -> {
      if (!path.matches("(ARCHITECTURE|GLOSSARY|CONTRIBUTING|README)\\.md|docs/formats/.*|docs/decisions/looks-wrong\\.md")) {
        return;
      }
      for (MatchResult m : CLASS_NAME.matcher(text).results().toList()) {
        String owner = m.group(1);
        for (String part : Stream.of(m.group(2).split("\\.")).filter(s -> !s.isEmpty()).toList()) {
          if (!papers.classes().getOrDefault(owner, Set.of()).contains(part) && !FOREIGN.contains(owner)) {
            wrong.add(path + " names " + m.group() + ", which is not there");
          }
          owner = part;
        }
        if (!papers.classes().containsKey(m.group(1)) && !FOREIGN.contains(m.group(1))) {
          wrong.add(path + " names " + m.group() + ", which is not there");
        }
      }
    });
    return wrong;
  }

  private static List<String> links(Papers papers) {
    var wrong = new ArrayList<String>();
    papers.documents().forEach((path, text) -> {
      String folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/') + 1) : "";
      for (MatchResult m : LINK.matcher(text).results().toList()) {
        String target = m.group(1).replaceFirst("#.*", "");
        if (!target.isEmpty() && !target.matches("[a-z]+:.*") && !papers.exists().test(folder + target)) {
          wrong.add(path + " leads to " + target + ", which is not there");
        }
      }
    });
    return wrong;
  }

  /// Each chapter has its like, with as many headings and rows of tables, so that neither falls behind in silence.
  private static List<String> guide(Papers papers) {
    var wrong = new ArrayList<String>();
    Set<String> names = new TreeSet<>();
    papers.documents().keySet().stream().filter(d -> d.matches("docs/guide/(fr/)?[^/]+\\.md"))
        .forEach(d -> names.add(d.substring(d.lastIndexOf('/') + 1)));
    for (String name : names) {
      String english = "docs/guide/" + name;
      String french = "docs/guide/fr/" + name;
      Stream.of(english, french).filter(d -> !papers.documents().containsKey(d)).forEach(d -> wrong.add(d + " is not there"));
      if (wrong.isEmpty() && !outline(papers.get(english)).equals(outline(papers.get(french)))) {
        wrong.add(french + " has other headings or tables than " + english + ": " + outline(papers.get(french)) + ", " + outline(
            papers.get(english)));
      }
    }
    return wrong;
  }

  /// Returns what a chapter consists of: the ranks of its headings, the lengths of its tables.
  private static List<String> outline(String text) {
    var out = new ArrayList<String>();
    for (String line : text.lines().toList()) {
      String kind = line.startsWith("#") ? line.replaceFirst(" .*", "") : line.startsWith("|") ? "|" : "";
      if (kind.equals("|") && !out.isEmpty() && out.getLast().startsWith("|")) {
        out.set(out.size() - 1, out.getLast() + "|");
      } else if (!kind.isEmpty()) {
        out.add(kind);
      }
    }
    return out;
  }

  private static List<String> machines(Papers papers) {
    return texts(papers.documents(), papers.sources(), papers.scripts()).filter(e -> MACHINE.matcher(e.getValue()).find())
        .map(e -> e.getKey() + " tells a path of a machine").toList();
  }

  private static List<String> dependencies(Papers papers) {
    String parent = papers.scripts().getOrDefault("pom.xml", "");
    var wanted = new TreeMap<String, String>();
    papers.scripts().forEach((path, text) -> {
      if (path.endsWith("pom.xml")) {
        Pattern.compile("(?s)<(dependency|plugin|path)>(.*?)</\\1>").matcher(text).results().forEach(m -> {
          var parts = new TreeMap<String, String>();
          VERSION.matcher(m.group(2)).results().forEach(p -> parts.putIfAbsent(p.group(1), p.group(2)));
          String group = parts.getOrDefault("groupId", "");
          if (!group.equals("panoptic")) {
            wanted.merge(group + ":" + parts.get("artifactId"), resolved(parts.getOrDefault("version", ""), parent),
                (a, b) -> a.isEmpty() ? b : a);
          }
        });
      } else if (path.endsWith("package.json")) {
        Pattern.compile("\"(@?[\\w./-]+)\": \"(\\d[\\w.-]*)\"").matcher(text).results().forEach(m -> wanted.put(m.group(1), m.group(2)));
      }
    });
    List<String> lines = papers.get("docs/dependencies.md").lines().toList();
    return wanted.entrySet().stream().filter(w -> lines.stream().noneMatch(l -> l.startsWith("| `" + w.getKey() + "` | " + w.getValue())))
        .map(w -> "docs/dependencies.md has no line for " + w.getKey() + " " + w.getValue()).toList();
  }

  private static String resolved(String version, String parent) {
    if (!version.startsWith("${")) {
      return version;
    }
    String tag = Pattern.quote(version.substring(2, version.length() - 1));
    return Pattern.compile("<" + tag + ">([^<]+)<").matcher(parent).results().map(m -> m.group(1)).findFirst().orElse(version);
  }

  private static List<String> emptyModules(Papers papers) {
    return papers.modules().stream().filter(m -> texts(papers.sources(), papers.tests())
        .noneMatch(e -> e.getKey().startsWith(m + "/") && !e.getKey().endsWith("package-info.java"))).map(m -> m + " is empty").toList();
  }

  private static List<String> notHere(Papers papers) {
    return papers.modules().stream().filter(m -> texts(papers.sources(), papers.tests()).noneMatch(e -> e.getKey().startsWith(m + "/")
        && e.getKey().matches(".*/panoptic/\\w+/package-info\\.java") && e.getValue().contains("Not here:")))
        .map(m -> m + " does not say what is not in it").toList();
  }

  private static List<String> glossary(Papers papers) {
    String glossary = papers.get("GLOSSARY.md");
    var wrong = new ArrayList<String>();
    for (String word : Words.WANTED) {
      if (!Pattern.compile("(?m)^\\| (?:[^|]*, )?" + Pattern.quote(word) + "(?:,[^|]*)? \\|").matcher(glossary).find()) {
        wrong.add("GLOSSARY.md has no line for \"" + word + "\"");
      }
    }
    for (String path : papers.sources().keySet()) {
      var type = Pattern.compile("core/model/src/main/java/panoptic/model/(\\w+)\\.java").matcher(path);
      if (type.matches() && !glossary.contains("`" + type.group(1) + "`")) {
        wrong.add("GLOSSARY.md does not name `" + type.group(1) + "`");
      }
    }
    return wrong;
  }

  private static List<String> bannedDeclarations(Papers papers) {
    var wrong = new ArrayList<String>();
    papers.classes().forEach((name, members) -> {
      if (Words.banned(name)) {
        wrong.add(name + " is a banned word");
      }
      members.stream().filter(Words::banned).forEach(m -> wrong.add(name + "." + m + " is a banned word"));
    });
    return wrong;
  }

  private static List<String> bannedTexts(Papers papers) {
    var wrong = new TreeSet<String>();
    papers.sources().forEach((path, text) -> {
      String code = text.replaceAll("(?m)^\\s*///.*$|(?s)/\\*.*?\\*/", "");
      Pattern.compile("\"([A-Za-z][A-Za-z_]*)\"").matcher(code).results().map(m -> m.group(1)).filter(Words::banned)
          .forEach(w -> wrong.add(path + " has a key " + w));
      Pattern.compile("(?is)create\\s+(?:table|index|unique index)\\b.*?(?:;|\"\"\"|\"\\s*[;,)])").matcher(code).results()
          .flatMap(m -> Stream.of(m.group().split("\\W+"))).filter(Words::banned).forEach(w -> wrong.add(path + " has a column " + w));
    });
    return List.copyOf(wrong);
  }

  private static List<String> catchAll(Papers papers) {
    return papers.sources().entrySet().stream().filter(e -> CATCH_ALL.matcher(e.getValue()).find())
        .filter(e -> MAY_CATCH_ALL.keySet().stream().noneMatch(c -> e.getKey().endsWith(c.replace('.', '/') + ".java")))
        .map(e -> e.getKey() + " catches everything").toList();
  }

  private static Stream<Map.Entry<String, String>> texts(Map<String, String> some, Map<String, String> more) {
    return Stream.of(some, more).flatMap(m -> m.entrySet().stream());
  }

  private static Stream<Map.Entry<String, String>> texts(Map<String, String> some, Map<String, String> more, Map<String, String> most) {
    return Stream.concat(texts(some, more), most.entrySet().stream());
  }
}
