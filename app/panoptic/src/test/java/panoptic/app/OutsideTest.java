package panoptic.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Instances that point out of what the owner allowed after they came in, while the server runs: neither the original nor a picture of 1024 px nor a tile leaves, not even
/// where the bytes are the right ones. And pictures that hold a program: it never reaches a browser alive.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
@Tag("slow")
final class OutsideTest {
  @TempDir
  Path temp;

  private Path allowed = Path.of("");
  private Path pictures = Path.of("");
  private Path outside = Path.of("");
  private RealServer server;

  @BeforeEach
  void start() throws Exception {
    Path real = temp.toRealPath();
    allowed = Files.createDirectories(real.resolve("allowed"));
    pictures = Files.createDirectories(allowed.resolve("pictures"));
    outside = Files.createDirectories(real.resolve("outside"));
    server = new RealServer(real.resolve("data"));
    server.allow(List.of(allowed));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String sha1(Path file) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file)));
  }

  private RealServer.Reply picture(String project, String sha1, String size) throws Exception {
    return server.ask("GET", project + "/images/" + sha1 + "/" + size, null);
  }

  private void served(String project, String sha1) throws Exception {
    for (String size : List.of("full", "large", "medium", "tiles/0/0/0")) {
      RealServer.Reply reply = picture(project, sha1, size).is(200);
      assertTrue(reply.header("content-type").startsWith("image/"), reply.header("content-type"));
    }
  }

  private void refused(int status, String project, String sha1) throws Exception {
    for (String size : List.of("full", "large", "tiles/0/0/0")) {
      RealServer.Reply reply = picture(project, sha1, size).is(status);
      assertEquals("application/problem+json", reply.header("content-type"));
      assertFalse(reply.text().contains(outside.toString()), "where a link leads is nobody's business");
    }
    picture(project, sha1, "medium").is(200); // our own picture of it, from when it was let in
  }

  private static void leadTo(Path link, Path target) throws IOException {
    Files.createSymbolicLink(link, target);
  }

  @Test
  void refusesAFileThatBecameALink() throws Exception {
    Path file = pictures.resolve("a.png");
    Drawing.png(file, 1);
    Drawing.png(pictures.resolve("stays.png"), 2);
    String project = server.projectOf("P", pictures, 2);
    String sha1 = sha1(file);
    Files.move(file, outside.resolve("a.png"));
    leadTo(file, outside.resolve("a.png"));
    refused(403, project, sha1);
    served(project, sha1(pictures.resolve("stays.png")));
    Files.delete(file);
    Files.move(outside.resolve("a.png"), file);
    served(project, sha1); // so it was the link
    Files.move(file, outside.resolve("a.png"));
    leadTo(file, outside.resolve("a.png"));
    refused(403, project, sha1); // although 1024 px were made meanwhile
  }

  @Test
  void refusesAFolderThatBecameALink() throws Exception {
    Path folder = pictures.resolve("sub");
    Drawing.png(folder.resolve("deeper/b.png"), 3);
    String project = server.projectOf("P", pictures, 1);
    String sha1 = sha1(folder.resolve("deeper/b.png"));
    Files.move(folder, outside.resolve("sub"));
    leadTo(folder, outside.resolve("sub"));
    refused(403, project, sha1);
    Files.delete(folder);
    leadTo(folder, Path.of("../../outside/./sub/../sub"));
    refused(403, project, sha1);
  }

  @Test
  void refusesARootThatBecameALink() throws Exception {
    Drawing.png(pictures.resolve("c.png"), 4);
    String project = server.projectOf("P", pictures, 1);
    String sha1 = sha1(pictures.resolve("c.png"));
    Files.move(pictures, outside.resolve("pictures"));
    leadTo(pictures, outside.resolve("pictures"));
    refused(403, project, sha1);
  }

  @Test
  void refusesWhatTheOwnerAllowsNoLonger() throws Exception {
    Drawing.png(pictures.resolve("d.png"), 5);
    String project = server.projectOf("P", pictures, 1);
    String sha1 = sha1(pictures.resolve("d.png"));
    server.allow(List.of(outside));
    refused(403, project, sha1);
    server.allow(List.of(allowed));
    served(project, sha1);
  }

  @Test
  void refusesOtherBytesThanWereLetIn() throws Exception {
    Path file = pictures.resolve("e.png");
    Drawing.png(file, 6);
    String project = server.projectOf("P", pictures, 1);
    String sha1 = sha1(file);
    Files.writeString(file, "a password");
    refused(404, project, sha1);
    Drawing.png(file, 7);
    refused(404, project, sha1);
  }

  @Test
  void letsNoInstanceInThatPointsOutside() throws Exception {
    Drawing.png(pictures.resolve("f.png"), 8);
    Drawing.png(outside.resolve("g.png"), 9);
    String project = server.projectOf("P", pictures, 1);
    leadTo(pictures.resolve("link.png"), outside.resolve("g.png"));
    leadTo(pictures.resolve("out"), outside);
    for (String path : List.of(outside + "/g.png", pictures + "/../../outside/g.png", pictures + "/link.png", pictures + "/out/g.png",
        pictures + "/./out/../out/g.png", "/etc/passwd", pictures + "/%2e%2e/%2e%2e/outside/g.png", "../outside/g.png")) {
      RealServer.Reply reply = server.ask("POST", project + "/commits", Map.of("instances", List.of(Map.of("id", -1, "url", path))));
      assertTrue(reply.status() >= 400 && reply.status() < 500, path + " answers " + reply.status() + ": " + reply.text());
    }
    for (String name : List.of("..", "../../outside", "a/../../../outside", "/etc")) {
      RealServer.Reply reply = server.ask("POST", project + "/commits",
          Map.of("folders", List.of(Map.of("id", -1, "name", name, "rootId", 1, "parentId", 1))));
      assertTrue(reply.status() >= 400 && reply.status() < 500, name + " answers " + reply.status() + ": " + reply.text());
    }
    RealServer.Reply root = server.ask("POST", project + "/commits",
        Map.of("roots", List.of(Map.of("id", -1, "path", outside.toString()))));
    assertTrue(root.status() >= 400 && root.status() < 500, root::text);
    assertEquals(1, server.ask("GET", project, null).json().get("instances").integer());
    server.ask("POST", project + "/imports", Map.of()).is(202); // a scan again follows no link either
    Thread.sleep(50);
    picture(project, sha1(outside.resolve("g.png")), "full").is(404);
  }

  /// Whatever is in a picture, a browser gets a picture of it, under rules that would let nothing run.
  @Test
  void servesNoProgramInAPicture() throws Exception {
    Path drawing = pictures.resolve("evil.svg");
    Path secret = outside.resolve("secret.png");
    Drawing.png(secret, 10);
    Files.writeString(drawing, """
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="80" height="60" onload="window.hacked = 1">
        <script>window.hacked = 1</script><script xlink:href="http://127.0.0.1:1/x.js"/>
        <rect width="80" height="60" fill="#c00" onclick="window.hacked = 1"/><image xlink:href="file://%s" width="10" height="10"/>
        <foreignObject width="50" height="50"><body xmlns="http://www.w3.org/1999/xhtml"><script>window.hacked = 1</script></body></foreignObject></svg>
        """.formatted(secret));
    Path entity = pictures.resolve("entity.svg");
    Files.writeString(entity, """
        <?xml version="1.0"?><!DOCTYPE svg [<!ENTITY secret SYSTEM "file://%s">]>
        <svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><text y="20">&secret;</text></svg>
        """.formatted(secret));
    Path tailed = pictures.resolve("tailed.png");
    Drawing.png(tailed, 11);
    Files.writeString(tailed, "<html><script>window.hacked = 1</script></html>", StandardOpenOption.APPEND);
    Files.writeString(pictures.resolve("page.jpg"), "<html><script>window.hacked = 1</script></html>");
    String project = server.projectOf("P", pictures, 2);
    picture(project, sha1(pictures.resolve("page.jpg")), "full").is(404);
    picture(project, sha1(entity), "full").is(404);
    for (String size : List.of("full", "large", "medium", "small")) {
      for (Path file : List.of(drawing, tailed)) {
        RealServer.Reply reply = picture(project, sha1(file), size).is(200);
        assertTrue(List.of("image/jpeg", "image/png", "image/webp").contains(reply.header("content-type")), reply.header("content-type"));
        assertEquals("nosniff", reply.header("x-content-type-options"));
        assertEquals("sandbox; default-src 'none'", reply.header("content-security-policy"));
        String text = new String(reply.body(), StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("<svg"), size);
        assertTrue(file.equals(tailed) && size.equals("full") || !text.contains("<script"), size);
      }
    }
  }
}
