package panoptic.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import panoptic.http.JsonText;
import panoptic.http.ServerAddress;
import panoptic.model.Json;

/// The program's whole server in this process, on a data folder of its own, and a client that speaks to it as the owner's scripts do, or with a browser's cookie.
final class RealServer implements AutoCloseable {
  /// An answer: its status, its headers and its body.
  record Reply(int status, Map<String, String> headers, byte[] body) {
    Json json() {
      return Json.of(JsonText.read(body, "the answer"));
    }

    String text() {
      return new String(body, UTF_8);
    }

    /// Holds if the answer has this status.
    Reply is(int expected) {
      assertEquals(expected, status, this::text);
      return this;
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final ProgramServer server;
  private final String bearer;

  RealServer(Path data) throws IOException {
    this(data, Map.of());
  }

  /// Starts one with more in its environment.
  RealServer(Path data, Map<String, String> more) throws IOException {
    var environment = new HashMap<>(more);
    environment.putAll(Map.of("PANOPTIC_DATA_DIR", data.toString(), "PANOPTIC_CACHE_DIR", data.resolveSibling("cache").toString()));
    var silent = Terminal.utf8(OutputStream.nullOutputStream(), false);
    var call = new Call(new Terminal(new ByteArrayInputStream(new byte[0]), silent, silent, List.of(), false), environment);
    server = ProgramServer.start(call, Wiring.of(call), ServerAddress.of("127.0.0.1", 0, false));
    bearer = Files.readString(data.resolve("bearer")).strip();
  }

  /// Asks as the owner's script.
  Reply ask(String method, String path, @Nullable Object body) throws IOException, InterruptedException {
    return send(method, "/api/v1" + path, body, "Authorization", "Bearer " + bearer);
  }

  /// Sends a file as the owner's script; `called` goes as it is.
  Reply sendFile(String method, String path, String called, byte[] bytes) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path)).timeout(Duration.ofSeconds(60))
        .headers("Authorization", "Bearer " + bearer, "Content-Type", "application/octet-stream", "Panoptic-Path", called)
        .method(method, HttpRequest.BodyPublishers.ofByteArray(bytes));
    return reply(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  int port() {
    return server.port();
  }

  String bearer() {
    return bearer;
  }

  /// Asks with the cookie of a browser, from the page.
  Reply askWith(String cookie, String method, String path, @Nullable Object body) throws IOException, InterruptedException {
    return send(method, "/api/v1" + path, body, "Cookie", cookie, "Origin", "http://127.0.0.1:" + server.port());
  }

  /// Lets one more browser in, by an address that the owner asked for; returns its cookie.
  String newBrowser() throws IOException, InterruptedException {
    URI link = URI.create(ask("POST", "/links", null).is(200).json().get("url").string());
    Reply entered = send("GET", link.getRawPath() + "?" + link.getRawQuery(), null, "Accept", "text/html").is(303);
    return entered.header("set-cookie").replaceAll(";.*", "");
  }

  private Reply send(String method, String path, @Nullable Object body, String... headers) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).timeout(Duration.ofSeconds(60))
        .headers(headers);
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    request.method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(JsonText.write(body)));
    return reply(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  private static Reply reply(HttpResponse<byte[]> answer) {
    Map<String, String> told = answer.headers().map().entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().toLowerCase(java.util.Locale.ROOT), e -> String.join(", ", e.getValue())));
    return new Reply(answer.statusCode(), told, answer.body());
  }

  /// Allows these folders to be chosen from, and no others.
  void allow(List<Path> folders) throws IOException, InterruptedException {
    ask("PUT", "/places", Map.of("paths", folders.stream().map(Path::toString).toList())).is(200);
  }

  /// Makes a project of the pictures in a folder and waits until all is done; holds if it has as many images then. Returns its address.
  String projectOf(String name, Path folder, int images) throws IOException, InterruptedException {
    String at = "/projects/"
        + ask("POST", "/projects", Map.of("name", name, "folders", List.of(folder.toString()))).is(201).json().get("id").string();
    waitForTasks();
    assertEquals(images, read(at).get("images").integer(), () -> "what became of the files: " + outcomes());
    return at;
  }

  /// Waits until nothing is under way.
  void waitForTasks() throws IOException, InterruptedException {
    while (read("/tasks").get("tasks").list().stream()
        .anyMatch(t -> List.of("waiting", "running", "stopping").contains(t.get("state").string()))) {
      Thread.sleep(20);
    }
  }

  private Json read(String path) throws IOException, InterruptedException {
    return ask("GET", path, null).is(200).json();
  }

  private String outcomes() {
    try {
      return ask("GET", "/tasks", null).text();
    } catch (IOException | InterruptedException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
