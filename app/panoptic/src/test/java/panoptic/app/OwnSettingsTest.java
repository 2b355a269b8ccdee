package panoptic.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.http.JsonText;
import panoptic.model.Json;

/// What a person chose, and what the owner allowed: kept in the data folder, and by whom it may be changed.
final class OwnSettingsTest {
  @TempDir
  Path temp;

  private Path data() throws IOException {
    return temp.toRealPath().resolve("data");
  }

  private static Json read(Path file) throws IOException {
    return Json.of(JsonText.read(Files.readAllBytes(file), "the file"));
  }

  private Path onlyFile() throws IOException {
    try (var files = Files.list(data().resolve("settings"))) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all::toString);
      return all.getFirst();
    }
  }

  @Test
  void keepsWhatANewerVersionWrote() throws Exception {
    Path file;
    try (var server = new RealServer(data())) {
      server.ask("PATCH", "/settings", Map.of("theme", "dark", "language", "fr")).is(200);
      file = onlyFile();
      assertEquals(1, read(file).get("version").integer());
    }
    Files.writeString(file, """
        {"version": 7, "since": {"by": "a newer one"}, "values": {"theme": "dark", "orbit": {"deep": [1, 2.5, null, "é"]}, "language": "fr"}}
        """);
    try (var server = new RealServer(data())) {
      assertEquals("é", server.ask("GET", "/settings", null).is(200).json().get("orbit").get("deep").list().get(3).string());
      var change = new HashMap<String, Object>(Map.of("theme", "light", "wide", 320));
      change.put("language", null);
      Json answer = server.ask("PATCH", "/settings", change).is(200).json();
      assertEquals("light", answer.get("theme").string());
      assertFalse(answer.has("language"));
    }
    Json kept = read(file);
    assertEquals(7, kept.get("version").integer());
    assertEquals("a newer one", kept.get("since").get("by").string());
    assertEquals("[1,2.5,null,\"é\"]", JsonText.write(kept.get("values").get("orbit").get("deep").value()));
    assertEquals("light", kept.get("values").get("theme").string());
    assertEquals(320, kept.get("values").get("wide").integer());
    assertFalse(kept.get("values").has("language"));
  }

  @Test
  void overwritesNothingThatItCannotRead() throws Exception {
    try (var server = new RealServer(data())) {
      server.ask("PATCH", "/settings", Map.of("theme", "dark")).is(200);
      for (String other : List.of("{\"version\": 2, \"values\": [\"theme\"]}", "{\"version\": 1, \"val", "[]")) {
        Files.writeString(onlyFile(), other);
        RealServer.Reply reply = server.ask("PATCH", "/settings", Map.of("theme", "light"));
        assertTrue(List.of("tooNew", "damaged").contains(reply.json().get("code").string()), reply.text());
        assertEquals(other, Files.readString(onlyFile()));
      }
    }
  }

  @Test
  void belongsToEachPersonAlone() throws Exception {
    try (var server = new RealServer(data())) {
      String ada = server.newBrowser();
      server.askWith(ada, "GET", "/settings", null).is(403);
      server.askWith(ada, "PUT", "/session", Map.of("name", "Ada")).is(200);
      server.ask("PATCH", "/settings", Map.of("theme", "dark")).is(200);
      server.askWith(ada, "PATCH", "/settings", Map.of("theme", "light")).is(200);
      assertEquals("dark", server.ask("GET", "/settings", null).json().get("theme").string());
      assertEquals("light", server.askWith(ada, "GET", "/settings", null).json().get("theme").string());
    }
  }

  private static List<String> places(RealServer server) throws IOException, InterruptedException {
    return server.ask("GET", "/places", null).is(200).json().get("places").list().stream().map(p -> p.get("path").string())
        .collect(Collectors.toList());
  }

  @Test
  void showsHomeUntilTheOwnerSaysOtherwise() throws Exception {
    Path pictures = Files.createDirectories(temp.toRealPath().resolve("pictures"));
    String home = Path.of(System.getProperty("user.home")).toAbsolutePath().normalize().toString();
    Path named = Files.createDirectories(temp.toRealPath().resolve("named on the command line"));
    Drawing.png(named.resolve("a.png"), 1);
    try (var server = new RealServer(data())) {
      assertEquals(List.of(home), places(server));
      server.allow(List.of(pictures));
      assertEquals(List.of(pictures.toString()), places(server));
    }
    var cli = new Cli(data());
    cli.json("project", "create", "P").ends(0);
    cli.json("import", "P", named.toString()).ends(0);
    try (var server = new RealServer(data())) {
      assertEquals(List.of(pictures.toString(), named.toString()), places(server), "kept, with what an import named");
    }
  }

  @Test
  void showsNothingOutsideWhatTheOwnerAllowed() throws Exception {
    Path real = temp.toRealPath();
    Path allowed = Files.createDirectories(real.resolve("allowed"));
    Files.createDirectories(allowed.resolve("inside/deep"));
    Files.createDirectories(allowed.resolve(".hidden/deep"));
    Files.createDirectories(real.resolve("secret/deep"));
    Path secret = real.resolve("secret");
    Path beside = Files.createDirectories(real.resolve("allowed-not")); // begins with the same letters
    Drawing.png(secret.resolve("a.png"), 1);
    Files.createSymbolicLink(allowed.resolve("link"), secret);
    try (var server = new RealServer(data())) {
      server.allow(List.of(allowed));
      List<Map.Entry<String, String>> reads = List.of(Map.entry("/places/list", "path"), Map.entry("/places/count", "path"),
          Map.entry("/places/preview", "path"), Map.entry("/projects/open", "path"), Map.entry("/projects/restore", "path"));
      for (String path : List.of(secret.toString(), allowed + "/../secret", allowed + "/link", allowed + "/link/deep", "/", "/etc",
          beside.toString(), allowed + "/.hidden", allowed + "/.hidden/deep", "secret", "", allowed + "\0/../secret")) {
        for (var read : reads.subList(0, path.contains(".hidden") ? 3 : reads.size())) {
          RealServer.Reply reply = server.ask("POST", read.getKey(), Map.of(read.getValue(), path));
          assertTrue(reply.status() >= 400 && reply.status() < 500,
              read.getKey() + " of " + path + ": " + reply.status() + " " + reply.text());
          assertFalse(reply.text().contains("a.png"), reply.text());
        }
      }
      for (Path path : List.of(secret, allowed.resolve("link"), beside)) {
        server.ask("POST", "/projects", Map.of("name", "P", "folders", List.of(path.toString()))).is(403);
      }
      assertEquals(0, server.ask("GET", "/projects", null).json().get("projects").list().size(), "none was half made");
      Json listed = server.ask("POST", "/places/list", Map.of("path", allowed.toString())).is(200).json();
      assertEquals(List.of("inside"), listed.get("folders").list().stream().map(f -> f.get("name").string()).toList());
      assertEquals(List.of("allowed"), listed.get("parts").list().stream().map(f -> f.get("name").string()).toList(), "nothing above it");
      server.allow(List.of(allowed, secret));
      assertEquals(1, server.ask("POST", "/places/count", Map.of("path", secret.toString())).is(200).json().get("pictures").integer());
      assertEquals(1,
          server.ask("POST", "/places/preview", Map.of("path", allowed + "/link")).is(200).json().get("pictures").list().size());
    }
  }

  @Test
  void isChangedByTheOwnerAlone() throws Exception {
    try (var server = new RealServer(data())) {
      String ada = server.newBrowser();
      server.askWith(ada, "PUT", "/session", Map.of("name", "Ada")).is(200);
      List<String> before = places(server);
      server.askWith(ada, "PUT", "/places", Map.of("paths", List.of("/"))).is(403);
      server.askWith(ada, "POST", "/links", null).is(403);
      server.askWith(ada, "GET", "/places", null).is(200);
      assertEquals(before, places(server));
      for (Object wrong : List.of(List.of("not/absolute"), List.of(temp.resolve("none").toString()), List.of(7), "x")) {
        server.ask("PUT", "/places", Map.of("paths", wrong)).is(400);
      }
      assertEquals(before, places(server));
    }
  }
}
