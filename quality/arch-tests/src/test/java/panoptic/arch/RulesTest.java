package panoptic.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every rule holds for every class of ours, and notices a class that breaks it.
class RulesTest {
  private static final JavaClasses CLASSES = House.classes();

  @TempDir
  Path temp;

  @Test
  void allRulesAndAllModulesAreLookedAt() {
    assertEquals(House.modules().size() - 1 + 10, Rules.all().size(), "one rule of arrows for each module but this one, and ten more");
    for (House.Module module : House.modules()) {
      if (!module.packageName().equals("panoptic.arch")) {
        assertTrue(
            CLASSES.stream().anyMatch(c -> c.getPackageName().equals(module.packageName()) && !c.getSimpleName().equals("package-info")),
            "no class of " + module.folder() + " was looked at");
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> holds() {
    return Rules.all().stream().map(r -> dynamicTest(r.name(), () -> {
      var report = r.check().evaluate(CLASSES).getFailureReport();
      assertTrue(report.isEmpty(), () -> String.join("\n", report.getDetails()));
    }));
  }

  @TestFactory
  Stream<DynamicTest> noticesWhatBreaksIt() {
    return Rules.all().stream().map(r -> dynamicTest(r.name(), () -> {
      String details = String.join("\n", r.check().evaluate(compiled(r.plant())).getFailureReport().getDetails());
      assertFalse(details.isEmpty(), "nothing noticed");
      for (String complaint : r.complaints()) {
        assertTrue(details.contains(complaint), () -> "no complaint about " + complaint + " in:\n" + details);
      }
    }));
  }

  @Test
  void exemptClassesExist() {
    var exempt = new TreeSet<String>();
    for (Set<String> names : List.of(Rules.MAY_WRITE_FILES.keySet(), Rules.MAY_ASK_THE_CLOCK.keySet(), Rules.MAY_USE_DEFAULTS.keySet(),
        Rules.MAY_END_THE_PROCESS.keySet())) {
      exempt.addAll(names);
    }
    exempt.removeIf(CLASSES::contain);
    assertTrue(exempt.isEmpty(), () -> "exempt, but not there: " + exempt);
  }

  private JavaClasses compiled(Map<String, String> sources) throws IOException {
    Path folder = Files.createTempDirectory(temp, "planted");
    var units = new ArrayList<JavaFileObject>();
    sources.forEach((name, text) -> units.add(new Source(name, text)));
    var said = new StringWriter();
    boolean done = ToolProvider.getSystemJavaCompiler()
        .getTask(said, null, null, List.of("-d", folder.toString(), "-cp", folder.toString(), "-proc:none"), null, units).call();
    assertTrue(done, said::toString);
    return new ClassFileImporter().importPath(folder);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) { return text; }
  }
}
