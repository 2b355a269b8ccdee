package panoptic.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.Json;

/// *Try the demo* of the page, on a corpus that a stand-in for apt "fetches".
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "stand-ins are shell scripts")
final class DemoRouteTest {
  @TempDir
  Path temp;

  private Path bin = Path.of("");
  private RealServer server;

  @BeforeEach
  void start() throws IOException {
    bin = Files.createDirectory(temp.resolve("bin"));
    server = new RealServer(temp.resolve("data"), Map.of("PATH", bin.toString()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Json tryIt() throws IOException, InterruptedException {
    return server.ask("POST", "/projects/demo", null).is(200).json();
  }

  private Json task() throws IOException, InterruptedException {
    List<Json> all = server.ask("GET", "/tasks", null).is(200).json().get("tasks").list();
    assertEquals(1, all.size());
    return all.getFirst();
  }

  private Json project(Json card) throws IOException, InterruptedException {
    return server.ask("GET", "/projects/" + card.get("id").string(), null).is(200).json();
  }

  @Test
  void bringsPicturesWithTitlesIntoOneProject() throws Exception {
    StandIns.apt(bin, temp, "/bin/sleep 1");
    Json card = tryIt();
    assertEquals("Demo", card.get("name").string());
    assertEquals(0, project(card).get("images").integer(), "it can be opened at once");
    assertEquals("demo", task().get("kind").string());
    assertEquals(card.get("id").string(), tryIt().get("id").string(), "a second press leads to the same");
    server.waitForTasks();
    assertEquals("done", task().get("state").string());
    assertEquals(1, task().get("outcomes").get("imported").integer());
    Json there = project(card);
    assertEquals(1, there.get("images").integer());
    assertEquals(List.of("subject", "title"), there.get("properties").list().stream().map(p -> p.get("name").string())
        .filter(name -> name.equals("title") || name.equals("subject")).sorted().toList());
    int sequence = there.get("sequence").integer();
    server.ask("DELETE", "/tasks", null).is(204);
    tryIt();
    assertEquals(List.of(), server.ask("GET", "/tasks", null).json().get("tasks").list(), "there is nothing left to do");
    assertEquals(sequence, project(card).get("sequence").integer());
    assertEquals(1, server.ask("GET", "/projects", null).json().get("projects").list().size());
  }

  @Test
  void tellsWhyThereAreNoPicturesAndTriesAgain() throws Exception {
    StandIns.tool(bin, "apt-get", "echo 'Temporary failure resolving deb.debian.org' >&2; exit 100");
    StandIns.tool(bin, "dpkg-deb", "exit 1");
    Json card = tryIt();
    server.waitForTasks();
    assertEquals("failed", task().get("state").string());
    String why = task().get("errors").list().getFirst().string();
    assertTrue(why.contains("Temporary failure resolving deb.debian.org") && why.contains("npm is missing"), why);
    assertEquals(0, project(card).get("images").integer());
    StandIns.apt(bin, temp, ":");
    assertEquals(card.get("id").string(), tryIt().get("id").string());
    server.waitForTasks();
    assertEquals(1, project(card).get("images").integer());
  }

  @Test
  void endsTheFetchingToolWhenCancelled() throws Exception {
    StandIns.apt(bin, temp, "/bin/sleep 60");
    Json card = tryIt();
    while (!task().has("detail")) {
      Thread.sleep(20);
    }
    long began = System.nanoTime();
    server.ask("DELETE", "/tasks/demo-" + card.get("id").string(), null).is(204);
    server.waitForTasks();
    assertTrue(System.nanoTime() - began < 20_000_000_000L);
    assertEquals("cancelled", task().get("state").string());
    assertEquals(0, project(card).get("images").integer());
    try (Stream<Path> left = Files.list(temp.resolve("cache/corpora"))) {
      assertEquals(List.of(), left.toList(), "nothing half fetched is left");
    }
    server.ask("DELETE", "/projects/" + card.get("id").string() + "?files=true", null).is(204);
    assertFalse(Files.exists(Path.of(card.get("path").string())));
  }
}
