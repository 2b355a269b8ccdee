package panoptic.pluginprotocol;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Messages as bytes: a header, a JSON document, and after it the buffers that the document refers to.
///
/// ```
/// Content-Length: 118\r\n          bytes of JSON
/// Buffers: 4096,80\r\n             bytes of each buffer; the line is left out where there is none
/// \r\n
/// {"jsonrpc":"2.0", … {"$buffer":0} … {"$buffer":1} … }
/// ```
///
/// A tree of a message may hold `byte[]`, `int[]`, `float[]` and `double[]`: they go as buffers, little-endian, and come back as `byte[]`.
/// Reading and writing are each for one thread at a time.
final class Frames {
  private static final int FIRST_PIECE = 1 << 20;

  private final InputStream in;
  private final OutputStream out;

  Frames(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.out = out;
  }

  /// Writes a message and flushes it.
  void write(Map<String, ?> message) throws IOException {
    var buffers = new ArrayList<byte[]>();
    byte[] json = JsonText.write(message, buffers);
    var header = new StringBuilder("Content-Length: ").append(json.length);
    if (!buffers.isEmpty()) {
      header.append("\r\nBuffers: ").append(String.join(",", buffers.stream().map(b -> Integer.toString(b.length)).toList()));
    }
    header.append("\r\n\r\n");
    long total = buffers.stream().mapToLong(b -> b.length).sum();
    if (json.length > Limits.JSON_BYTES || total > Limits.BUFFER_BYTES || header.length() > Limits.HEADER_BYTES) {
      throw new IllegalArgumentException("a message holds at most " + Limits.JSON_BYTES + " bytes of JSON and " + Limits.BUFFER_BYTES
          + " of buffers; this one has " + json.length + " and " + total);
    }
    out.write(header.toString().getBytes(StandardCharsets.US_ASCII));
    out.write(json);
    for (byte[] b : buffers) {
      out.write(b);
    }
    out.flush();
  }

  /// Reads the next message; null at the end of the stream. Throws [ProtocolException] where what comes is no message.
  @Nullable Tree read() throws IOException {
    Map<String, String> header = header();
    if (header == null) {
      return null;
    }
    byte[] json = exactly(length(Objects.requireNonNullElse(header.get("content-length"), "none"), Limits.JSON_BYTES));
    var buffers = new ArrayList<byte[]>();
    String sizes = header.getOrDefault("buffers", "");
    long left = Limits.BUFFER_BYTES;
    for (String size : sizes.isEmpty() ? new String[0] : sizes.split(",", -1)) {
      byte[] b = exactly(length(size.strip(), left));
      left -= b.length;
      buffers.add(b);
    }
    return Tree.of(JsonText.read(json, buffers));
  }

  private @Nullable Map<String, String> header() throws IOException {
    var out = new LinkedHashMap<String, String>();
    var line = new StringBuilder();
    for (int n = 0; n < Limits.HEADER_BYTES; n++) {
      int b = in.read();
      if (b < 0) {
        if (n == 0) {
          return null;
        }
        throw new EOFException("the stream ended within a header");
      }
      if (b != '\n') {
        line.append((char) b);
        continue;
      }
      String text = line.toString().strip();
      line.setLength(0);
      if (text.isEmpty()) {
        return out;
      }
      int colon = text.indexOf(':');
      if (colon < 0) {
        throw new ProtocolException("a header is \"name: value\", not \"" + shown(text) + "\"");
      }
      out.put(text.substring(0, colon).strip().toLowerCase(java.util.Locale.ROOT), text.substring(colon + 1).strip());
    }
    throw new ProtocolException("a header has at most " + Limits.HEADER_BYTES + " bytes");
  }

  private static String shown(String text) {
    String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
    return clean.length() > 60 ? clean.substring(0, 60) + "…" : clean;
  }

  private static int length(String text, long limit) throws ProtocolException {
    long n;
    try {
      n = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ProtocolException("a length is a number, not \"" + shown(text) + "\"", e);
    }
    if (n < 0 || n > limit) {
      throw new ProtocolException("a part of a message has at most " + limit + " bytes, not " + n);
    }
    return (int) n;
  }

  private byte[] exactly(int length) throws IOException {
    // Grows with what comes: a length alone takes no memory.
    var out = new byte[Math.min(length, FIRST_PIECE)];
    int filled = 0;
    while (true) {
      int n = in.readNBytes(out, filled, out.length - filled);
      filled += n;
      if (filled == length) {
        return out;
      }
      if (filled < out.length) {
        throw new EOFException("the stream ended within a message, " + (length - filled) + " bytes short");
      }
      out = Arrays.copyOf(out, (int) Math.min(length, 8L * out.length));
    }
  }
}
