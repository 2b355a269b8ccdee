package panoptic.pluginhost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.plugin.ActionContext;
import panoptic.plugin.ActionResult;
import panoptic.plugin.Group;
import panoptic.plugin.ParamDescription;
import panoptic.plugin.ParamType;

/// A plugin lives: it is compiled, started, described, called, ended.
class PluginLifeTest {
  private static final String WIDTHS = """
      import java.nio.file.Path;
      import java.util.ArrayList;
      import java.util.Comparator;
      import java.util.List;
      import panoptic.plugin.*;

      public class Widths extends APlugin {
        /// How this plugin works.
        /// @param greeting What is said first.
        record Params(String greeting, @Param(min = 1, max = 9) int loudness) {}

        public Widths(PluginProjectInterface project, Path pluginPath, String name) {
          super(name, project, pluginPath);
          params = new Params("hello", 3);
          addActionEasy(this::byWidth, Hook.GROUP);
          addActionEasy("greet", "execute", "nowhere");
        }

        /// Puts pictures of like width together.
        /// @param parts How many groups there will be.
        ActionResult byWidth(ActionContext context, @Param(value = "2", min = 1, max = 50) int parts) throws Exception {
          System.out.println("standard output is not the channel");
          List<Instance> all = new ArrayList<>(project.getInstances(context.instanceIds()));
          all.sort(Comparator.comparingInt(Instance::width));
          var groups = new ArrayList<Group>();
          for (int i = 0; i < parts; i++) {
            List<Instance> some = all.subList(i * all.size() / parts, (i + 1) * all.size() / parts);
            groups.add(Group.ofIds(some.stream().map(Instance::id).toList()).named("to " + some.getLast().width()));
          }
          return ActionResult.ofGroups(groups);
        }

        ActionResult greet(ActionContext context) {
          throw new IllegalStateException(((Params) params).greeting() + " " + ((Params) params).loudness());
        }
      }
      """;

  @Test
  void isDescribedAndCalled(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 300)) {
      PluginStatus status = open.add("By width", "Widths", WIDTHS);
      assertEquals(PluginState.RUNNING, status.state(), status.reason());
      assertEquals(List.of("By width.byWidth", "By width.greet"), status.functions().stream().map(f -> f.id()).toList());
      var byWidth = status.functions().getFirst();
      assertEquals("Puts pictures of like width together.", byWidth.description());
      assertEquals(List.of("group"), byWidth.hooks());
      assertEquals(
          new ParamDescription("parts", ParamType.INT, false, "Parts", "How many groups there will be.", 2L, null, 1.0, 50.0, List.of()),
          byWidth.params().getFirst());
      assertEquals(List.of("greeting", "loudness"), status.params().stream().map(ParamDescription::name).toList());
      assertEquals("What is said first.", status.params().getFirst().description());
      assertEquals(Map.of("greeting", "hello", "loudness", 3L), status.values());

      ActionResult result = assertInstanceOf(ActionOutcome.Returned.class,
          open.act("By width.byWidth", ActionContext.of().withInputs(Map.of("parts", 3)))).result();
      List<Group> groups = Objects.requireNonNull(result.groups());
      assertEquals(3, groups.size());
      assertEquals(300, groups.stream().mapToInt(g -> Objects.requireNonNull(g.ids()).size()).sum());
      assertTrue(open.plugins.log("By width", 10_000).contains("standard output is not the channel"));
    }
  }

  @Test
  void comesAsAJarToo(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 10)) {
      open.add("w", "Widths", WIDTHS);
      Path classes;
      try (var files = Files.walk(folder.resolve("data/plugins"))) {
        classes = Objects.requireNonNull(files.filter(f -> f.endsWith("Widths.class")).findFirst().orElseThrow().getParent());
      }
      Path jar = folder.resolve("widths.jar");
      assertEquals(0,
          ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "cf", jar.toString(), "-C", classes.toString(), "."));
      open.shelf.add("of a jar", SourceType.JAR, jar);
      open.plugins.startAll();
      open.plugins.awaitStarted();
      PluginStatus status = open.plugins.status().get(1);
      assertEquals(PluginState.RUNNING, status.state(), status.reason());
      assertEquals("How many groups there will be.", status.functions().getFirst().params().getFirst().description());
      assertInstanceOf(ActionOutcome.Returned.class, open.act("of a jar.byWidth", ActionContext.of()));
    }
  }

  @Test
  void whatItThrowsComesBackWithItsTrace(@TempDir Path folder) throws Exception {
    try (var open = new OpenForPlugins(folder, 10)) {
      open.add("w", "Widths", WIDTHS);
      open.plugins.update("w", Map.of("greeting", "hallo", "loudness", 9));
      var raised = assertInstanceOf(ActionOutcome.Raised.class, open.act("w.greet", ActionContext.of()));
      assertEquals("java.lang.IllegalStateException", raised.name());
      assertEquals("hallo 9", raised.message());
      assertTrue(raised.traceback().stream().anyMatch(l -> l.contains("Widths.java:")), raised.traceback().toString());
      assertEquals("parts takes a number from 1 to 50, not 51", assertInstanceOf(ActionOutcome.Raised.class,
          open.act("w.byWidth", ActionContext.of().withInputs(Map.of("parts", 51)))).message());
      open.plugins.restart("w");
      open.plugins.awaitStarted();
      assertEquals(Map.of("greeting", "hallo", "loudness", 9L), open.plugins.status().getFirst().values());
    }
  }
}
