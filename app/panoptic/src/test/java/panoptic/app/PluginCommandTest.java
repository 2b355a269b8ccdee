package panoptic.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.Json;

/// `plugin` and `action`, with the example *hue* on real pictures and in real processes.
final class PluginCommandTest {
  private static final Path HUE = Path.of(System.getProperty("panoptic.root")).resolve("examples/hue");

  @TempDir
  Path temp;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void makeProject() throws IOException {
    cli = new Cli(temp.resolve("data"));
    Path pictures = Files.createDirectories(temp.resolve("pictures"));
    for (int i = 0; i < 7; i++) {
      Drawing.png(pictures.resolve("p" + i + ".png"), i);
    }
    Files.copy(pictures.resolve("p3.png"), pictures.resolve("same.png"));
    cli.json("project", "create", "P").ends(0);
    cli.json("import", "P", pictures.toString()).ends(0);
    cli.json("plugin", "add", "Hue", HUE.toString()).ends(0);
  }

  private Json vectorType() {
    List<Json> types = cli.json("show", "P").ends(0).document().get("vectorTypes").list();
    assertEquals(1, types.size());
    return types.getFirst();
  }

  @Test
  void vectorsAreMadeOnceForEachImageAndGroupsOfThemAreKept() {
    List<Json> actions = cli.json("action", "list", "P").ends(0).document().list();
    assertEquals(List.of("Hue.computeVectors", "Hue.computeClusters"), actions.stream().map(a -> a.get("id").string()).toList());
    assertEquals("Sorts pictures by hue and cuts them into groups of one size.", actions.get(1).get("description").string());
    assertEquals(1, cli.json("action", "list", "P", "--hook", "vector").ends(0).document().list().size());
    assertEquals(0, vectorType().get("count").integer());

    Json notif = cli.json("action", "run", "P", "Hue.computeVectors").ends(0).document().get("notifs").list().getFirst();
    assertEquals("Computed 7 vectors", notif.get("message").string());
    assertEquals(7, vectorType().get("count").integer());
    assertEquals("Hue", vectorType().get("source").string());
    assertEquals("hue", vectorType().get("params").get("model").string());

    Json result = cli.json("action", "run", "P", "Hue.computeClusters", "groups=2").ends(0).document();
    assertEquals(1, result.get("result").integer());
    Set<Integer> ids = new TreeSet<>();
    result.get("groups").list().forEach(g -> ids.addAll(g.get("ids").list(Json::integer)));
    assertEquals(Set.of(1, 2, 3, 4, 5, 6, 7, 8), ids);
    assertEquals(3,
        cli.json("action", "run", "P", "Hue.computeClusters", "groups=1", "--ids", "1,2,3").ends(0).document().get("groups").list()
            .getFirst().get("ids").list().size());

    List<Json> log = cli.json("log", "P").ends(0).lines();
    Json computed = log.stream().filter(l -> l.get("origin").string().equals("Hue:computeVectors")).findFirst().orElseThrow();
    cli.json("revert", "P", Integer.toString(computed.get("sequence").integer())).ends(0);
    assertEquals(0, vectorType().get("count").integer());
    assertTrue(cli.json("project", "check", "P").ends(0).document().get("ok").bool());
  }

  @Test
  void aWrongInputIsTheActionsError() {
    Json error = cli.json("action", "run", "P", "Hue.computeClusters", "groups=0").ends(1).document().get("error");
    assertEquals("groups takes a number from 1 to 100, not 0", error.get("message").string());
    assertFalse(error.get("traceback").list().isEmpty());
    assertEquals("unknown", cli.json("action", "run", "P", "Hue.nothing").ends(1).errorCode());
  }

  @Test
  void aPluginIsWantedInAProjectOrNotAndLeavesNothingOfItsOwn() {
    assertEquals("running", cli.json("plugin", "list", "P").ends(0).document().list().getFirst().get("state").string());
    assertEquals("disabled", cli.json("plugin", "disable", "P", "Hue").ends(0).document().list().getFirst().get("state").string());
    assertEquals(0, cli.json("action", "list", "P").ends(0).document().list().size());
    assertEquals("running", cli.json("plugin", "enable", "P", "Hue").ends(0).document().list().getFirst().get("state").string());
    assertEquals("nameTaken", cli.json("plugin", "add", "Hue", HUE.toString()).ends(1).errorCode());
    Path kept = temp.resolve("data/projects/P/plugins");
    assertTrue(Files.exists(kept.resolve("hue-" + String.format(java.util.Locale.ROOT, "%08x", "Hue".hashCode()) + ".json")));
    cli.json("plugin", "remove", "Hue").ends(0);
    cli.json("plugin", "list", "P").ends(0);
    assertEquals(0, kept.toFile().list().length);
    assertTrue(Files.exists(HUE.resolve("Hue.java")));
    assertEquals(1, cli.json("show", "P").ends(0).document().get("vectorTypes").list().size());
  }
}
