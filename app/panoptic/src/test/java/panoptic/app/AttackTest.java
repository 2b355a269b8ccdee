package panoptic.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.app.Attack.Means;
import panoptic.app.Attack.Target;
import panoptic.http.Contract;
import panoptic.http.ServerAddress;
import panoptic.model.Json;

/// Attacks the real server: each route of the contract by each weakness of [Attack]. A new route is attacked without anyone's doing.
@Tag("slow")
final class AttackTest {
  @TempDir
  static Path data;
  private static ProgramServer server;
  private static Means means;
  private static String project = "";

  @BeforeAll
  static void start() throws IOException {
    var silent = Terminal.utf8(OutputStream.nullOutputStream(), false);
    var call = new Call(new Terminal(new ByteArrayInputStream(new byte[0]), silent, silent, List.of(), false),
        Map.of("PANOPTIC_DATA_DIR", data.resolve("data").toString(), "PANOPTIC_CACHE_DIR", data.resolve("cache").toString()));
    assertEquals(0, Wiring.run(call, List.of("project", "create", "Attacked", "--synthetic", "200")));
    var wiring = Wiring.of(call);
    project = wiring.shelf().identity(wiring.data().get("Attacked")).orElseThrow();
    server = ProgramServer.start(call, wiring, ServerAddress.of("127.0.0.1", 0, false));
    var http = new RawHttp(server.port());
    String bearer = Files.readString(data.resolve("data/bearer")).strip();
    String link = http.ask("POST", "/api/v1/links", Map.of("Authorization", "Bearer " + bearer), new byte[0]).body();
    means = new Means(http, server.port(), cookie(http, server.link("")),
        cookie(http, link.substring(link.indexOf("http"), link.lastIndexOf('"'))), bearer);
  }

  private static String cookie(RawHttp http, String link) throws IOException {
    RawHttp.Reply reply = http.ask("GET", link.substring(link.indexOf("/enter")), Map.of(), new byte[0]);
    assertEquals(303, reply.status());
    return reply.headers().getOrDefault("set-cookie", "").replaceAll(";.*", "");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static String project() {
    return project;
  }

  @Test
  void holdsOffEveryWeaknessOnEveryRoute() throws IOException {
    List<Target> targets = targets();
    var breaches = new ArrayList<String>();
    var pairs = new TreeSet<String>();
    for (Attack attack : Attack.all()) {
      for (Target target : targets) {
        pairs.add(attack.name() + " × " + target.method() + " " + target.template());
        attack.attempt().on(target, means).ifPresent(b -> breaches.add(attack.name() + ": " + b));
      }
    }
    System.out
        .println("Attacked: " + targets.size() + " routes × " + Attack.all().size() + " weaknesses, " + pairs.size() + " distinct pairs");
    assertEquals(List.of(), breaches);
    assertTrue(targets.size() >= 40 && pairs.size() == targets.size() * Attack.all().size());
  }

  @Test
  void isNotHeldUpBySlowBodies() throws InterruptedException {
    var breaches = new ConcurrentLinkedQueue<String>();
    List<Target> targets = targets();
    var ended = new CountDownLatch(targets.size());
    for (Target target : targets) {
      Thread.ofVirtual().start(() -> {
        try {
          Attack.slowBody().attempt().on(target, means).ifPresent(breaches::add);
        } catch (IOException e) {
          breaches.add(target + ": " + e);
        } finally {
          ended.countDown();
        }
      });
    }
    assertTrue(ended.await(90, java.util.concurrent.TimeUnit.SECONDS));
    assertEquals(List.of(), List.copyOf(breaches));
  }

  /// A server that lets everything through must be caught by every weakness.
  @Test
  void noticesEachWeaknessInAServerThatHasThemAll() throws IOException {
    try (var open = new ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> letThrough(open));
      var everything = new Means(new RawHttp(open.getLocalPort()), open.getLocalPort(), means.cookie(), means.stranger(), means.bearer());
      var all = new ArrayList<>(Attack.all());
      all.add(Attack.slowBody());
      for (Attack attack : all) {
        boolean noticed = false;
        for (Target target : targets()) {
          noticed |= attack.attempt().on(target, everything).isPresent();
        }
        assertTrue(noticed, "not noticed: " + attack.name());
      }
    }
  }

