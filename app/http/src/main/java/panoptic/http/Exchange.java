package panoptic.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.Json;
import panoptic.model.Person;
import panoptic.model.RefusedException;

/// One request and its answer, as a [Handler] sees them: who asks, of which project, with what; one answer, in JSON or binary.
public final class Exchange {
  private static final long BODY_NANOS = 60_000_000_000L;
  /// 8 kB a second.
  private static final long NANOS_A_BYTE = 125_000;
  private static final int LONGEST_LANGUAGES = 1_000;

  private final Context context;
  private final Route route;
  private final OpenProjects projects;

  Exchange(Context context, Route route, OpenProjects projects) {
    this.context = context;
    this.route = route;
    this.projects = projects;
  }

  // ---- who asks

  public Visitor visitor() {
    return Visitor.of(context).orElseThrow(() -> new IllegalStateException(route + " lets anyone in: there is no visitor"));
  }

  public Session session() {
    return visitor().session();
  }

  /// Returns who works; a route of [Access#PERSON] always has one.
  public Person person() {
    return visitor().person();
  }

  /// Returns the project of the path, opened where it is not open yet.
  public ServedProject project() {
    return projects.get(path("project"));
  }

  // ---- what is asked

  /// Returns a parameter of the path.
  public String path(String name) {
    return context.pathParam(name);
  }

  /// Returns a positive whole number of the path.
  public int pathNumber(String name) {
    return number(name, path(name), 0, Integer.MAX_VALUE);
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(context.queryParam(name));
  }

  /// Returns a whole number of the query; refused outside the bounds.
  public int queryNumber(String name, int low, int high) {
    return number(name, query(name).orElseThrow(() -> new RefusedException(ErrorCode.INVALID, name + " is missing")), low, high);
  }

  public int queryNumber(String name, int low, int high, int otherwise) {
    return query(name).map(text -> number(name, text, low, high)).orElse(otherwise);
  }

  /// Returns `true` or `false` of the query.
  public boolean queryFlag(String name, boolean otherwise) {
    return query(name).map(v -> {
      if (!v.equals("true") && !v.equals("false")) {
        throw new RefusedException(ErrorCode.INVALID, name + " takes true or false");
      }
      return v.equals("true");
    }).orElse(otherwise);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(context.header(name));
  }

