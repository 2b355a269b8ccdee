package panoptic.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.Json;

/// Pictures that browsers send, over real HTTP: what is taken, what is refused and leaves nothing, and where the copies go.
@Tag("slow")
final class UploadTest {
  private static final byte[] SCRIPT = ("<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'><script>alert(1)</script>"
      + "<rect width='9' height='9'/></svg>").getBytes(UTF_8);

  @TempDir
  Path temp;

  private Path place = Path.of("");
  private Path data = Path.of("");
  private RealServer server;
  private String project = "";
  private Path folder = Path.of("");

  @BeforeEach
  void start() throws Exception {
    Path real = temp.toRealPath();
    place = Files.createDirectories(real.resolve("place"));
    data = real.resolve("data");
    server = new RealServer(data);
    server.allow(List.of(place));
    Json card = server.ask("POST", "/projects", Map.of("name", "P")).is(201).json();
    project = "/projects/" + card.get("id").string();
    folder = Path.of(card.get("path").string());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private byte[] png(int number) throws IOException {
    Path file = temp.resolve("drawn-" + number + ".png");
    Drawing.png(file, number);
    return Files.readAllBytes(file);
  }

  private String begin() throws IOException, InterruptedException {
    return project + "/uploads/" + server.ask("POST", project + "/uploads", null).is(201).json().get("upload").string();
  }

  private RealServer.Reply send(String upload, int number, String called, byte[] bytes) throws IOException, InterruptedException {
    return server.sendFile("PUT", upload + "/files/" + number, java.net.URLEncoder.encode(called, UTF_8).replace("+", "%20"), bytes);
  }

  private void imported(String upload, int images) throws IOException, InterruptedException {
    server.ask("POST", upload + "/import", null).is(202);
    server.waitForTasks();
    assertEquals(images, catalog(project).get("images").integer(), server.ask("GET", "/tasks", null).text());
  }

  private Json catalog(String at) throws IOException, InterruptedException {
    return server.ask("GET", at, null).is(200).json();
  }

  private List<String> calls(String at, int count) throws IOException, InterruptedException {
    int property = catalog(at).get("properties").list().stream().filter(p -> p.get("name").string().equals("Uploaded as")).findFirst()
        .orElseThrow().get("id").integer();
    var ids = new ArrayList<Integer>();
    for (int id = 1; id <= count; id++) {
      ids.add(id);
    }
    return server.ask("POST", at + "/values", Map.of("ids", ids, "properties", List.of(property))).is(200).json().get("values")
        .get(String.valueOf(property)).list().stream().map(v -> v.isNull() ? "" : v.string()).sorted().toList();
  }

  /// Returns the files of uploads in a project's folder, by their names in it.
  private List<String> kept(Path of) throws IOException {
    try (Stream<Path> all = Files.walk(of)) {
      return all.filter(Files::isRegularFile).map(f -> of.relativize(f).toString()).filter(f -> f.startsWith("upload")).sorted().toList();
    }
  }

  @Test
  void copiesPicturesAndKeepsWhatTheyWereCalled() throws Exception {
    String upload = begin();
    assertEquals("png", send(upload, 1, "holiday/IMG_0042.png", png(1)).is(200).json().get("format").string());
    assertEquals("svg", send(upload, 2, "holiday/a b + é\u202Egnp.svg", SCRIPT).is(200).json().get("format").string());
    assertEquals("png", send(upload, 3, "../../../etc/passwd\u0000.jpg", png(3)).is(200).json().get("format").string());
    assertEquals(png(1).length, send(upload, 1, "sent again", png(7)).is(200).json().get("bytes").integer(), "the first one stays");
    assertEquals(0, catalog(project).get("images").integer());
    imported(upload, 3);
    String name = upload.replaceAll(".*/", "");
    assertEquals(List.of("upload-names/" + name, "upload-names/root", "uploads/" + name + "/000001.png", "uploads/" + name + "/000002.svg",
        "uploads/" + name + "/000003.png"), kept(folder));
    assertEquals(List.of("../../../etc/passwd\uFFFD.jpg", "holiday/IMG_0042.png", "holiday/a b + é\u202Egnp.svg"), calls(project, 3));
    for (int id = 1; id <= 3; id++) {
      Json instance = server.ask("GET", project + "/instances/" + id, null).is(200).json();
      RealServer.Reply full = server.ask("GET", project + "/images/" + instance.get("sha1").string() + "/full", null).is(200);
      assertFalse(full.header("content-type").contains("svg"), "an SVG is drawn, never handed out");
      assertFalse(full.text().contains("alert("), "an SVG is drawn, never handed out");
    }
    Json task = server.ask("GET", "/tasks", null).json().get("tasks").list().getFirst();
    assertEquals(3, task.get("outcomes").get("imported").integer());
    server.ask("POST", project + "/log/" + task.get("step").longInteger() + "/revert", Map.of()).is(200);
    assertEquals(0, catalog(project).get("instances").integer(), "all of it is one step");
    assertTrue(catalog(project).get("properties").list().stream().noneMatch(p -> p.get("name").string().equals("Uploaded as")),
        "undone, nothing of it is left");
    assertEquals(5, kept(folder).size(), "what was uploaded stays");
    String second = begin();
    send(second, 1, "one more.png", png(9)).is(200);
    imported(second, 1);
    assertEquals(1, catalog(project).get("roots").list().size(), "all uploads are in one root");
    assertTrue(calls(project, 5).contains("one more.png"), "what is uploaded later has the property again");
  }

  @Test
  void refusesWhatIsNoPictureAndKeepsNothingOfIt() throws Exception {
    String upload = begin();
    var before = kept(folder);
    byte[] heic = Arrays.copyOf("\0\0\0\u0018ftypheic\0\0\0\0mif1heic".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), 500);
    byte[] large = new byte[30 << 20];
    for (byte[] bytes : List.of(large, "no picture at all".getBytes(UTF_8), new byte[0], heic, "<html><svg/></html>".getBytes(UTF_8))) {
      RealServer.Reply refused = send(upload, 1, "a.jpg", bytes).is(403);
      assertEquals("notPermitted", refused.json().get("code").string());
      assertTrue(refused.json().get("detail").string().startsWith("a.jpg is not a picture that Panoptic reads (JPEG, "), refused.text());
    }
    assertEquals("invalid", send(upload, 0, "a.png", png(1)).is(400).json().get("code").string());
    assertEquals("invalid", send(upload, 1_000_000, "a.png", png(1)).is(400).json().get("code").string());
    assertTrue(send(upload, 1, "x".repeat(1001), png(1)).is(400).text().contains("1000 characters, not 1001"));
    send(upload, 1, " ", png(1)).is(400);
    server.sendFile("PUT", upload + "/files/1", "%zz", png(1)).is(400);
    send(project + "/uploads/2020-01-01-1", 1, "a.png", png(1)).is(404);
    send(project + "/uploads/..", 1, "a.png", png(1)).is(404);
    assertEquals(before, kept(folder));
    assertEquals("invalid", server.ask("POST", upload + "/import", null).is(400).json().get("code").string());
    assertEquals(List.of("upload-names/root"), kept(folder), "an upload without pictures is forgotten");
    server.ask("POST", upload + "/import", null).is(404);
  }