  /// Answers 200 to whatever comes.
  private static void letThrough(ServerSocket open) {
    while (!open.isClosed()) {
      try (var socket = open.accept()) {
        var in = new java.io.BufferedInputStream(socket.getInputStream());
        for (int last = 0, ends = 0; ends < 2 && last >= 0;) {
          last = in.read();
          ends = last == '\n' ? ends + 1 : last == '\r' ? ends : 0;
        }
        socket.getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        in.readNBytes(in.available());
      } catch (IOException e) {
        // That one is gone.
      }
    }
  }

  @Test
  void takesATokenOnce() throws IOException {
    String link = server.link("");
    String target = link.substring(link.indexOf("/enter"));
    assertEquals(303, means.http().ask("GET", target, Map.of(), new byte[0]).status());
    RawHttp.Reply again = means.http().ask("GET", target, Map.of(), new byte[0]);
    assertEquals(403, again.status());
    assertTrue(again.body().contains("has been used"));
    assertEquals(403, means.http().ask("GET", "/enter?token=" + "0".repeat(64), Map.of(), new byte[0]).status());
    assertEquals(403, means.http().ask("GET", "/enter", Map.of(), new byte[0]).status());
  }

  @Test
  void leadsNowhereElseAfterTheDoor() throws IOException {
    String link = server.link("") + "&project=//evil.example";
    RawHttp.Reply reply = means.http().ask("GET", link.substring(link.indexOf("/enter")), Map.of(), new byte[0]);
    assertEquals("/", reply.headers().get("location"));
  }

  @Test
  void bindsBrowsersOnEveryAnswer() throws IOException {
    for (String path : List.of("/", "/p/" + project, "/nothing", "/api/v1/projects", "/api/v1/nothing", "/enter", "/assets/x.js")) {
      Map<String, String> headers = means.http().ask("GET", path, Map.of(), new byte[0]).headers();
      assertEquals("nosniff", headers.get("x-content-type-options"), path);
      assertEquals("no-referrer", headers.get("referrer-policy"), path);
      assertEquals("same-origin", headers.get("cross-origin-resource-policy"), path);
      String policy = headers.getOrDefault("content-security-policy", "");
      assertTrue(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"),
          path + ": " + policy);
      assertFalse(headers.containsKey("access-control-allow-origin"), path);
    }
  }

  @Test
  void servesThePageAtItsOwnAddressesOnly() throws IOException {
    for (String path : List.of("/", "/p/" + project, "/p/" + project + "/i/5")) {
      RawHttp.Reply reply = means.http().ask("GET", path, Map.of(), new byte[0]);
      assertEquals(200, reply.status(), path);
      assertTrue(reply.headers().getOrDefault("content-type", "").startsWith("text/html"), path);
    }
    for (String path : List.of("/p/a.js", "/assets/missing.js", "/x", "/index.html.bak", "/%2e%2e/pom.xml", "/..%2f..%2fpom.xml",
        "/p/..%2f..%2fpom.xml",
        "/assets/../../../pom.xml", "//etc/passwd", "/pom.xml", "/package.json")) {
      RawHttp.Reply reply = means.http().ask("GET", path, Map.of(), new byte[0]);
      assertTrue(reply.status() >= 400 && reply.status() < 500, path + " answers " + reply.status());
    }
  }

