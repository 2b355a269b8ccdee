package panoptic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.model.RefusedException;
import panoptic.testkit.ForgetfulDisk;

/// Tabs: whose they are, who sees what of them, in which order, and that nothing of them is lost.
class TabsTest {
  private static final Path FOLDER = Path.of("/project/tabs");
  private static final Tabs.Viewer ADA = viewer("ada");
  private static final Tabs.Viewer BEN = viewer("ben");

  private final ForgetfulDisk disk = new ForgetfulDisk(new Random(3));
  private Tabs tabs = open(disk);

  private static Tabs open(ForgetfulDisk disk) {
    return new Tabs(disk, FOLDER, InstantSource.system());
  }

  private static Tabs.Viewer viewer(String name) {
    return new Tabs.Viewer(new Person(name.length(), name, name, 0), List.of("ada", "ben")::contains);
  }

  private int add(String name, Tabs.Viewer by) {
    return id(tabs.add(Json.of(Map.of("name", name, "view", Map.of("text", name))), by));
  }

  private static int id(Tabs.Seen tab) {
    return Json.of(tab.document()).get("id").integer();
  }

  private Map<String, Object> change(int id, Map<String, @Nullable Object> what, Tabs.Viewer by) {
    return tabs.change(id, Json.of(what), by).document();
  }

  private List<String> open(Tabs.Viewer of) {
    return tabs.list(of).stream().filter(t -> Boolean.TRUE.equals(t.get("open"))).map(t -> Json.of(t).get("name").string()).toList();
  }

  @Test
  void belongToWhoMadeThemUntilTheyAreShared() {
    int all = add("All", ADA);
    int strikes = add("Strikes", ADA);
    assertEquals(List.of("All", "Strikes"), open(ADA));
    assertEquals(List.of(), tabs.list(BEN));
    assertEquals(ErrorCode.UNKNOWN, assertThrows(RefusedException.class, () -> tabs.get(all, BEN)).code());
    change(strikes, Map.of("shared", true), ADA);
    assertEquals(List.of("Strikes"), open(BEN));
    change(strikes, Map.of("open", false), BEN);
    assertEquals(List.of(), open(BEN));
    assertEquals(1, tabs.list(BEN).size(), "what one closed can be opened again");
    assertEquals(List.of("All", "Strikes"), open(ADA), "who closes a shared tab closes it for nobody else");
    assertEquals(ErrorCode.NOT_PERMITTED, assertThrows(RefusedException.class, () -> change(strikes, Map.of("shared", false), BEN)).code());
    change(strikes, Map.of("shared", false), ADA);
    assertEquals(List.of(), tabs.list(BEN));
  }

  @Test
  void whatOneChangesInASharedTabIsOnesOwnUntilSaved() {
    int id = add("Strikes", ADA);
    change(id, Map.of("shared", true), ADA);
    change(id, Map.of("draft", Map.of("view", Map.of("text", "ben"))), BEN);
    assertNull(tabs.get(id, ADA).document().get("draft"));
    assertEquals(Map.of("text", "Strikes"), tabs.get(id, ADA).document().get("view"));
    assertEquals(true, tabs.list(BEN).getFirst().get("differs"));
    long seen = Json.of(tabs.get(id, BEN).document()).get("edition").longInteger();
    change(id, Map.of("view", Map.of("text", "ada"), "edition", seen), ADA);
    Map<String, Object> saved = change(id, Map.of("view", Map.of("text", "ben"), "edition", seen), BEN);
    assertEquals("ada", Json.of(saved).get("overtook").get("name").value(), "who saves later hears whose change stood there");
    assertEquals(Map.of("text", "ben"), tabs.get(id, ADA).document().get("view"), "and the later stands");
    assertNull(saved.get("draft"));
    assertFalse(change(id, Map.of("name", "More", "edition", seen + 2), ADA).containsKey("overtook"));
  }

