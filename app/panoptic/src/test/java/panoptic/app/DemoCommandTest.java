package panoptic.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.Json;

/// `demo` on a folder, and on corpora that stand-ins for apt and npm "fetch".
final class DemoCommandTest {
  @TempDir
  Path temp;

  private Cli cli = new Cli(Path.of(""));
  private Path bin = Path.of("");

  @BeforeEach
  void makeCli() throws IOException {
    cli = new Cli(temp.resolve("data"));
    bin = Files.createDirectory(temp.resolve("bin"));
  }

  private Cli.Ran demo(String... options) {
    var all = new java.util.ArrayList<>(List.of("demo", "--prepare", "--no-open", "--json"));
    all.addAll(List.of(options));
    return cli.runAt(List.of(), Map.of("PATH", bin.toString()), "", all.toArray(String[]::new));
  }

  private Path corpus() throws IOException {
    Path folder = temp.resolve("corpus");
    Drawing.png(folder.resolve("animals/birds/owl.png"), 1);
    Drawing.png(folder.resolve("animals/cat.png"), 2);
    Drawing.png(folder.resolve("food/birds/nuggets.png"), 3);
    Drawing.png(folder.resolve("top.png"), 4);
    Files.writeString(folder.resolve("animals/birds/owl.txt"), "An owl.\nfr.utf8=Une chouette.\n");
    Files.writeString(folder.resolve("animals/cat.txt"), "Un été à la plage\n");
    return folder;
  }

  @Test
  void makesTitlesOfDescriptionsAndSubjectsOfFolders() throws IOException {
    Json said = demo("--corpus", corpus().toString()).ends(0).document();
    assertEquals(4, said.get("images").integer());
    assertEquals(2, said.get("titled").integer());
    Json groups = cli.runWith("{\"group\": [{\"property\": \"subject\"}]}", "query", "Demo", "--view", "-", "--groups", "--json").ends(0)
        .document();
    Map<String, Integer> counts = new java.util.HashMap<>();
    groups.get("groups").list()
        .forEach(g -> counts.put(g.get("value").isNull() ? "" : g.get("name").string(), g.get("instances").integer()));
    assertEquals(Map.of("animals", 2, "birds (animals)", 1, "food", 1, "birds (food)", 1, "", 1), counts);
    Json owl = cli
        .runWith("{\"filter\": {\"property\": \"title\", \"op\": \"equal\", \"value\": \"An owl.\"}}", "query", "Demo", "--view", "-",
            "--json")
        .ends(0).document();
    assertTrue(owl.get("rows").list().getFirst().get("path").string().endsWith("owl.png"));
    assertEquals(1,
        cli.json("log", "Demo").lines().stream().filter(l -> l.get("label").string().startsWith("Titles")).map(l -> l.get("step").integer())
            .distinct().count(),
        "titles and subjects are one step");
  }

  @Test
  void startsWithWhatIsThereTheSecondTime() throws IOException {
    Path corpus = corpus();
    demo("--corpus", corpus.toString()).ends(0);
    int sequence = cli.json("show", "Demo").document().get("sequence").integer();
    Json said = demo("--corpus", corpus.toString()).ends(0).document();
    assertEquals(4, said.get("images").integer());
    assertEquals(0, said.get("summary").get("known").integer(), "nothing is scanned again");
    assertEquals(sequence, cli.json("show", "Demo").document().get("sequence").integer());
  }

  @Test
  void refusesACorpusThatIsNotThere() {
    assertEquals("unknown", demo("--corpus", temp.resolve("none").toString()).ends(1).errorCode());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "stand-ins are shell scripts")
  void fetchesTheStampsIntoTheCacheOnce() throws IOException {
    StandIns.apt(bin, temp, ":");
    assertEquals(1, demo().ends(0).document().get("images").integer());
    Path kept = temp.resolve("cache/corpora/stamps");
    assertTrue(Files.exists(kept.resolve("pictures/animals/owl.png")));
    assertFalse(Files.exists(kept.resolve("pictures/animals/owl.ogg")));
    assertEquals("GPL-2\n", Files.readString(kept.resolve("LICENCE")));
    Files.delete(bin.resolve("apt-get"));
    demo().ends(0);
    try (var left = Files.list(kept.getParent())) {
      assertEquals(List.of(kept), left.toList(), "nothing half made is left");
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "stand-ins are shell scripts")
  void fetchesThePackageListsWhereThereAreNone() throws IOException {
    StandIns.apt(bin, temp, "[ -f '" + temp.resolve("updated") + "' ] || exit 100");
    assertEquals(1, demo().ends(0).document().get("images").integer());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "stand-ins are shell scripts")
  void takesTheOtherCorpusWhereAptHasNone() throws IOException {
    StandIns.apt(bin, temp, "exit 100");
    withNpm();
    Cli.Ran ran = demo().ends(0);
    assertEquals(1, ran.document().get("images").integer());
    assertTrue(ran.err().contains("Taking openmoji instead"), ran.err());
    assertEquals("unknown", demo("--corpus", "stamps", "--data", temp.resolve("other").toString()).ends(1).errorCode());
  }

  private void withNpm() throws IOException {
    Path made = temp.resolve("openmoji/package");
    Files.createDirectories(made.resolve("data"));
    Files.createDirectories(made.resolve("color/svg"));
    Files.writeString(made.resolve("LICENSE.txt"), "CC BY-SA 4.0");
    Files.writeString(made.resolve("color/svg/1F989.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'><rect width='9' height='9'/></svg>");
    Files.writeString(made.resolve("color/svg/1F44B.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'><rect width='5' height='9'/></svg>");
    Files.writeString(made.resolve("data/openmoji.json"), """
        [{"hexcode": "1F989", "group": "animals-nature", "subgroups": "animal-bird", "annotation": "owl", "skintone": ""},
         {"hexcode": "1F44B", "group": "people-body", "subgroups": "hand", "annotation": "waving hand: light", "skintone": "1"},
         {"hexcode": "FFFFF", "group": "none", "subgroups": "none", "annotation": "without picture", "skintone": ""}]
        """);
    StandIns.tool(bin, "npm", "cd '" + temp.resolve("openmoji") + "' && /bin/tar -czf \"$OLDPWD/openmoji-1.tgz\" package");
    StandIns.tool(bin, "tar", "exec /bin/tar \"$@\"");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "stand-ins are shell scripts")
  void sortsEmojiIntoFoldersByGroup() throws IOException {
    withNpm();
    demo("--corpus", "openmoji").ends(0);
    assertTrue(Files.exists(temp.resolve("cache/corpora/openmoji/pictures/animals-nature/animal-bird/1F989.svg")));
    assertFalse(Files.exists(temp.resolve("cache/corpora/openmoji/pictures/people-body")));
    Json titles = cli.runWith("{\"group\": [{\"property\": \"title\"}]}", "query", "Demo", "--view", "-", "--groups", "--json").ends(0)
        .document();
    assertEquals("owl", titles.get("groups").list().getFirst().get("name").string());
  }
}
