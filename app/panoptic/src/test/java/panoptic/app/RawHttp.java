package panoptic.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Speaks HTTP byte by byte, so that requests can be what no client would send. One connection a request.
final class RawHttp {
  private static final int PATIENCE_MILLIS = 60_000;

  /// An answer: status 0 where the server closed the connection without one. Names of headers are lower-case.
  record Reply(int status, Map<String, String> headers, String body) {
    static final Reply NONE = new Reply(0, Map.of(), "");
  }

  private final int port;

  RawHttp(int port) {
    this.port = port;
  }

  Reply ask(String method, String target, Map<String, String> headers, byte[] body) throws IOException {
    return ask(method, target, headers, body, body.length);
  }

  /// Sends a body of another length than it says; where it says more, the connection is held open.
  Reply ask(String method, String target, Map<String, String> headers, byte[] body, long length) throws IOException {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    var all = new LinkedHashMap<String, String>();
    all.put("Host", "127.0.0.1:" + port);
    all.put("Connection", headers.containsKey("Upgrade") ? "Upgrade" : "close");
    all.putAll(headers);
    if (length > 0 || !method.equals("GET") && !method.equals("DELETE")) {
      all.put("Content-Length", String.valueOf(length));
    }
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    try (var socket = new Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var out = socket.getOutputStream();
      out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      return reply(socket.getInputStream());
    } catch (java.net.SocketException e) {
      return Reply.NONE;
    }
  }

  private static Reply reply(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return Reply.NONE;
    }
    var headers = new LinkedHashMap<String, String>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(java.util.Locale.ROOT), line.substring(colon + 1).strip());
    }
    int status = Integer.parseInt(first.split(" ", 3)[1]);
    boolean none = status == 101 || status == 204 || status == 304;
    int length = Integer.parseInt(headers.getOrDefault("content-length", String.valueOf(Integer.MAX_VALUE)));
    return new Reply(status, headers, none ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var out = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      out.write(b);
    }
    return out.toString(StandardCharsets.ISO_8859_1).strip();
  }
}
