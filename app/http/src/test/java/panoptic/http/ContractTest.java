package panoptic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.jspecify.annotations.Nullable;
import panoptic.model.Json;
import panoptic.query.WindowBytes;

/// What is answered about what is in a project, held to the contract's schemas, unknown keys included.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
  private static final String P = "/projects/" + MadeUpServer.PROJECT;

  private final ContractCheck contract = new ContractCheck();
  private final Set<String> answered = new TreeSet<>();
  private MadeUpServer server;

  @BeforeAll
  void start() throws IOException {
    server = new MadeUpServer(1_500);
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    assertEquals(List.of(), server.faults());
  }

  /// Asks, holds the answer to the contract, and returns it.
  private MadeUpServer.Reply ask(String operation, String path, @Nullable Object body) throws IOException, InterruptedException {
    MadeUpServer.Reply reply = server.ask("Ada", operation.split(" ", 2)[0], path, body);
    assertEquals(List.of(), contract.problems(operation, reply.status(), reply.type(), reply.body()));
    if (reply.status() < 300) {
      answered.add(operation);
    }
    return reply;
  }

  private String text(Json json, String key) {
    return json.get(key).string();
  }

  @Test
  void answersAsTheContractSays() throws Exception {
    String project = "/projects/{project}";
    assertFalse(ask("GET " + project, P, null).json().get("undo").get("canUndo").bool());
    Json view = ask("POST " + project + "/views", P + "/views", Map.of("view", Map.of("group", List.of(Map.of("property", "keywords")))))
        .json();
    String at = P + "/views/" + text(view, "view");
    String views = project + "/views/{view}";
    ask("GET " + views, at, null);
    ask("GET " + views + "/groups", at + "/groups?from=1&count=3", null);
    ask("GET " + views + "/ids", at + "/ids?from=0&count=10", null);
    ask("GET " + views + "/pictures", at + "/pictures?from=0&count=10", null);
    ask("GET " + views + "/place", at + "/place?id=3", null);
    Json layout = ask("POST " + project + "/layouts", P + "/layouts",
        Map.of("view", text(view, "view"), "width", 1000, "rowHeight", 120, "indent", 8)).json();
    String layouts = project + "/layouts/{layout}";
    ask("GET " + layouts + "/window", P + "/layouts/" + text(layout, "layout") + "/window?top=0&bottom=800", null);
    ask("GET " + layouts + "/row", P + "/layouts/" + text(layout, "layout") + "/row?group=1", null);
    Json selection = ask("POST " + project + "/selections", P + "/selections", WindowBytes.ids(new int[] {1, 2, 3, 999_999})).json();
    assertEquals(3, selection.get("instances").integer());
    ask("POST " + project + "/values", P + "/values", Map.of("ids", MadeUpServer.ids(1, 20), "properties", MadeUpServer.ids(-15, 15)));
    List<Integer> all = new ArrayList<>(MadeUpServer.ids(-15, 15));
    server.project().state().properties().forEach(p -> all.add(p.id()));
    ask("POST " + project + "/summary", P + "/summary", Map.of("on", Map.of("view", Map.of()), "properties", all));
    List<Map<String, Object>> wishes = all.stream().map(id -> server.project().state().property(id).orElseThrow())
        .filter(panoptic.query.Facets::areOf).map(p -> Map.<String, Object>of("property", p.id(), "most", 5, "named", List.of())).toList();
    Json divided = ask("POST " + project + "/facets", P + "/facets", Map.of("view", Map.of("mode", "images"), "facets", wishes)).json();
    assertEquals(wishes.size(), divided.get("facets").list().size());
    assertEquals(server.project().state().images().count(), divided.get("images").integer());
    assertEquals(400, ask("POST " + project + "/facets", P + "/facets",
        Map.of("view", Map.of(), "facets", List.of(Map.of("property", -2)))).status());
    Json shown = ask("POST " + project + "/summary", P + "/summary", Map.of("on", Map.of("open", text(view, "view")))).json();
    assertEquals(server.project().state().instances().count(), shown.get("instances").integer());
    ask("GET " + project + "/instances/{instance}", P + "/instances/7", null);
    ask("GET " + project + "/log", P + "/log?count=200", null);
    Json done = ask("POST " + project + "/commits", P + "/commits",
        Map.of("tags", List.of(Map.of("id", -1, "propertyId", tags(), "value", "new")), "edits",
            List.of(Map.of("property", tags(), "add", List.of(-1), "on", Map.of("selection", text(selection, "selection"))))))
        .json();
    assertEquals(3,
        done.get("what").list().stream().filter(d -> text(d, "kind").equals("tagged")).findFirst().orElseThrow().get("count").integer());
    ask("POST " + project + "/undo", P + "/undo", Map.of());
    ask("POST " + project + "/redo", P + "/redo", Map.of());
    ask("POST " + project + "/log/{sequence}/revert", P + "/log/" + done.get("sequence").longInteger() + "/revert", Map.of());
    ask("GET " + project + "/log", P + "/log", null);
    Map<String, ?> left = Map.of("text", "synthetic", "folders", List.of());
    Map<String, ?> right = Map.of("filter", Map.of("property", "keywords", "op", "isSet"));
    Json compared = ask("POST " + project + "/compare", P + "/compare", Map.of("left", left, "right", right)).json();
    for (String side : List.of("left", "right")) {
      boolean isLeft = side.equals("left");
      Map<String, ?> in = Map.of("view", isLeft ? left : right);
      Map<String, ?> out = Map.of("not", Map.of("view", isLeft ? right : left));
      Json alone = ask("POST " + project + "/views", P + "/views", Map.of("view", Map.of("filter", Map.of("all", List.of(in, out)))))
          .json();
      assertEquals(alone.get("instances").integer(), compared.get(side).get("instances").integer(), side);
    }
    Json tab = ask("POST " + project + "/tabs", P + "/tabs", Map.of("name", "Strikes", "view", Map.of("text", "strike"))).json();
    ask("PATCH " + project + "/tabs/{tab}", P + "/tabs/" + tab.get("id").integer(),
        Map.of("shared", true, "draft", Map.of("view", Map.of("text", "posters"))));
    ask("GET " + project + "/tabs/{tab}", P + "/tabs/" + tab.get("id").integer(), null);
    ask("GET " + project + "/tabs", P + "/tabs", null);
    ask("DELETE " + views, at, null);
    assertEquals(409, ask("GET " + views, at, null).status(), "it was closed");
    var mine = new TreeSet<String>();
    var table = new RouteTable();
    new ContentRoutes(java.time.InstantSource.system(), server.people()).addTo(table);
    table.routes().forEach(r -> mine.add(r.toString()));
    mine.removeAll(answered);
    assertEquals(Set.of(), mine, "routes that this test does not ask");
  }

  @Test
  void aCommitThatChangesNothingIsNobodys() throws Exception {
    String commits = "POST /projects/{project}/commits";
    Map<String, Object> clear = MadeUpServer.edit(tags(), "clear", "", Map.of("ids", MadeUpServer.ids(60, 70)));
    ask(commits, P + "/commits", clear);
    long before = server.project().state().sequence();
    Json again = ask(commits, P + "/commits", clear).json();
    assertFalse(again.get("changed").bool());
    assertEquals(before, again.get("sequence").longInteger());
    assertFalse(again.has("what"), "what the last commit did is not what this one did");
    assertEquals(before, server.project().state().sequence());
  }

  private int tags() {
    return server.project().state().properties().stream().filter(p -> p.type() == panoptic.model.PropertyType.MULTI_TAGS
        && p.mode() == panoptic.model.PropertyMode.INSTANCE).findFirst().orElseThrow().id();
  }

  @Test
  void refusesAsTheContractSays() throws Exception {
    String project = "/projects/{project}";
    assertEquals(404, ask("GET " + project + "/instances/{instance}", P + "/instances/999999", null).status());
    assertEquals(409, ask("GET " + project + "/layouts/{layout}/window", P + "/layouts/nope/window?top=0&bottom=1", null).status());
    assertEquals(400, ask("POST " + project + "/selections", P + "/selections", new byte[5]).status());
    assertEquals(400, ask("POST " + project + "/summary", P + "/summary", Map.of("on", Map.of())).status());
    assertEquals(409, ask("POST " + project + "/commits", P + "/commits",
        MadeUpServer.edit(tags(), "add", List.of(1), Map.of("selection", "gone"))).status());
    assertEquals(400, ask("POST " + project + "/views", P + "/views", Map.of("view", Map.of("colour", 1))).status());
    assertEquals(400, ask("POST " + project + "/layouts", P + "/layouts", Map.of("view", "v1", "width", 1, "rowHeight", 100)).status());
  }

  @Test
  void tellsBrowsersAsTheContractSays() throws Exception {
    try (var ben = server.listen("Ben", "?project=" + MadeUpServer.PROJECT)) {
      for (String type : List.of("hello", "people")) {
        assertEquals(List.of(), contract.problems("LiveMessage", ben.next(type).value()));
      }
      server.ask("POST", "/commits", MadeUpServer.edit(tags(), "clear", "", Map.of("ids", MadeUpServer.ids(1, 50))));
      assertEquals(List.of(), contract.problems("LiveMessage", ben.next("commit").value()));
      server.ask("POST", "/tabs", Map.of("name", "For all", "shared", true));
      assertEquals(List.of(), contract.problems("LiveMessage", ben.next("tabs").value()));
    }
  }

  /// The check is worth something only if it notices.
  @Test
  void theCheckNoticesWhatIsWrong() {
    var person = new HashMap<String, Object>(Map.of("id", 1L, "key", "ada", "name", "Ada", "color", 3L));
    assertEquals(List.of(), contract.problems("Person", person));
    person.put("age", 36L);
    assertTrue(contract.problems("Person", person).getFirst().contains("age"));
    person.remove("age");
    person.put("color", 12L);
    assertTrue(contract.problems("Person", person).getFirst().contains("out of bounds"));
    person.put("color", "red");
    assertTrue(contract.problems("Person", person).getFirst().contains("integer"));
    person.remove("color");
    assertTrue(contract.problems("Person", person).getFirst().contains("lacks color"));
    assertFalse(contract.problems("ProjectId", "nope").isEmpty());
  }
}
