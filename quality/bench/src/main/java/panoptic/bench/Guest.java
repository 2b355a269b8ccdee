package panoptic.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import panoptic.http.JsonText;
import panoptic.model.Json;

/// A browser's session at a server, with a connection of its own. For one thread; [#more] gives another one a connection.
final class Guest implements AutoCloseable {
  private static final String API = "/api/v1";

  private final int port;
  private final String cookie;
  private final KeptConnection connection;
  private int bytes;

  private Guest(int port, String cookie) {
    this.port = port;
    this.cookie = cookie;
    connection = new KeptConnection(port, "Cookie: " + cookie + "\r\n");
  }

  /// Opens the address that lets one browser in.
  static Guest enter(int port, String link) throws IOException {
    try (var door = new KeptConnection(port, "")) {
      KeptConnection.Answer answer = door.get(ServedProgram.path(link));
      String cookie = answer.head().get("set-cookie");
      if (cookie == null) {
        throw new IOException("not let in: " + answer.status());
      }
      return new Guest(port, cookie.substring(0, cookie.indexOf(';')));
    }
  }

  /// Returns the same session with one more connection.
  Guest more() {
    return new Guest(port, cookie);
  }

  String cookie() {
    return cookie;
  }

  String origin() {
    return "127.0.0.1:" + port;
  }

  Json get(String path) throws IOException {
    return json(bytes(path));
  }

  Json post(String path, Map<String, ?> body) throws IOException {
    return ask("POST", path, body);
  }

  Json ask(String method, String path, Map<String, ?> body) throws IOException {
    return json(send(method, path, JsonText.write(body).getBytes(StandardCharsets.UTF_8)));
  }

  /// Sends JSON that was written before, and returns what came unread.
  byte[] send(String method, String path, byte[] json) throws IOException {
    KeptConnection.Answer answer = connection.send(method, API + path, json, "application/json").ok();
    bytes += answer.bytes();
    return answer.body();
  }

  /// Returns the body of an answer.
  byte[] bytes(String path) throws IOException {
    KeptConnection.Answer answer = connection.get(API + path).ok();
    bytes += answer.bytes();
    return answer.body();
  }

  /// Returns how many bytes all answers on this connection had, heads included.
  int received() {
    return bytes;
  }

  static Json json(byte[] body) {
    return Json.of(JsonText.read(body, "the answer"));
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