  /// Sends a picture byte by byte: a body of another length than announced. Returns the status, 0 where none was answered.
  private int raw(String upload, int number, byte[] body, long announced, boolean end) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(180_000);
      socket.getOutputStream().write(("PUT /api/v1" + upload + "/files/" + number + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
          + "\r\nAuthorization: Bearer " + server.bearer() + "\r\nContent-Type: application/octet-stream\r\nPanoptic-Path: a.png\r\n"
          + "Connection: close\r\nContent-Length: " + announced + "\r\n\r\n").getBytes(UTF_8));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      if (end) {
        socket.shutdownOutput();
      }
      String answer = new String(socket.getInputStream().readNBytes(12), UTF_8);
      return answer.length() < 12 ? 0 : Integer.parseInt(answer.substring(9, 12));
    } catch (java.net.SocketException e) {
      return 0;
    }
  }

  @Test
  void leavesNothingOfABodyThatIsCutOffOrSlow() throws Exception {
    String upload = begin();
    var before = kept(folder);
    byte[] whole = png(1);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    assertTrue(List.of(0, 400, 408).contains(raw(upload, 1, half, whole.length, true)));
    assertTrue(List.of(0, 408).contains(raw(upload, 2, half, whole.length, false)), "held open");
    assertEquals(413, raw(upload, 3, half, 1L << 40, false));
    assertEquals(before, kept(folder));
    assertEquals(200, raw(upload, 4, Arrays.copyOf(whole, whole.length + 99), whole.length, false), "what comes after is not of the body");
    assertEquals(whole.length, send(upload, 4, "again", whole).is(200).json().get("bytes").integer());
    assertEquals(200, raw(upload, 1, whole, whole.length, false), "it may be sent again");
    imported(upload, 1);
    assertEquals(2, catalog(project).get("instances").integer());
  }

  @Test
  void goesOnAfterTheServerWasStartedAgain() throws Exception {
    String upload = begin();
    send(upload, 1, "one.png", png(1)).is(200);
    server.ask("POST", project + "/imports", Map.of("folders", List.of(folder.toString()))).is(403);
    server.close();
    server = new RealServer(data);
    send(upload, 1, "one, again.png", png(1)).is(200);
    send(upload, 2, "two.png", png(2)).is(200);
    imported(upload, 2);
    assertEquals(List.of("one.png", "two.png"), calls(project, 2));
  }

  @Test
  void importsNothingOfAnUploadThatIsUnderWayAndRemovesOneThatIsGivenUp() throws Exception {
    String first = begin();
    send(first, 1, "one.png", png(1)).is(200);
    imported(first, 1);
    String second = begin();
    send(second, 1, "two.png", png(2)).is(200);
    server.ask("POST", project + "/imports", Map.of()).is(202);
    server.waitForTasks();
    assertEquals(1, catalog(project).get("images").integer());
    assertEquals(2, server.ask("GET", project + "/uploads", null).is(200).json().get("pictures").integer());
    server.ask("DELETE", second, null).is(204);
    server.ask("DELETE", second, null).is(404);
    server.ask("DELETE", first, null).is(404);
    assertEquals(3, kept(folder).size());
    assertEquals(1, server.ask("GET", project + "/uploads", null).is(200).json().get("pictures").integer());
  }

  private byte[] full(String at) throws IOException, InterruptedException {
    String sha1 = server.ask("GET", at + "/instances/1", null).is(200).json().get("sha1").string();
    return server.ask("GET", at + "/images/" + sha1 + "/full", null).is(200).body();
  }

  @Test
  void comesBackWithABackupAndGoesWithTheProjectsFiles() throws Exception {
    String upload = begin();
    send(upload, 1, "one.png", png(1)).is(200);
    imported(upload, 1);
    Path file = place.resolve("P.zip");
    server.ask("POST", project + "/backup", Map.of("path", file.toString())).is(200);
    server.ask("DELETE", project + "?files=true", null).is(204);
    assertFalse(Files.exists(folder), "uploads are ours, so they go with the files");
    Json card = server.ask("POST", "/projects/restore", Map.of("path", file.toString())).is(201).json();
    String restored = "/projects/" + card.get("id").string();
    assertEquals(List.of("one.png"), calls(restored, 1));
    assertTrue(Arrays.equals(png(1), full(restored)));
    server.ask("POST", restored + "/imports", Map.of()).is(202);
    server.waitForTasks();
    assertFalse(server.ask("GET", restored + "/instances/1", null).json().get("missing").bool());
  }

  @Test
  void followsAProjectThatIsMoved() throws Exception {
    String upload = begin();
    send(upload, 1, "one.png", png(1)).is(200);
    imported(upload, 1);
    server.close();
    Path moved = Files.move(folder, place.resolve("moved"));
    server = new RealServer(data);
    String at = "/projects/" + server.ask("POST", "/projects/open", Map.of("path", moved.toString())).is(200).json().get("id").string();
    assertEquals(moved.resolve("uploads").toString(), catalog(at).get("roots").list().getFirst().get("path").string());
    assertTrue(Arrays.equals(png(1), full(at)));
    project = at;
    String second = begin();
    send(second, 1, "two.png", png(2)).is(200);
    imported(second, 2);
    assertEquals(1, catalog(at).get("roots").list().size());
  }
}
