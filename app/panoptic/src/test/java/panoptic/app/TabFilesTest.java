package panoptic.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import panoptic.model.Person;
import panoptic.project.TabChange;
import panoptic.project.TabContent;
import panoptic.project.Tabs;
import panoptic.testkit.ForgetfulDisk;

/// The files of tabs: nothing of them is lost, to a power cut or to an older version.
class TabFilesTest {
  private static final Path FOLDER = Path.of("/project/tabs");
  private static final Tabs.Viewer ADA = new Tabs.Viewer(new Person(1, "ada", "ada", 0), "ada"::equals);
  private static final TabContent NOTHING = new TabContent(Map.of(), Map.of());

  private final ForgetfulDisk disk = new ForgetfulDisk(new Random(3));

  private static Tabs open(ForgetfulDisk disk) {
    return new Tabs(new TabFiles(disk, FOLDER), InstantSource.system());
  }

  @Test
  void areThereAfterAPowerCut() {
    Tabs before = open(disk);
    int id = before.add("Strikes", NOTHING, false, 0, ADA).id();
    before.change(id, new TabChange(null, null, null, Map.of("rowHeight", 200L), null, null, null, null), ADA);
    Tabs after = open(disk.powerCut());
    assertEquals(Map.of("rowHeight", 200L), after.get(id, ADA).content().display());
    assertTrue(after.add("Next", NOTHING, false, 0, ADA).id() > id);
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
    Tabs tabs = open(disk);
    tabs.change(3, new TabChange("New", null, null, null, null, true, null, null), ADA);
    String kept = new String(disk.read(FOLDER.resolve("3.json")), StandardCharsets.UTF_8);
    for (String what : List.of("\"tint\":7", "\"lens\":\"wide\"", "\"mood\":\"blue\"", "\"name\":\"New\"")) {
      assertTrue(kept.contains(what), kept);
    }
    assertEquals(1, tabs.list(ADA).size());
    assertEquals(6, tabs.add("Next", NOTHING, false, 0, ADA).id());
    assertEquals(new String(newer, StandardCharsets.UTF_8), new String(disk.read(FOLDER.resolve("4.json")), StandardCharsets.UTF_8));
  }
}
