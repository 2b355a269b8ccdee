package panoptic.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.Json;

/// The thumbnails of a project, as the page sets them and has them made again.
@Tag("slow")
final class ProjectThumbnailsTest {
  @TempDir
  Path temp;

  private static Json kept(RealServer server, String project) throws Exception {
    return server.ask("GET", project + "/thumbnails", null).is(200).json();
  }

  @Test
  void areMadeAgainOfAnotherQuality() throws Exception {
    Path real = temp.toRealPath();
    Path pictures = Files.createDirectories(real.resolve("pictures"));
    Drawing.large(pictures, 6);
    String project;
    String sha1;
    try (var server = new RealServer(real.resolve("data"))) {
      server.allow(List.of(pictures));
      project = server.projectOf("P", pictures, 6);
      sha1 = server.ask("GET", project + "/instances/1", null).is(200).json().get("sha1").string();
      Json before = kept(server, project);
      assertEquals(12, before.get("count").integer());
      assertEquals(85, before.get("quality").integer());
      RealServer.Reply old = server.ask("GET", project + "/images/" + sha1 + "/medium", null).is(200);
      for (Object wrong : List.of(59, 96, "fine", 70.5, List.of(70))) {
        server.ask("PATCH", project + "/settings", Map.of("thumbnails.quality", wrong)).is(400);
      }
      server.ask("PATCH", project + "/settings", Map.of("thumbnails.quality", 60, "of.a.newer.one", Map.of("a", 1))).is(200);
      assertEquals(60, kept(server, project).get("quality").integer());
      assertEquals(0, server.ask("GET", project, null).json().get("thumbnailSet").integer());
      String task = server.ask("POST", project + "/thumbnails", null).is(202).json().get("task").string();
      server.waitForTasks();
      Json done = server.ask("GET", "/tasks", null).json().get("tasks").list().stream().filter(t -> t.get("id").string().equals(task))
          .findFirst().orElseThrow();
      assertEquals(List.of("thumbnails", "done", 6, 0),
          List.of(done.get("kind").string(), done.get("state").string(), done.get("done").integer(), done.get("failed").integer()));
      assertEquals(project, "/projects/" + done.get("project").string());
      Json after = kept(server, project);
      assertEquals(12, after.get("count").integer());
      assertTrue(after.get("bytes").longInteger() < before.get("bytes").longInteger() * 0.8,
          after.get("bytes") + " of " + before.get("bytes"));
      assertEquals(1, server.ask("GET", project, null).json().get("thumbnailSet").integer());
      RealServer.Reply fresh = server.ask("GET", project + "/images/" + sha1 + "/medium?set=1", null).is(200);
      assertNotEquals(old.header("etag"), fresh.header("etag"));
      assertTrue(fresh.body().length < old.body().length);
      assertTrue(server.ask("POST", project + "/check", null).is(200).json().get("ok").bool());
      server.ask("POST", project + "/backup", Map.of("path", pictures.resolve("P.zip").toString())).is(200);
      String copy = "/projects/"
          + server.ask("POST", "/projects/restore", Map.of("path", pictures.resolve("P.zip").toString())).is(201).json().get("id").string();
      assertEquals(12, kept(server, copy).get("count").integer());
      assertEquals(60, kept(server, copy).get("quality").integer());
    }
    try (var server = new RealServer(real.resolve("data"))) {
      assertEquals(12, kept(server, project).get("count").integer());
      assertEquals(1, server.ask("GET", project, null).json().get("thumbnailSet").integer());
      var back = new HashMap<String, Object>();
      back.put("thumbnails.quality", null);
      Json settings = server.ask("PATCH", project + "/settings", back).is(200).json();
      assertEquals(1, settings.get("of.a.newer.one").get("a").integer());
      assertEquals(85, kept(server, project).get("quality").integer());
      server.ask("DELETE", project + "?files=true", null).is(204);
    }
    try (var left = Files.list(real.resolve("data/projects"))) {
      assertEquals(1, left.count(), "the copy alone: every file of the other was known as ours");
    }
  }
}
