package panoptic.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One weakness that a server could have, tried on any route: what is sent, and which answers would be a breach.
///
/// Each takes a route of the contract and the means of somebody who may ask; it returns a sentence per breach, or says that the route has no place for it.
record Attack(String name, Try attempt) {

  /// A route of the contract, with an address that could be right, and bodies that could be.
  record Target(String method, String template, String path, List<String> pathParameters, List<String> queryParameters, boolean isOpen,
      String bodyType, boolean isStrict, boolean isSocket) {
    boolean edits() {
      return !method.equals("GET");
    }

    boolean takesJson() {
      return bodyType.equals("application/json");
    }
  }

  /// The means: the cookie of the owner, that of a browser which chose nobody, and the bearer.
  record Means(RawHttp http, int port, String cookie, String stranger, String bearer) {
    Map<String, String> owner() {
      return Map.of("Cookie", cookie, "Origin", "http://127.0.0.1:" + port);
    }
  }

  @FunctionalInterface
  interface Try {
    Optional<String> on(Target target, Means means) throws IOException;
  }

  private static final byte[] NOTHING = {};
  private static final String API = "/api/v1";
  private static final List<String> TRICKS = List.of("..", "%2e%2e", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cwindows", "%00",
      "a".repeat(3000),
      "%c0%ae%c0%ae", "-1.5", "99999999999999999999", "%0d%0aSet-Cookie:a=b", "'%20OR%201=1--", "file:%2f%2f%2fetc%2fpasswd");

  private static final List<String> HANDLES = List.of("view", "layout", "task");

  static List<Attack> all() {
    var out = new ArrayList<Attack>();
    out.add(new Attack("no session", refused(401, (t, _) -> t.isOpen() ? null : Map.of())));
    out.add(new Attack("an invented cookie",
        refused(401, (t, m) -> t.isOpen() ? null : Map.of("Cookie", m.cookie().replaceAll("=.*", "=" + "0".repeat(64))))));
    out.add(
        new Attack("an invented bearer", refused(401, (t, _) -> t.isOpen() ? null : Map.of("Authorization", "Bearer " + "0".repeat(64)))));
    out.add(new Attack("the cookie's value as a bearer",
        refused(401, (t, m) -> t.isOpen() ? null : Map.of("Authorization", "Bearer " + m.cookie().replaceAll(".*=", "")))));
    out.add(new Attack("a name that was made to lead here", refused(403, (_, m) -> with(m, "Host", "evil.example:" + m.port()))));
    out.add(new Attack("a right name with another port", refused(403, (_, m) -> with(m, "Host", "127.0.0.1:1"))));
    out.add(new Attack("a page of another site", refused(403, (_, m) -> with(m, "Origin", "http://evil.example"))));
    out.add(new Attack("a page on another port", refused(403, (_, m) -> with(m, "Origin", "http://127.0.0.1:1"))));
    out.add(new Attack("a page without an origin", refused(403, (_, m) -> with(m, "Origin", "null"))));
    out.add(new Attack("a foreign page's picture or form",
        refused(403, (_, m) -> Map.of("Cookie", m.cookie(), "Sec-Fetch-Site", "cross-site"))));
    out.add(new Attack("the same from another port", refused(403, (_, m) -> Map.of("Cookie", m.cookie(), "Sec-Fetch-Site", "same-site"))));
    out.add(new Attack("a browser that chose nobody edits",
        refused(403, (t, m) -> !t.edits() || t.template().equals("/session") || isQuestion(t)
            ? null
            : Map.of("Cookie", m.stranger(), "Origin", "http://127.0.0.1:" + m.port()))));
    out.add(new Attack("another method", Attack::otherMethod));
    out.add(new Attack("paths in the address", Attack::pathTricks));
    out.add(new Attack("tricks in the query", Attack::queryTricks));
    out.add(new Attack("ids of another project", Attack::otherProject));
    out.add(new Attack("a body larger than it may be", body("application/json", NOTHING, 1L << 40, 413)));
    out.add(new Attack("a body that is cut off", Attack::malformed));
    out.add(new Attack("a body nested too deep", json("[".repeat(100_000), 400)));
    out.add(new Attack("a body that a foreign form could send", (t, m) -> !t.takesJson()
        ? Optional.empty()
        : expect(t, m.http().ask(t.method(), API + t.path(), plus(m.owner(), "Content-Type", "text/plain"), bytes("{}")), 415)));
    out.add(new Attack("a key that nobody knows", (t, m) -> !t.isStrict() ? Optional.empty() : json("{\"zzz\": 1}", 400).on(t, m)));
    out.add(new Attack("a header without end",
        (t, m) -> expect(t, m.http().ask(t.method(), API + t.path(), plus(m.owner(), "X-Long", "a".repeat(40_000)), NOTHING), 431)));
    return List.copyOf(out);
  }

