package panoptic.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups of a project that people work in, and what is made of them.
@Tag("slow")
final class BackupTest {
  private static final int WRITERS = 3;

  @TempDir
  Path temp;

  private Path place = Path.of("");
  private RealServer server;

  @BeforeEach
  void start() throws Exception {
    Path real = temp.toRealPath();
    place = Files.createDirectories(real.resolve("place"));
    server = new RealServer(real.resolve("data"));
    server.allow(List.of(place));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void commit(String project, String name) throws IOException, InterruptedException {
    server.ask("POST", project + "/commits",
        Map.of("properties", List.of(Map.of("id", -1, "name", name, "type", "text", "mode", "id")))).is(200);
  }

  private Set<String> properties(String project) throws IOException, InterruptedException {
    return server.ask("GET", project, null).is(200).json().get("properties").list().stream().map(p -> p.get("name").string())
        .collect(Collectors.toSet());
  }

  private RealServer.Reply backup(String project, Path file) throws IOException, InterruptedException {
    return server.ask("POST", project + "/backup", Map.of("path", file.toString()));
  }

  private String restored(Path file) throws IOException, InterruptedException {
    return "/projects/" + server.ask("POST", "/projects/restore", Map.of("path", file.toString())).is(201).json().get("id").string();
  }

  @Test
  void holdsEveryCommitThatWasAnsweredBeforeItBegan() throws Exception {
    Path pictures = place.resolve("pictures");
    for (int i = 0; i < 4; i++) {
      Drawing.png(pictures.resolve(i + ".png"), i);
    }
    String project = server.projectOf("P", pictures, 4);
    Set<String> answered = ConcurrentHashMap.newKeySet();
    var stop = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Object>> writers = java.util.stream.IntStream.range(0, WRITERS).mapToObj(w -> threads.submit(() -> {
        for (int k = 0; !stop.get(); k++) {
          String name = "p" + w + "-" + k;
          commit(project, name);
          answered.add(name);
        }
        return new Object();
      })).toList();
      for (int round = 0; round < 5; round++) {
        int wanted = answered.size() + 10;
        while (answered.size() < wanted && writers.stream().noneMatch(Future::isDone)) {
          Thread.sleep(5);
        }
        var before = new HashSet<>(answered);
        Path file = place.resolve("P-" + round + ".zip");
        var told = backup(project, file).is(200).json();
        assertEquals(Files.size(file), told.get("bytes").longInteger());
        String made = restored(file);
        var held = properties(made);
        before.removeAll(held);
        assertEquals(Set.of(), before, "answered before the backup began");
        var catalog = server.ask("GET", made, null).json();
        assertTrue(catalog.get("sequence").longInteger() >= told.get("sequence").longInteger());
        assertEquals(4, catalog.get("images").integer());
        assertNotEquals(project, made, "beside the original it is a project of its own");
        assertTrue(server.ask("POST", made + "/check", null).is(200).json().get("ok").bool());
        commit(made, "mine alone");
        assertFalse(properties(project).contains("mine alone"));
      }
      stop.set(true);
      for (Future<Object> writer : writers) {
        writer.get();
      }
    }
    assertTrue(answered.size() >= 50);
    try (var files = Files.list(place)) {
      assertEquals(Set.of("pictures", "P-0.zip", "P-1.zip", "P-2.zip", "P-3.zip", "P-4.zip"),
          files.map(f -> f.getFileName().toString()).collect(Collectors.toSet()), "nothing half is left");
    }
  }

  @Test
  void bringsThumbnailsAndSettingsAlong() throws Exception {
    Path pictures = place.resolve("pictures");
    Drawing.png(pictures.resolve("a.png"), 1);
    String project = server.projectOf("P", pictures, 1);
    String view = server.ask("POST", project + "/views", Map.of("view", Map.of())).is(200).json().get("view").string();
    String instance = server.ask("GET", project + "/views/" + view + "/pictures?from=0&count=1", null).is(200).text();
    assertFalse(instance.isEmpty());
    String sha1 = server.ask("GET", project + "/instances/1", null).is(200).json().get("sha1").string();
    byte[] thumbnail = server.ask("GET", project + "/images/" + sha1 + "/medium", null).is(200).body();
    server.ask("PATCH", project + "/settings", Map.of("from.later", List.of(1, 2))).is(200);
    server.ask("POST", project + "/tabs", Map.of("name", "Strikes", "view", Map.of("text", "strike"))).is(201);
    Path file = place.resolve("P.zip");
    backup(project, file).is(200);
    String made = restored(file);
    assertTrue(Arrays.equals(thumbnail, server.ask("GET", made + "/images/" + sha1 + "/medium", null).is(200).body()));
    assertEquals(2, server.ask("GET", made, null).json().get("settings").get("from.later").list().size());
    assertEquals("Strikes", server.ask("GET", made + "/tabs", null).json().get("tabs").list().getFirst().get("name").string());
  }

