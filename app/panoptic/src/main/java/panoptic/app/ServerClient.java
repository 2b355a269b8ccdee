package panoptic.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import panoptic.http.JsonText;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.RefusedException;

/// Speaks to the server that runs on the same data folder, with the bearer.
final class ServerClient {
  private final RunningServer.Address at;
  private final String bearer;

  ServerClient(RunningServer.Address at, String bearer) {
    this.at = at;
    this.bearer = bearer;
  }

  /// Asks a route below `/api/v1`; refused with what the server says.
  Json post(String path, Map<String, ?> body) {
    try {
      HttpURLConnection connection = connect(path);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setDoOutput(true);
      try (var out = connection.getOutputStream()) {
        out.write(JsonText.write(body).getBytes(StandardCharsets.UTF_8));
      }
      boolean ok = connection.getResponseCode() < 400;
      try (InputStream in = ok ? connection.getInputStream() : connection.getErrorStream()) {
        Json answer = Json.of(JsonText.read(in, "the server's answer"));
        if (!ok) {
          throw new RefusedException(ErrorCode.UNKNOWN, answer.get("detail").string());
        }
        return answer;
      }
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.UNKNOWN, "the server at " + at.url() + " does not answer: " + e.getMessage(), e);
    }
  }

  private HttpURLConnection connect(String path) throws IOException {
    var connection = (HttpURLConnection) URI.create(at.url() + "/api/v1" + path).toURL().openConnection(java.net.Proxy.NO_PROXY);
    connection.setRequestMethod("POST");
    connection.setConnectTimeout(5000);
    connection.setRequestProperty("Authorization", "Bearer " + bearer);
    return connection;
  }
}
