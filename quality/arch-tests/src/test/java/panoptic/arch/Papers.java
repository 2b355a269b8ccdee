package panoptic.arch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Everything that [PaperRules] read: texts by path from the root, the modules' folders, and the classes with their members by simple name.
///
/// `documents` are Markdown, `sources` the Java of main, `tests` that of tests, `scripts` the rest that people wrote; `exists` tells whether a
/// path from the root is there.
record Papers(Set<String> modules, Map<String, String> documents, Map<String, String> sources, Map<String, String> tests,
    Map<String, String> scripts, Map<String, Set<String>> classes, Predicate<String> exists) {

  static final Papers NONE = new Papers(Set.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), p -> false);

  /// Reads those of this checkout.
  static Papers ofThisHouse() {
    var sources = new TreeMap<String, String>();
    var tests = new TreeMap<String, String>();
    var scripts = new TreeMap<String, String>();
    for (String folder : House.declaredModules()) {
      Path module = House.ROOT.resolve(folder);
      sources.putAll(House.texts(module.resolve("src/main/java"), ".java"));
      tests.putAll(House.texts(module.resolve("src/test/java"), ".java"));
      scripts.put(folder + "/pom.xml", House.read(module.resolve("pom.xml")));
    }
    for (String ending : new String[] {".sh", ".py", "/package.json"}) {
      for (String room : House.ROOMS) {
        scripts.putAll(House.texts(House.ROOT.resolve(room), ending));
      }
    }
    for (String name : new String[] {"pom.xml", "Makefile", "panoptic", ".ci/run"}) {
      if (Files.isRegularFile(House.ROOT.resolve(name))) {
        scripts.put(name, House.read(House.ROOT.resolve(name)));
      }
    }
    var classes = new TreeMap<String, Set<String>>();
    for (JavaClass c : House.classes()) {
      Set<String> members = classes.computeIfAbsent(c.getSimpleName(), _ -> new TreeSet<>());
      c.getMembers().stream().map(JavaMember::getName).forEach(members::add);
      c.getEnclosingClass().ifPresent(outer -> classes.computeIfAbsent(outer.getSimpleName(), _ -> new TreeSet<>()).add(c.getSimpleName()));
    }
    for (String path : tests.keySet()) {
      classes.computeIfAbsent(path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length()), _ -> new TreeSet<>());
    }
    return new Papers(new TreeSet<>(House.declaredModules()), House.documents(), sources, tests, scripts, classes,
        p -> Files.exists(House.ROOT.resolve(p)));
  }

  Papers modules(String... folders) {
    return new Papers(Set.of(folders), documents, sources, tests, scripts, classes, exists);
  }

  Papers document(String path, String text) {
    return new Papers(modules, with(documents, path, text), sources, tests, scripts, classes, exists);
  }

  Papers source(String path, String text) {
    return new Papers(modules, documents, with(sources, path, text), tests, scripts, classes, exists);
  }

  Papers test(String path, String text) {
    return new Papers(modules, documents, sources, with(tests, path, text), scripts, classes, exists);
  }

  Papers script(String path, String text) {
    return new Papers(modules, documents, sources, tests, with(scripts, path, text), classes, exists);
  }

  Papers classes(Map<String, Set<String>> found) {
    return new Papers(modules, documents, sources, tests, scripts, found, exists);
  }

  String get(String document) {
    return documents.getOrDefault(document, "");
  }

  private static Map<String, String> with(Map<String, String> texts, String path, String text) {
    var more = new TreeMap<>(texts);
    more.put(path, text);
    return more;
  }
}