  @Test
  void letsNoWebSocketInFromElsewhere() throws IOException {
    var upgrade = Map.of("Upgrade", "websocket", "Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    assertEquals(401, socket(upgrade, Map.of("Origin", "http://127.0.0.1:" + server.port())));
    assertEquals(403, socket(upgrade, Map.of("Cookie", means.cookie(), "Origin", "http://evil.example")));
    assertEquals(403, socket(upgrade, Map.of("Cookie", means.cookie())));
    assertEquals(101, socket(upgrade, means.owner()));
  }

  private static int socket(Map<String, String> upgrade, Map<String, String> more) throws IOException {
    var all = new java.util.LinkedHashMap<>(upgrade);
    all.putAll(more);
    return means.http().ask("GET", "/api/v1/live", all, new byte[0]).status();
  }

  @Test
  void listensOnThisMachineAlone() {
    for (String host : List.of("0.0.0.0", "::", "192.168.1.7", "example.org")) {
      var refused = org.junit.jupiter.api.Assertions.assertThrows(panoptic.model.RefusedException.class,
          () -> ServerAddress.of(host, 0, false));
      assertTrue(refused.getMessage().contains("not encrypted"), refused.getMessage());
    }
    assertEquals("127.0.0.1", ServerAddress.of("localhost", 0, false).host());
  }

  @Test
  void keepsSecretsToTheUser() throws IOException {
    for (String name : List.of("bearer", "sessions.json", "server.json")) {
      Path file = data.resolve("data").resolve(name);
      assertEquals("rw-------", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), name);
    }
    String sessions = Files.readString(data.resolve("data/sessions.json"));
    assertFalse(sessions.contains(means.cookie().replaceAll(".*=", "")));
  }

  @Test
  void servesAllThatTheContractNames() {
    var unserved = new TreeSet<String>();
    var paths = (Map<?, ?>) java.util.Objects.requireNonNull(Contract.read().get("paths").value());
    paths.forEach((path, methods) -> ((Map<?, ?>) methods).keySet().stream()
        .filter(method -> !method.equals("parameters"))
        .forEach(method -> unserved.add(String.valueOf(method).toUpperCase(java.util.Locale.ROOT) + " " + path)));
    assertTrue(unserved.size() > 50);
    server.routes().forEach(unserved::remove);
    assertEquals(java.util.Set.of(), unserved);
  }

  /// Makes a target of each route of the server; what the contract says of it tells how it is attacked.
  private static List<Target> targets() {
    var missed = new ArrayList<>(server.routes());
    var out = new ArrayList<Target>();
    Json paths = Contract.read().get("paths");
    for (Object key : keys(paths)) {
      String template = String.valueOf(key);
      Json path = paths.get(template);
      for (Object method : keys(path)) {
        if (missed.remove(String.valueOf(method).toUpperCase(java.util.Locale.ROOT) + " " + template)) {
          out.add(target(String.valueOf(method), template, path.get(String.valueOf(method))));
        }
      }
    }
    assertEquals(List.of(), missed, "routes that are not in the contract escape the attacks");
    return out;
  }

  private static Set<?> keys(Json object) {
    return object.value() instanceof Map<?, ?> map ? map.keySet() : Set.of();
  }

  private static Target target(String method, String template, Json route) {
    var inPath = new ArrayList<String>();
    java.util.regex.Pattern.compile("\\{(\\w+)}").matcher(template).results().forEach(r -> inPath.add(r.group(1)));
    var inQuery = new ArrayList<String>();
    var required = new ArrayList<String>();
    for (Json p : route.get("parameters").list()) {
      if (p.has("in") && p.get("in").string().equals("query")) {
        inQuery.add(p.get("name").string());
        if (p.has("required")) {
          required.add(p.get("name").string() + "=1");
        }
      }
    }
    String bodyType = "";
    boolean strict = false;
    if (route.has("requestBody")) {
      Json content = route.get("requestBody").get("content");
      bodyType = String.valueOf(keys(content).iterator().next());
      Json schema = content.get(bodyType).get("schema");
      strict = schema.has("additionalProperties") && Boolean.FALSE.equals(schema.get("additionalProperties").value())
          || schema.has("$ref") && List.of("PathBody", "PersonChoice", "PersonChange", "LayoutRequest")
              .contains(schema.get("$ref").string().replaceAll(".*/", ""));
    }
    boolean open = route.has("security");
    String address = Attack.fill(template) + (required.isEmpty() ? "" : "?" + String.join("&", required));
    return new Target(method.toUpperCase(java.util.Locale.ROOT), template, address, inPath, inQuery, open, bodyType, strict,
        template.equals("/live"));
  }
}