  /// Takes as long as the server is patient, so it is tried on all routes at once.
  static Attack slowBody() {
    return new Attack("a body that comes too slowly", (t, m) -> {
      if (!t.takesJson()) {
        return Optional.empty();
      }
      RawHttp.Reply reply = m.http().ask(t.method(), API + t.path(), plus(m.owner(), "Content-Type", "application/json"), bytes("{"), 100);
      return reply.status() == 0 || reply.status() == 408 ? Optional.empty() : Optional.of(t + " answers " + reply.status());
    });
  }

  private interface Headers {
    @org.jspecify.annotations.Nullable Map<String, String> of(Target target, Means means);
  }

  /// Reads, although its method is that of an edit: whoever has a session may.
  private static boolean isQuestion(Target t) {
    return t.method().equals("POST")
        && List
            .of("/projects/{project}/views", "/projects/{project}/compare", "/projects/{project}/layouts", "/projects/{project}/selections",
                "/projects/{project}/values", "/projects/{project}/summary", "/projects/{project}/facets")
            .contains(t.template())
        || t.method().equals("DELETE") && t.template().endsWith("/views/{view}");
  }

  private static Try refused(int status, Headers headers) {
    return (t, m) -> {
      Map<String, String> sent = headers.of(t, m);
      if (sent == null) {
        return Optional.empty();
      }
      var all = new LinkedHashMap<>(sent);
      if (t.isSocket()) {
        all.putIfAbsent("Origin", "http://127.0.0.1:" + m.port());
        all.putAll(Map.of("Upgrade", "websocket", "Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
      } else if (!t.bodyType().isEmpty()) {
        all.put("Content-Type", t.bodyType());
      }
      return expect(t, m.http().ask(t.method(), API + t.path(), all, t.takesJson() ? bytes("{}") : NOTHING), status);
    };
  }

  private static Try body(String type, byte[] body, long length, int status) {
    return (t, m) -> t.bodyType().isEmpty() || t.template().equals("/commands") // refused before its body is read
        ? Optional.empty()
        : expect(t,
            m.http().ask(t.method(), API + t.path(), plus(m.owner(), "Content-Type", t.takesJson() ? type : t.bodyType()), body, length),
            status);
  }

  private static Try json(String text, int status) {
    return (t, m) -> !t.takesJson()
        ? Optional.empty()
        : expect(t, m.http().ask(t.method(), API + t.path(), plus(m.owner(), "Content-Type", "application/json"), bytes(text)), status);
  }

  private static Optional<String> malformed(Target t, Means m) throws IOException {
    if (!t.takesJson()) {
      return Optional.empty();
    }
    RawHttp.Reply reply = m.http().ask(t.method(), API + t.path(), plus(m.owner(), "Content-Type", "application/json"),
        bytes("{\n\"a\": [1,"));
    return expect(t, reply, 400)
        .or(() -> reply.body().contains("line 2") ? Optional.empty() : Optional.of(t + " does not say where: " + reply.body()));
  }

  private static Optional<String> otherMethod(Target t, Means m) throws IOException {
    for (String method : List.of("TRACE", "PROPFIND", "CONNECTED")) {
      RawHttp.Reply reply = m.http().ask(method, API + t.path(), m.owner(), NOTHING);
      if (reply.status() < 400 || reply.status() >= 500 && reply.status() != 501) {
        return Optional.of(method + " " + t.path() + " answers " + reply.status());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> pathTricks(Target t, Means m) throws IOException {
    for (String parameter : t.pathParameters()) {
      for (String trick : TRICKS) {
        if (HANDLES.contains(parameter) && trick.matches("[A-Za-z0-9-]{1,40}")) {
          continue; // It could be one: closing a view that is not open is no error.
        }
        String template = t.template().replace("{" + parameter + "}", trick);
        String path = fill(template);
        RawHttp.Reply reply = m.http().ask(t.method(), API + path,
            plus(m.owner(), "Content-Type", t.bodyType().isEmpty() ? "text/plain" : t.bodyType()),
            t.takesJson() ? bytes("{}") : NOTHING);
        if (reply.status() < 400 || reply.status() >= 500 || leaks(reply)) {
          return Optional.of(t.method() + " " + path + " answers " + reply.status() + " " + reply.body());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> queryTricks(Target t, Means m) throws IOException {
    for (String parameter : t.queryParameters()) {
      for (String trick : TRICKS) {
        RawHttp.Reply reply = m.http().ask(t.method(), API + t.path() + "?" + parameter + "=" + trick, m.owner(), NOTHING);
        if (reply.status() < 400 || reply.status() >= 500 || leaks(reply)) {
          return Optional
              .of(t.method() + " " + t.path() + "?" + parameter + "=" + trick + " answers " + reply.status() + " " + reply.body());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> otherProject(Target t, Means m) throws IOException {
    if (!t.pathParameters().contains("project")) {
      return Optional.empty();
    }
    String path = fill(t.template().replace("{project}", "zzzzzzzzzzzz"));
    RawHttp.Reply reply = m.http().ask(t.method(), API + path + required(t),
        plus(m.owner(), "Content-Type", t.bodyType().isEmpty() ? "text/plain" : t.bodyType()), t.takesJson() ? bytes("{}") : NOTHING);
    return reply.status() == 400 ? Optional.empty() : expect(t, reply, 404); // what is wrong with the body may be told first
  }

  private static String required(Target t) {
    return t.path().contains("?") ? t.path().substring(t.path().indexOf('?')) : "";
  }

  /// Fills what is left of the parameters with something of the right shape that is not there.
  static String fill(String template) {
    return template.replace("{project}", AttackTest.project()).replace("{sha1}", "0".repeat(40)).replace("{size}", "small")
        .replaceAll("\\{(view|layout|task)}", "nothing-1").replace("{number}", "0").replaceAll("\\{[a-z0-9A-Z]+}", "7");
  }

  private static Optional<String> expect(Target t, RawHttp.Reply reply, int status) {
    if (reply.status() != status) {
      return Optional.of(t.method() + " " + t.template() + " answers " + reply.status() + ", wanted " + status + ": " + reply.body());
    }
    return leaks(reply) ? Optional.of(t.template() + " tells too much: " + reply.body()) : Optional.empty();
  }

  /// Returns whether an answer shows how the program is made, or forgot what binds browsers.
  private static boolean leaks(RawHttp.Reply reply) {
    return reply.body().contains("panoptic.") || reply.body().contains("\tat ") || reply.body().contains("Exception");
  }

  private static Map<String, String> with(Means m, String name, String value) {
    return plus(m.owner(), name, value);
  }

  private static Map<String, String> plus(Map<String, String> headers, String name, String value) {
    var out = new LinkedHashMap<>(headers);
    out.put(name, value);
    return out;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
