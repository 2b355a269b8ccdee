package panoptic.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.jspecify.annotations.Nullable;
import panoptic.model.Json;

/// Exports and readings by way of the server, held to the contract.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransferRoutesTest {
  private static final String P = "/projects/" + MadeUpServer.PROJECT;
  private static final String PROJECT = "/projects/{project}";

  private final ContractCheck contract = new ContractCheck();
  private MadeUpServer server;

  @BeforeAll
  void start() throws IOException {
    server = new MadeUpServer(300);
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    assertEquals(List.of(), server.faults());
  }

  private MadeUpServer.Reply ask(String operation, String path, @Nullable Object body) throws IOException, InterruptedException {
    MadeUpServer.Reply reply = server.ask("Ada", operation.split(" ", 2)[0], P + path, body);
    assertEquals(List.of(), contract.problems(operation, reply.status(), reply.type(), reply.body()));
    return reply;
  }

  private Json end(String kind, String id) throws IOException, InterruptedException {
    while (true) {
      Json now = ask("GET " + PROJECT + "/" + kind + "/{transfer}", "/" + kind + "/" + id, null).json();
      if (!now.get("state").string().equals("working")) {
        return now;
      }
      Thread.sleep(10);
    }
  }

  @Test
  void anExportIsMadeFetchedReadBackAndDropped() throws Exception {
    String selection = ask("POST " + PROJECT + "/selections", "/selections", new byte[] {1, 0, 0, 0, 2, 0, 0, 0}).json().get("selection")
        .string();
    Json started = ask("POST " + PROJECT + "/exports", "/exports",
        Map.of("format", "csv", "selection", selection, "name", "a/b\"c", "separator", ","))
        .json();
    String id = started.get("transfer").string();
    Json ready = end("exports", id);
    assertEquals("ready", ready.get("state").string());
    assertEquals(2, ready.get("rows").integer());
    assertEquals("a_b_c.csv", ready.get("name").string());
    MadeUpServer.Reply file = ask("GET " + PROJECT + "/exports/{transfer}/file", "/exports/" + id + "/file", null);
    String text = new String(file.body(), StandardCharsets.UTF_8);
    assertEquals(ready.get("bytes").integer(), file.body().length);
    assertTrue(text.startsWith("\uFEFFpath,") && text.split("\n", -1).length >= 4, text);

    Json reading = ask("POST " + PROJECT + "/readings", "/readings", file.body()).json();
    Json read = end("readings", reading.get("transfer").string());
    assertEquals(2, read.get("report").get("matched").integer());
    assertEquals(0, read.get("report").get("step").integer(), "what is there already is no step");
    assertEquals(204, ask("DELETE " + PROJECT + "/exports/{transfer}", "/exports/" + id, null).status());
    assertEquals(404, ask("GET " + PROJECT + "/exports/{transfer}", "/exports/" + id, null).status());
  }

  @Test
  void refusesWithReasons() throws Exception {
    assertEquals(400, ask("POST " + PROJECT + "/exports", "/exports", Map.of("format", "exe")).status());
    assertEquals(400, ask("POST " + PROJECT + "/exports", "/exports", Map.of("format", "csv", "separator", "::")).status());
    assertEquals(404, ask("POST " + PROJECT + "/exports", "/exports", Map.of("format", "csv", "properties", List.of(99999))).status());
    assertEquals(404, ask("GET " + PROJECT + "/exports/{transfer}/file", "/exports/77/file", null).status());
    Json failed = end("readings", ask("POST " + PROJECT + "/readings", "/readings", "name;x\n".getBytes(StandardCharsets.UTF_8)).json()
        .get("transfer").string());
    assertEquals("failed", failed.get("state").string());
    assertFalse(failed.get("reason").string().isEmpty());
  }
}
