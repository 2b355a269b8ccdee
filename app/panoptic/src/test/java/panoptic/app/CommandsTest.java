package panoptic.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.media.LocalDisk;
import panoptic.model.Json;
import panoptic.storagesqlite.ProjectFolder;

/// The commands, run in this process: what they print, their exit codes, their refusals.
final class CommandsTest {
  private static final String TAGS = """
      {"properties": [{"id": -1, "name": "subject", "type": "multi_tags", "mode": "id"}, {"id": -2, "name": "year", "type": "number", "mode": "sha1"}],
       "tags": [{"id": -1, "propertyId": -1, "value": "poster", "parents": [], "color": -1}]}
      """;

  @TempDir
  Path temp;

  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void makeCli() {
    cli = new Cli(temp.resolve("data"));
  }

  private static Set<String> keys(Json object) {
    return ((Map<?, ?>) java.util.Objects.requireNonNull(object.value())).keySet().stream().map(String::valueOf)
        .collect(Collectors.toSet());
  }

  private void create(String name) {
    cli.json("project", "create", name).ends(0);
  }

  @Test
  void createsAProjectInTheDataFolderOrElsewhere() {
    Json made = cli.json("project", "create", "Posters").ends(0).document();
    assertEquals(Set.of("name", "path"), keys(made));
    assertEquals("Posters", made.get("name").string());
    assertTrue(made.get("path").string().startsWith(cli.data().toString()));
    Path elsewhere = temp.resolve("elsewhere/here");
    assertEquals(elsewhere.toString(),
        cli.json("project", "create", "B", "--at", elsewhere.toString()).ends(0).document().get("path").string());
    assertTrue(Files.exists(elsewhere.resolve(ProjectFolder.MARK)));
  }

  @Test
  void makesUpAsManyImagesAsAsked() {
    cli.json("project", "create", "S", "--synthetic", "1500").ends(0);
    Json shown = cli.json("show", "S").ends(0).document();
    assertEquals(1500, shown.get("instances").integer());
    assertTrue(shown.get("properties").list().size() >= 20);
    assertTrue(cli.json("project", "check", "S").ends(0).document().get("ok").bool());
    for (String wrong : List.of("0", "-1", "20000001")) {
      assertEquals("invalid", cli.json("project", "create", "T", "--synthetic", wrong).ends(1).errorCode());
    }
    assertEquals(1, cli.json("project", "list").document().list().size());
  }

  @Test
  void refusesAProjectNameThatIsTakenOrNone() {
    create("Posters");
    assertEquals("nameTaken", cli.json("project", "create", " Posters ").ends(1).errorCode());
    assertEquals("invalid", cli.json("project", "create", "  ").ends(1).errorCode());
    assertEquals("invalid", cli.json("project", "create", "a\nb").ends(1).errorCode());
    assertEquals(1, cli.json("project", "list").document().list().size());
  }

  @Test
  void takesAnyNameThatAFileSystemWouldNot() {
    for (String name : List.of("../up", "a/b", "CON. ", "…", "été 1968")) {
      String path = cli.json("project", "create", name).ends(0).document().get("path").string();
      assertEquals(cli.data().resolve("projects"), Path.of(path).getParent(), name);
    }
  }

  @Test
  void listsProjectsWithTheirImages() {
    assertEquals(List.of(), cli.json("project", "list").ends(0).document().list());
    create("B");
    create("A");
    List<Json> listed = cli.json("project", "list").ends(0).document().list();
    assertEquals(List.of("A", "B"), listed.stream().map(p -> p.get("name").string()).toList());
    assertTrue(keys(listed.getFirst()).containsAll(Set.of("name", "path", "images", "open")));
    assertEquals(0, listed.getFirst().get("images").integer());
    assertFalse(listed.getFirst().get("open").bool());
  }

