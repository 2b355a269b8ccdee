package panoptic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import panoptic.model.Commit;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Signature;

/// What a page does from its opening to its first edit, over HTTP.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThinPathTest {
  private static final int IMAGES = 3_000;
  private MadeUpServer server;

  @BeforeAll
  void start() throws IOException {
    server = new MadeUpServer(IMAGES);
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    assertEquals(List.of(), server.faults());
  }

  private String open(Map<String, ?> view) throws IOException, InterruptedException {
    return server.ask("POST", "/views", Map.of("view", view)).json().get("view").string();
  }

  @Test
  void showsTheFirstWindowOfAView() throws Exception {
    Json view = server.ask("POST", "/views", Map.of("view", Map.of())).json();
    assertEquals(IMAGES, view.get("places").integer());
    assertEquals(IMAGES, view.get("instances").integer());
    Json layout = server.ask("POST", "/layouts", Map.of("view", view.get("view").string(), "width", 1200, "rowHeight", 160)).json();
    assertTrue(layout.get("height").integer() > 10_000);
    var window = server.ask("GET", "/layouts/" + layout.get("layout").string() + "/window?top=0&bottom=1000", null);
    assertEquals("application/octet-stream", window.type());
    ByteBuffer w = ByteBuffer.wrap(window.body()).order(ByteOrder.LITTLE_ENDIAN);
    int rows = w.getInt(8);
    int pictures = w.getInt(12);
    assertTrue(rows >= 5 && rows <= 9, rows + " rows");
    assertEquals(24 + 24 * rows + 32 * pictures, w.capacity());
    int id = w.getInt(24 + 24 * rows);
    Json values = server.ask("POST", "/values", Map.of("ids", List.of(id), "properties", List.of(-1, -8))).json();
    assertEquals(id, values.get("values").get("-1").list().getFirst().integer());
    assertTrue(values.get("values").get("-8").list().getFirst().string().length() > 4);
    Json row = server.ask("GET", "/layouts/" + layout.get("layout").string() + "/row?place=" + (IMAGES - 1), null).json();
    assertEquals(layout.get("height").integer(), row.get("y").integer() + row.get("height").integer());
    assertEquals(7, server.ask("GET", "/views/" + view.get("view").string() + "/place?id=8", null).json().get("place").integer());
    byte[] ids = server.ask("GET", "/views/" + view.get("view").string() + "/ids?from=2&count=3", null).body();
    assertEquals(12, ids.length);
    assertEquals(3, ids[0]);
    assertEquals(2 * 32, server.ask("GET", "/views/" + view.get("view").string() + "/pictures?from=5&count=2", null).body().length);
  }

  @Test
  void textsStandInTheOrderOfTheLanguageThatIsWanted() throws Exception {
    var commit = new Commit();
    commit.properties().add(new Commit.PropertyChange(-1, "side", PropertyType.TEXT, PropertyMode.INSTANCE, null, null, null));
    commit.instanceValues().add(new Commit.InstanceValue(-1, 1, "côte"));
    commit.instanceValues().add(new Commit.InstanceValue(-1, 2, "coté"));
    server.project().commit(commit, Signature.of(new Person(0, "eve", "Eve", 2), "sides"));
    assertEquals(List.of("coté", "côte", "no value"), sides("en-GB,en;q=0.5"));
    assertEquals(List.of("côte", "coté", "no value"), sides("*;q=0.1, fr-CA, en;q=0.5"));
    assertEquals(List.of("coté", "côte", "no value"), sides("é;;"));
  }

  private List<String> sides(String languages) throws Exception {
    Map<String, ?> view = Map.of("view", Map.of("group", List.of(Map.of("property", "side"))));
    return server.ask("Ada", languages, "POST", "/projects/" + MadeUpServer.PROJECT + "/views", view).json().get("groups")
        .list(g -> g.get("name").string());
  }

  @Test
  void tellsGroups() throws Exception {
    Map<String, ?> spec = Map.of("group", List.of(Map.of("property", "folder", "by", "tree")));
    Json view = server.ask("POST", "/views", Map.of("view", spec)).json();
    assertEquals("synthetic", view.get("groups").list().getFirst().get("name").string());
    assertEquals(IMAGES, view.get("groups").list().getFirst().get("count").integer());
    Json more = server.ask("GET", "/views/" + view.get("view").string() + "/groups?from=1&count=2", null).json();
    assertEquals(2, more.get("groups").list().size());
    assertEquals(view.get("groupCount").integer(), more.get("total").integer());
    Json layout = server
        .ask("POST", "/layouts", Map.of("view", view.get("view").string(), "width", 900, "rowHeight", 100, "collapsed", List.of(0))).json();
    assertEquals(36, layout.get("height").integer());
  }

  @Test
  void tellsACommitToWhoeverFollows() throws Exception {
    Json made = server
        .ask("POST", "/commits", Map.of("properties", List.of(Map.of("id", -1, "name", "temper", "type", "text", "mode", "id")))).json();
    int temper = made.get("commit").get("properties").list().getFirst().get("id").integer();
    String view = open(Map.of("filter", Map.of("property", "temper", "op", "notSet")));
    int before = server.project().state().instances().count();
    try (var ben = server.listen("Ben", "?project=" + MadeUpServer.PROJECT)) {
      Json hello = ben.next("hello");
      assertEquals(server.project().state().sequence(), hello.get("sequence").longInteger());
      assertEquals("Ben", ben.next("people").get("people").list().getFirst().get("name").string());
      Json done = server.ask("POST", "/commits", MadeUpServer.edit("temper", "set", "calm", Map.of("ids", List.of(5, 6)))).json();
      Json heard = ben.next("commit");
      assertEquals(done.get("sequence").longInteger(), heard.get("sequence").longInteger());
      assertEquals("Ada", heard.get("author").get("name").string());
      Json touched = heard.get("touched").list().getFirst();
      assertEquals(temper, touched.get("propertyId").integer());
      assertEquals(List.of(5, 6), touched.get("ids").list(Json::integer));
      Json deed = heard.get("what").list().getFirst();
      assertEquals(List.of("set", "temper", "calm", "2"),
          List.of(deed.get("kind").string(), deed.get("name").string(), deed.get("value").string(),
              String.valueOf(deed.get("count").integer())));
      assertTrue(done.get("undo").get("canUndo").bool());
      Json now = server.ask("GET", "/views/" + view, null).json();
      assertEquals(before - 2, now.get("instances").integer());
      assertEquals(before, now.get("places").integer(), "the order stays as it was");
      assertTrue(now.get("changed").bool());
      assertEquals(2, server.ask("GET", "/views/" + view + "/pictures?from=4&count=1", null).body()[8], "dimmed");

      Json undone = server.ask("POST", "/undo", Map.of()).json();
      assertEquals("set", undone.get("what").list().getFirst().get("kind").string(), "what was undone");
      assertEquals("undo of " + done.get("sequence").longInteger(), ben.next("commit").get("origin").string());
      assertTrue(undone.get("undo").get("canRedo").bool());
    }
  }

  @Test
  void tellsWhatWasMissedOrToBeginAnew() throws Exception {
    long before = server.project().state().sequence();
    server.ask("POST", "/commits", Map.of("propertyGroups", List.of(Map.of("id", -1, "name", "Missed"))));
    try (var ada = server.listen("Ada", "?project=" + MadeUpServer.PROJECT + "&after=" + before)) {
      assertEquals(before + 1, ada.next("commit").get("sequence").longInteger());
    }
    try (var ada = server.listen("Ada", "?project=" + MadeUpServer.PROJECT + "&after=999999")) {
      assertEquals(server.project().state().sequence(), ada.next("reset").get("sequence").longInteger());
    }
  }
}