  /// Returns the language that is wanted most, as `Accept-Language` says; none in particular where it says nothing.
  public Locale language() {
    try {
      return header("Accept-Language").filter(tags -> tags.length() <= LONGEST_LANGUAGES).map(Locale.LanguageRange::parse)
          .flatMap(ranges -> ranges.stream().map(Locale.LanguageRange::getRange).filter(tag -> !tag.startsWith("*")).findFirst())
          .map(Locale::forLanguageTag).orElse(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return Locale.ROOT;
    }
  }

  private static int number(String name, String text, int low, int high) {
    try {
      if (text.length() <= 11) {
        int n = Integer.parseInt(text);
        if (n >= low && n <= high) {
          return n;
        }
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new RefusedException(ErrorCode.INVALID, name + " takes a whole number from " + low + " to " + high);
  }

  /// Returns the body as parsed JSON; refused where it is not sent as `application/json`, since a foreign page's form cannot say that.
  public Json json() throws IOException {
    String type = Objects.requireNonNullElse(context.contentType(), "");
    if (!type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json")) {
      throw new HttpRefusal(415, "unsupported", "the body must be sent as application/json");
    }
    return Json.of(JsonText.read(body(), "the body"));
  }

  /// Returns the bytes of the body; refused where they are more than the route takes, or come too slowly.
  public byte[] body() throws IOException {
    if (context.req().getContentLengthLong() > route.maxBytes()) {
      throw tooLarge();
    }
    long until = System.nanoTime() + BODY_NANOS;
    var out = new ByteArrayOutputStream();
    var chunk = new byte[1 << 16];
    InputStream in = context.req().getInputStream();
    for (int n = part(in, chunk); n >= 0; n = part(in, chunk)) {
      out.write(chunk, 0, n);
      if (out.size() > route.maxBytes()) {
        throw tooLarge();
      }
      if (System.nanoTime() - until > 0) {
        throw new HttpRefusal(408, "tooSlow", "the body took longer than 60 s to come");
      }
    }
    return out.toByteArray();
  }

  /// Returns the bytes of the body as they come, for a route that takes files: refused where they are not sent as `application/octet-stream`, are more than the route
  /// takes, do not come whole, or come more slowly than 8 kB a second once a minute has gone by.
  /// To close it takes what is left.
  public InputStream bytes() throws IOException {
    long announced = context.req().getContentLengthLong();
    if (announced > route.maxBytes()) {
      throw tooLarge();
    }
    if (!Objects.requireNonNullElse(context.contentType(), "").equals("application/octet-stream")) {
      throw new HttpRefusal(415, "unsupported", "the body must be sent as application/octet-stream");
    }
    InputStream in = context.req().getInputStream();
    long began = System.nanoTime();
    return new InputStream() {
      private long count;

      @Override
      public int read(byte[] into, int from, int most) {
        int n;
        try {
          n = in.read(into, from, most);
        } catch (IOException e) {
          throw new HttpRefusal(408, "tooSlow", "the body did not come in time, or not whole");
        }
        count += Math.max(0, n);
        if (n < 0 && announced >= 0 && count < announced) {
          throw new HttpRefusal(408, "tooSlow", "the body did not come whole");
        }
        if (count > route.maxBytes()) {
          throw tooLarge();
        }
        if (System.nanoTime() - began - BODY_NANOS > count * NANOS_A_BYTE) {
          throw new HttpRefusal(408, "tooSlow", "the body came more slowly than 8 kB a second");
        }
        return n;
      }

      @Override
      public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      // Takes what is left: whoever still sends may miss the answer.
      @Override
      public void close() throws IOException {
        transferTo(OutputStream.nullOutputStream());
      }
    };
  }

  private static int part(InputStream in, byte[] chunk) {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw new HttpRefusal(408, "tooSlow", "the body did not come in time, or not whole");
    }
  }

  private HttpRefusal tooLarge() {
    return new HttpRefusal(413, "tooLarge", "the body is larger than the " + route.maxBytes() + " bytes that " + route + " takes");
  }

  // ---- the answer

  /// Answers 200 with a tree of maps, lists and plain values as JSON.
  public void answer(@Nullable Object tree) {
    answer(200, tree);
  }

  public void answer(int status, @Nullable Object tree) {
    context.header("Cache-Control", "no-store");
    send(status, "application/json", JsonText.write(tree).getBytes(StandardCharsets.UTF_8));
  }

  /// Answers 200 with bytes, for example `application/octet-stream`.
  public void answer(String contentType, byte[] bytes) {
    if (context.res().getHeader("Cache-Control") == null) {
      context.header("Cache-Control", "no-store");
    }
    send(200, contentType, bytes);
  }

  /// Says the length, so that the answer leaves in one piece.
  private void send(int status, String contentType, byte[] bytes) {
    context.status(status).contentType(contentType).header("Content-Length", String.valueOf(bytes.length)).result(bytes);
  }

  /// Answers 200 with a stream of known length, which is closed then.
  public void answer(String contentType, long length, InputStream bytes) {
    context.status(200).contentType(contentType).header("Content-Length", String.valueOf(length)).result(bytes);
  }

  /// Begins an answer of unknown length; what is flushed leaves at once. Its writes throw [GoneException] where nobody takes it.
  public OutputStream stream(String contentType) throws IOException {
    context.status(200).header("Cache-Control", "no-store").contentType(contentType);
    return GoneException.tell(context.res().getOutputStream());
  }

  /// Has the browser keep the answer as a file of that name.
  public Exchange called(String name) {
    String ascii = name.replaceAll("[^A-Za-z0-9 ._-]", "_");
    String utf8 = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return set("Content-Disposition", "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + utf8);
  }

  /// Returns what the file that is sent is called, by the header `Panoptic-Path`.
  public Optional<String> sentName() {
    try {
      return header("Panoptic-Path").map(sent -> URLDecoder.decode(sent, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(ErrorCode.INVALID, "the header Panoptic-Path is not percent-encoded", e);
    }
  }

  /// Answers that what the browser has is what there is.
  public void notModified() {
    context.status(304);
  }

  /// Answers that there is nothing to tell.
  public void done() {
    context.status(204);
  }

  /// Sets a header of the answer.
  public Exchange set(String name, String value) {
    context.header(name, value);
    return this;
  }

  Context context() {
    return context;
  }

  /// Returns a map that keeps the order of its keys and leaves out those whose value is null; keys and values alternate.
  public static Map<String, Object> document(@Nullable Object... keysAndValues) {
    var out = new java.util.LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object value = keysAndValues[i + 1];
      if (value != null) {
        out.put((String) Objects.requireNonNull(keysAndValues[i]), value);
      }
    }
    return out;
  }
}