  @Test
  void isFetchedAndSentBackAsAFile() throws Exception {
    Drawing.png(place.resolve("pictures/a.png"), 1);
    String project = server.projectOf("Été 36", place.resolve("pictures"), 1);
    commit(project, "told in time");
    RealServer.Reply fetched = server.ask("GET", project + "/backup", null).is(200);
    assertEquals("attachment; filename=\"_t_ 36.zip\"; filename*=UTF-8''%C3%89t%C3%A9%2036.zip", fetched.header("content-disposition"));
    byte[] bytes = fetched.body();
    var made = server.sendFile("POST", "/projects/restore/file", "..%2F%C3%89t%C3%A9%2036.zip", bytes).is(201).json();
    assertTrue(made.get("path").string().startsWith(temp.toRealPath().resolve("data/projects").toString()), made.get("path").string());
    String restored = "/projects/" + made.get("id").string();
    assertTrue(properties(restored).contains("told in time"));
    assertTrue(server.ask("POST", restored + "/check", null).is(200).json().get("ok").bool());

    Set<String> before = folders();
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    for (byte[] bad : List.of(half, "no backup".getBytes(java.nio.charset.StandardCharsets.UTF_8), new byte[0])) {
      assertEquals("damaged", server.sendFile("POST", "/projects/restore/file", "half.zip", bad).json().get("code").string());
    }
    assertEquals(before, folders(), "nothing stays of what is no backup");
    try (var left = Files.list(Path.of(server.ask("GET", "/projects", null).json().get("projects").list().stream()
        .filter(p -> project.endsWith(p.get("id").string())).findFirst().orElseThrow().get("path").string()).resolve("transfer"))) {
      assertEquals(List.of(), left.toList(), "the copy of the log is gone");
    }
  }

  private Set<String> folders() throws IOException {
    try (var files = Files.list(temp.toRealPath().resolve("data/projects"))) {
      return files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void replacesNoFile() throws Exception {
    Drawing.png(place.resolve("pictures/a.png"), 1);
    String project = server.projectOf("P", place.resolve("pictures"), 1);
    Path file = place.resolve("mine.zip");
    Files.writeString(file, "mine");
    assertEquals("nameTaken", backup(project, file).is(409).json().get("code").string());
    assertEquals("mine", Files.readString(file));
    assertEquals("notPermitted", backup(project, temp.toRealPath().resolve("elsewhere.zip")).is(403).json().get("code").string());
  }

  @Test
  void makesNoProjectOfWhatIsNoBackup() throws Exception {
    Drawing.png(place.resolve("pictures/a.png"), 1);
    String project = server.projectOf("P", place.resolve("pictures"), 1);
    Path whole = place.resolve("whole.zip");
    backup(project, whole).is(200);
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(place.resolve("half.zip"), Arrays.copyOf(bytes, bytes.length / 2));
    Files.writeString(place.resolve("text.zip"), "no backup");
    try (var zip = new ZipOutputStream(Files.newOutputStream(place.resolve("sly.zip")))) {
      zip.putNextEntry(new ZipEntry("../../escaped"));
      zip.write(1);
    }
    int listed = server.ask("GET", "/projects", null).json().get("projects").list().size();
    for (String name : List.of("half.zip", "text.zip", "sly.zip", "none.zip")) {
      RealServer.Reply reply = server.ask("POST", "/projects/restore", Map.of("path", place.resolve(name).toString()));
      assertEquals(name.equals("none.zip") ? "unknown" : "damaged", reply.json().get("code").string(), name + ": " + reply.text());
    }
    assertEquals(listed, server.ask("GET", "/projects", null).json().get("projects").list().size());
    try (var files = Files.walk(temp)) {
      assertTrue(files.noneMatch(f -> f.endsWith("escaped")));
    }
  }
}
