package panoptic.app;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  RunningServer.Address at() {
    return at;
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

  /// Runs a command line within the server, with the streams of this call; returns its exit code. `silent` keeps its output back.
  int run(Call call, List<String> arguments, boolean silent) {
    Terminal terminal = call.terminal();
    try {
      HttpURLConnection connection = connect("/commands");
      connection.setRequestProperty("Content-Type", "application/octet-stream");
      connection.setDoOutput(true);
      connection.setChunkedStreamingMode(0);
      byte[] head = JsonText
          .write(Map.of("arguments", arguments, "folder", call.folder().toString(), "people", terminal.people(), "colours",
              terminal.colours()))
          .getBytes(StandardCharsets.UTF_8);
      call.onInterrupt(connection::disconnect);
      try (var out = new DataOutputStream(connection.getOutputStream())) {
        out.writeInt(head.length);
        out.write(head);
        if (arguments.contains("-")) {
          terminal.in().transferTo(out);
        }
      }
      if (connection.getResponseCode() != 200) {
        try (InputStream in = connection.getErrorStream()) {
          throw new RefusedException(ErrorCode.UNKNOWN, Json.of(JsonText.read(in, "the server's answer")).get("detail").string());
        }
      }
      try (var in = new DataInputStream(new BufferedInputStream(connection.getInputStream()))) {
        return pass(in, terminal, silent);
      }
    } catch (ConnectException e) {
      throw new NotThere();
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.UNKNOWN, "the server at " + at.url() + " ended before the command did", e);
    }
  }

  private static int pass(DataInputStream in, Terminal terminal, boolean silent) throws IOException {
    while (true) {
      int kind = in.readUnsignedByte();
      byte[] bytes = in.readNBytes(in.readInt());
      switch (kind) {
        case 'o' -> {
          if (!silent) {
            terminal.out().write(bytes);
            terminal.out().flush();
          }
        }
        case 'e' -> {
          terminal.err().write(bytes);
          terminal.err().flush();
        }
        case 'x' -> {
          return ByteBuffer.wrap(bytes).getInt();
        }
        default -> {
          // It lives.
        }
      }
    }
  }

  /// Thrown where no server listens any more.
  static final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private HttpURLConnection connect(String path) throws IOException {
    var connection = (HttpURLConnection) URI.create(at.url() + "/api/v1" + path).toURL().openConnection(java.net.Proxy.NO_PROXY);
    connection.setRequestMethod("POST");
    connection.setConnectTimeout(5000);
    connection.setRequestProperty("Authorization", "Bearer " + bearer);
    return connection;
  }
}