  @Test
  void listsAProjectThatIsOpenOrGone() throws IOException {
    create("A");
    create("B");
    Path gone = cli.data().resolve("projects/B");
    Files.move(gone, temp.resolve("moved"));
    try (ProjectFolder held = ProjectFolder.open(new LocalDisk(), cli.data().resolve("projects/A"))) {
      List<Json> listed = cli.json("project", "list").ends(0).document().list();
      assertTrue(listed.getFirst().get("open").bool());
      assertEquals("missing", listed.get(1).get("state").string());
      assertEquals("A", held.mark().name());
    }
    assertEquals("unknown", cli.json("show", "B").ends(1).errorCode());
    assertEquals("B", cli.json("project", "open", temp.resolve("moved").toString()).ends(0).document().get("name").string());
    cli.json("show", "B").ends(0);
  }

  @Test
  void countsAgainWhatAKilledProcessLeft() throws IOException {
    create("A");
    Path folder = cli.data().resolve("projects/A");
    cli.json("project", "list").ends(0);
    assertTrue(ProjectCounts.find(new LocalDisk(), folder).isPresent());
    Files.setLastModifiedTime(folder.resolve("log.sqlite"),
        java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 5_000));
    assertTrue(ProjectCounts.find(new LocalDisk(), folder).isEmpty());
    assertEquals(0, cli.json("project", "list").ends(0).document().list().getFirst().get("images").integer());
  }

  @Test
  void opensOnlyAFolderWithAProject() throws IOException {
    Path empty = Files.createDirectory(temp.resolve("empty"));
    assertEquals("unknown", cli.json("project", "open", empty.toString()).ends(1).errorCode());
  }

  @Test
  void deletesTheEntryAndKeepsTheFiles() {
    create("A");
    cli.json("project", "delete", "A").ends(0);
    assertEquals(List.of(), cli.json("project", "list").document().list());
    Path folder = cli.data().resolve("projects/A");
    assertTrue(Files.exists(folder.resolve(ProjectFolder.MARK)));
    cli.json("project", "open", folder.toString()).ends(0);
    cli.json("show", "A").ends(0);
  }

  @Test
  void deletesWhatPanopticWroteAndNothingElse() throws IOException {
    create("A");
    cli.runWith(TAGS, "commit", "A").ends(0);
    Path folder = cli.data().resolve("projects/A");
    Files.writeString(folder.resolve("mine.png"), "a picture");
    Files.createDirectories(folder.resolve("state/pages/mine"));
    Files.writeString(folder.resolve("state/pages/mine/log.sqlite"), "not ours");
    Files.createSymbolicLink(folder.resolve("log.sqlite-shm"), folder.resolve("mine.png"));
    Json said = cli.json("project", "delete", "A", "--files").ends(0).document();
    assertEquals(3, said.get("left").integer());
    try (var left = Files.walk(folder)) {
      assertEquals(Set.of("", "mine.png", "log.sqlite-shm", "state", "state/pages", "state/pages/mine", "state/pages/mine/log.sqlite"),
          left.map(p -> folder.relativize(p).toString()).collect(Collectors.toSet()));
    }
    create("B");
    cli.json("project", "delete", "B", "--files").ends(0);
    assertFalse(Files.exists(cli.data().resolve("projects/B")));
  }

  @Test
  void knowsEveryFileThatAProjectConsistsOf() throws IOException {
    create("A");
    cli.runWith(TAGS, "commit", "A").ends(0);
    Path folder = cli.data().resolve("projects/A");
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertTrue(ProjectFiles.isOurs(folder.relativize(file).toString()), file::toString);
      }
    }
  }

  @Test
  void checksASoundProject() {
    create("A");
    Json said = cli.json("project", "check", "A").ends(0).document();
    assertTrue(said.get("ok").bool());
    assertEquals(List.of(), said.get("problems").list());
  }

  @Test
  void findsADamagedPage() throws IOException {
    create("A");
    cli.runWith(TAGS, "commit", "A").ends(0);
    try (var pages = Files.walk(cli.data().resolve("projects/A/state/pages"))) {
      Path page = pages.filter(Files::isRegularFile).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(page);
      bytes[bytes.length / 2] ^= 1;
      Files.write(page, bytes);
    }
    Json said = cli.json("project", "check", "A").ends(1).document();
    assertFalse(said.get("ok").bool());
    assertFalse(said.get("problems").list().isEmpty());
  }

  @Test
  void showsWhatAProjectHolds() {
    create("A");
    cli.runWith(TAGS, "commit", "A").ends(0);
    Json shown = cli.json("show", "A").ends(0).document();
    assertTrue(keys(shown)
        .containsAll(Set.of("project", "path", "images", "instances", "folders", "properties", "tags", "vectorTypes", "sequence")));
    assertEquals(1, shown.get("sequence").integer());
    assertEquals(1, shown.get("tags").integer());
    Json subject = shown.get("properties").list().getFirst();
    assertTrue(keys(subject).containsAll(Set.of("id", "name", "type", "mode", "values")));
    assertEquals("multi_tags", subject.get("type").string());
  }

  @Test
  void commitsFromAFileAndFromStandardInput() throws IOException {
    create("A");
    Path file = temp.resolve("commit.json");
    Files.writeString(file, TAGS);
    Json answer = cli.json("commit", "A", file.toString()).ends(0).document();
    assertEquals(Set.of("sequence", "commit", "conflicts"), keys(answer));
    assertEquals(1, answer.get("sequence").integer());
    int tag = answer.get("commit").get("tags").list().getFirst().get("id").integer();
    assertTrue(tag > 0);
    Json second = cli.runWith("{\"emptyTags\": [" + tag + "]}", "commit", "A", "-", "--json", "--label", "away with it").ends(0).document();
    assertEquals(2, second.get("sequence").integer());
    assertEquals("away with it", cli.json("log", "A").lines().getLast().get("label").string());
  }

  @Test
  void refusesACommitThatIsNoJsonOrNamesWhatIsNotThere() {
    create("A");
    assertEquals("invalid", cli.runWith("{\"tags\": [", "commit", "A", "--json").ends(1).errorCode());
    assertEquals("invalid", cli.runWith("", "commit", "A", "--json").ends(1).errorCode());
    assertEquals("invalid", cli.runWith("{} {}", "commit", "A", "--json").ends(1).errorCode());
    assertEquals("invalid", cli.runWith("{\"tags\": [], \"tags\": []}", "commit", "A", "--json").ends(1).errorCode());
    Cli.Ran ran = cli.runWith("{\"emptyProperties\": [7]}", "commit", "A", "--json").ends(1);
    assertEquals("unknown", ran.errorCode());
    assertTrue(ran.errorMessage().contains("emptyProperties[0]"), ran::out);
    assertEquals("unknown", cli.json("commit", "A", temp.resolve("none.json").toString()).ends(1).errorCode());
    assertEquals(0, cli.json("show", "A").document().get("sequence").integer());
  }

  @Test
  void undoesRedoesAndReverts() {
    create("A");
    cli.runWith(TAGS, "commit", "A").ends(0);
    assertEquals(Set.of("sequence", "commit", "conflicts"), keys(cli.json("undo", "A").ends(0).document()));
    assertEquals(0, cli.json("show", "A").document().get("tags").integer());
    cli.json("redo", "A").ends(0);
    assertEquals(1, cli.json("show", "A").document().get("tags").integer());
    cli.json("revert", "A", "1").ends(0);
    assertEquals(0, cli.json("show", "A").document().get("tags").integer());
    assertEquals("unknown", cli.json("revert", "A", "99").ends(1).errorCode());
  }

  @Test
  void undoesOnlyThePersonsOwn() {
    create("A");
    cli.runWith(TAGS, "commit", "A", "--as", "ada").ends(0);
    assertEquals("nothing", cli.json("undo", "A", "--as", "bob").ends(1).errorCode());
    cli.json("undo", "A", "--as", "ada").ends(0);
    assertEquals(List.of("ada", "ada"), cli.json("log", "A").ends(0).lines().stream().map(l -> l.get("author").string()).toList());
  }

  @Test
  void exitsWith1WhereAnUndoLeavesSomethingAlone() {
    create("A");
    Json made = cli.runWith(TAGS, "commit", "A", "--as", "ada", "--json").ends(0).document();
    int tag = made.get("commit").get("tags").list().getFirst().get("id").integer();
    cli.runWith("{\"tags\": [{\"id\": " + tag + ", \"value\": \"placard\"}]}", "commit", "A", "--as", "ada").ends(0);
    cli.runWith("{\"tags\": [{\"id\": " + tag + ", \"value\": \"bill\"}]}", "commit", "A", "--as", "bob").ends(0);
    Json undone = cli.json("undo", "A", "--as", "ada").ends(1).document();
    assertEquals(1, undone.get("conflicts").list().size());
  }

  @Test
  void listsTheLogAsLines() {
    create("A");
    for (int i = 0; i < 3; i++) {
      cli.runWith("{\"properties\": [{\"id\": -1, \"name\": \"p" + i + "\", \"type\": \"text\", \"mode\": \"id\"}]}", "commit", "A")
          .ends(0);
    }
    List<Json> lines = cli.json("log", "A").ends(0).lines();
    assertEquals(List.of(1, 2, 3), lines.stream().map(l -> l.get("sequence").integer()).toList());
    assertTrue(keys(lines.getFirst()).containsAll(Set.of("sequence", "time", "author", "step", "origin", "label", "counts")));
    assertEquals(List.of(2, 3),
        cli.json("log", "A", "--limit", "2").ends(0).lines().stream().map(l -> l.get("sequence").integer()).toList());
  }

  @Test
  void answersAViewAndItsGroups() {
    create("A");
    assertEquals(Set.of("instances", "images", "rows"), keys(cli.json("query", "A").ends(0).document()));
    Json groups = cli.runWith("{\"group\": [{\"property\": \"folder\"}]}", "query", "A", "--view", "-", "--groups", "--json").ends(0)
        .document();
    assertEquals(Set.of("instances", "images", "groups"), keys(groups));
    assertEquals("invalid", cli.runWith("{\"mode\": \"all\"}", "query", "A", "--view", "-", "--json").ends(1).errorCode());
  }

  @Test
  void tellsAboutTheMachine() {
    Json said = cli.json("doctor").ends(0).document();
    assertTrue(
        keys(said).containsAll(Set.of("version", "java", "natives", "python", "vectorInstructions", "space", "logFile", "dataFolder")));
    assertTrue(said.get("natives").has("sqlite"));
  }

  @Test
  void saysHowItIsUsedWrongly() {
    for (String[] wrong : List.of(new String[] {"nonsense"}, new String[] {"show"}, new String[] {"show", "A", "--nonsense"},
        new String[] {"project"},
        new String[] {"project", "create"}, new String[] {"query", "A", "--limit", "many"}, new String[] {"revert", "A"},
        new String[] {"import", "A"},
        new String[] {})) {
      Cli.Ran ran = cli.json(wrong).ends(2);
      assertEquals("usage", ran.errorCode(), () -> String.join(" ", wrong));
      assertFalse(ran.err().isEmpty());
    }
  }

  @Test
  void helpsAndTellsItsVersion() {
    assertTrue(cli.run("--help").ends(0).out().contains("import"));
    assertTrue(cli.run("help").ends(0).out().contains("query"));
    assertTrue(cli.run("query", "--help").ends(0).out().contains("--groups"));
    assertTrue(cli.run("--version").ends(0).out().startsWith("Panoptic"));
    assertFalse(cli.run("--help").out().contains("rehearse"));
  }

  @Test
  void refusesAProjectThatAnotherHasOpenAndTellsWho() {
    create("A");
    try (ProjectFolder held = ProjectFolder.open(new LocalDisk(), cli.data().resolve("projects/A"))) {
      for (String command : List.of("show", "query", "log", "undo")) {
        Cli.Ran ran = cli.json(command, "A").ends(3);
        assertEquals("locked", ran.errorCode());
        assertTrue(ran.errorMessage().contains(String.valueOf(ProcessHandle.current().pid())), ran::out);
      }
      assertEquals("locked", cli.json("project", "delete", "A", "--files").ends(3).errorCode());
      assertEquals("A", held.mark().name());
    }
    cli.json("show", "A").ends(0);
  }

  @Test
  void refusesWhatANewerPanopticWrote() throws IOException {
    create("A");
    Path mark = cli.data().resolve("projects/A").resolve(ProjectFolder.MARK);
    Files.writeString(mark, Files.readString(mark).replaceFirst("format: \\d+", "format: 99"));
    Cli.Ran ran = cli.json("show", "A").ends(3);
    assertEquals("tooNew", ran.errorCode());
    assertTrue(ran.errorMessage().contains("99"));
    Path projects = cli.data().resolve("projects.json");
    Files.writeString(projects, Files.readString(projects).replace("\"version\":1", "\"version\":2"));
    assertEquals("tooNew", cli.json("project", "list").ends(3).errorCode());
  }

  @Test
  void namesADamagedFileOfTheDataFolder() throws IOException {
    create("A");
    Path projects = cli.data().resolve("projects.json");
    Files.writeString(projects, "{\"version\":1,\"proj");
    Cli.Ran ran = cli.json("project", "list").ends(1);
    assertEquals("damaged", ran.errorCode());
    assertTrue(ran.errorMessage().contains(projects.toString()));
    assertTrue(Files.readString(projects).endsWith("proj"), "the damaged file is left as it is");
  }

  @Test
  void saysWhichProjectsThereAre() {
    create("A");
    Cli.Ran ran = cli.json("show", "B").ends(1);
    assertEquals("unknown", ran.errorCode());
    assertTrue(ran.errorMessage().contains("there is A"), ran::out);
  }

  @Test
  void speaksToPeopleInTablesAndSentences() {
    assertTrue(cli.run("project", "list").out().contains("project create"));
    create("A");
    cli.runWith(TAGS, "commit", "A").ends(0);
    assertTrue(cli.run("show", "A").out().contains("subject"));
    assertTrue(cli.run("log", "A").out().contains("2 properties"));
    assertTrue(cli.run("undo", "A").out().startsWith("Undone as number 2"));
    Cli.Ran refused = cli.run("undo", "A").ends(1);
    assertEquals("", refused.out());
    assertTrue(refused.err().startsWith("panoptic: "));
  }

  @Test
  void coloursOnlyForAPersonWhoWantsThem() {
    create("A");
    assertFalse(cli.run("show", "A").out().contains("\u001b"));
    assertTrue(cli.runAt(List.of("out"), Map.of(), "", "show", "A").out().contains("\u001b[1m"));
    assertFalse(cli.runAt(List.of("out"), Map.of("NO_COLOR", "1"), "", "show", "A").out().contains("\u001b"));
  }

  @Test
  void logsCommandsWithoutWhatWasInThem() throws IOException {
    cli.json("project", "create", "Secret name").ends(0);
    cli.runWith(TAGS.replace("poster", "secret value"), "commit", "Secret name", "--as", "Secret person").ends(0);
    cli.json("show", "Secret other").ends(1);
    String log = Files.readString(cli.data().resolve("logs/panoptic-0.0.log"));
    assertTrue(log.contains("commit ended with 0"), log);
    assertTrue(log.contains("show ended with 1"), log);
    assertFalse(log.toLowerCase(java.util.Locale.ROOT).contains("secret"), log);
  }
}