  @Test
  void standWhereEachPersonPutsThem() {
    var random = new Random(7);
    var model = new java.util.ArrayList<Integer>();
    for (int i = 0; i < 12; i++) {
      int after = model.isEmpty() ? 0 : model.get(random.nextInt(model.size()));
      int id = id(tabs.add(Json.of(Map.of("name", "t" + i, "shared", true, "after", after)), ADA));
      model.add(after == 0 ? 0 : model.indexOf(after) + 1, id);
    }
    for (int turn = 0; turn < 300; turn++) {
      int id = model.get(random.nextInt(model.size()));
      int before = turn < 80 ? model.getFirst() : random.nextInt(5) == 0 ? 0 : model.get(random.nextInt(model.size()));
      if (before == id) {
        continue;
      }
      change(id, Map.of("before", before), ADA);
      model.removeIf(other -> other == id);
      model.add(before == 0 ? model.size() : model.indexOf(before), id);
      assertEquals(model, tabs.list(ADA).stream().map(t -> Json.of(t).get("id").integer()).toList(), "turn " + turn);
    }
    assertEquals(model.stream().sorted().toList(), tabs.list(BEN).stream().map(t -> Json.of(t).get("id").integer()).toList(),
        "nobody else's strip moved");
  }

  @Test
  void areThereAfterAPowerCut() {
    int id = add("Strikes", ADA);
    change(id, Map.of("display", Map.of("rowHeight", 200L)), ADA);
    tabs = open(disk.powerCut());
    assertEquals(Map.of("rowHeight", 200L), tabs.get(id, ADA).document().get("display"));
    assertTrue(add("Next", ADA) > id);
  }

  @Test
  void keepWhatANewerVersionWrote() throws IOException {
    disk.createFolders(FOLDER);
    disk.replace(FOLDER.resolve("3.json"), """
        {"version": 1, "name": "Old", "owner": {"key": "ada", "name": "ada"}, "tint": 7, "view": {"lens": "wide"},
         "people": {"ada": {"mood": "blue"}}}""".getBytes(StandardCharsets.UTF_8));
    byte[] newer = "{\"version\": 2, \"name\": {}}".getBytes(StandardCharsets.UTF_8);
    disk.replace(FOLDER.resolve("4.json"), newer);
    disk.replace(FOLDER.resolve("5.json"), "no JSON".getBytes(StandardCharsets.UTF_8));
    change(3, Map.of("name", "New", "open", true), ADA);
    String kept = new String(disk.read(FOLDER.resolve("3.json")), StandardCharsets.UTF_8);
    for (String what : List.of("\"tint\":7", "\"lens\":\"wide\"", "\"mood\":\"blue\"", "\"name\":\"New\"")) {
      assertTrue(kept.contains(what), kept);
    }
    assertEquals(1, tabs.list(ADA).size());
    assertEquals(6, add("Next", ADA));
    assertEquals(new String(newer, StandardCharsets.UTF_8), new String(disk.read(FOLDER.resolve("4.json")), StandardCharsets.UTF_8));
  }

  @Test
  void ofSomebodyWhoDoesNotWorkHereAreAnybodys() {
    int id = add("Far away", viewer("cleo"));
    assertEquals(List.of(), open(ADA));
    assertEquals(1, tabs.list(ADA).size());
    change(id, Map.of("open", true), ADA);
    assertEquals(true, tabs.list(ADA).getFirst().get("mine"));
    assertEquals(List.of(), tabs.list(BEN));
  }

  @Test
  void refuseWhatIsTooMuch() {
    var tooLong = Map.<String, Object>of("name", "x".repeat(201));
    assertThrows(RefusedException.class, () -> tabs.add(Json.of(tooLong), ADA));
    var tooMuch = Map.of("name", "x", "view", Map.of("text", "x".repeat(262_144)));
    assertTrue(assertThrows(RefusedException.class, () -> tabs.add(Json.of(tooMuch), ADA)).getMessage().contains("262144"));
    assertEquals(List.of(), tabs.list(ADA));
    assertThrows(RefusedException.class, () -> tabs.add(Json.of(Map.of("name", "a\nb")), ADA));
  }
}
