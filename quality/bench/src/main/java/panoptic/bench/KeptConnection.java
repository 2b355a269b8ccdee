package panoptic.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection that is kept, with as little between the measured server and the clock as can be. For one thread.
final class KeptConnection implements AutoCloseable {
  private static final int SOON_IDLE_SECONDS = 15;

  /// What a request got: `bytes` is all that came, head included.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, Map<String, String> head, byte[] body, int bytes) {
    /// Returns this if the request was answered well.
    Answer ok() {
      if (status / 100 != 2) {
        throw new IllegalStateException("answered " + status + ": " + text());
      }
      return this;
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final int port;
  private final String headers;
  private @Nullable Socket socket;
  private @Nullable InputStream in;
  private long used;

  /// Connects to a port of this machine at the first request; `headers` go with each, line ends included.
  KeptConnection(int port, String headers) {
    this.port = port;
    this.headers = headers;
  }

  Answer get(String path) throws IOException {
    return send("GET", path, null, "");
  }

  Answer send(String method, String path, byte @Nullable [] body, String type) throws IOException {
    if (System.nanoTime() - used > SOON_IDLE_SECONDS * 1_000_000_000L) {
      close();
    }
    InputStream from = open();
    var out = new ByteArrayOutputStream();
    String head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + headers
        + (body == null ? "" : "Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n") + "\r\n";
    out.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    if (body != null) {
      out.writeBytes(body);
    }
    out.writeTo(java.util.Objects.requireNonNull(socket).getOutputStream());
    Answer answer = read(from);
    used = System.nanoTime();
    return answer;
  }

  private InputStream open() throws IOException {
    InputStream known = in;
    if (known != null) {
      return known;
    }
    var made = new Socket(InetAddress.getLoopbackAddress(), port);
    made.setTcpNoDelay(true);
    socket = made;
    var fresh = new BufferedInputStream(made.getInputStream(), 1 << 16);
    in = fresh;
    return fresh;
  }

  private static Answer read(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    for (int ended = 0; ended < 4;) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("the server closed the connection");
      }
      head.write(c);
      ended = c == (ended % 2 == 0 ? '\r' : '\n') ? ended + 1 : c == '\r' ? 1 : 0;
    }
    String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
    var headers = new TreeMap<String, String>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    if (headers.containsKey("transfer-encoding")) {
      throw new IOException("an answer of unknown length");
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the answer ended early");
    }
    int status = Integer.parseInt(lines[0].split(" ", 3)[1]);
    return new Answer(status, headers, body, head.size() + length);
  }

  @Override
  public void close() throws IOException {
    in = null;
    Socket open = socket;
    if (open != null) {
      socket = null;
      open.close();
    }
  }
}
