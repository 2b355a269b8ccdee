package panoptic.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.regex.Pattern;

/// What lies outside the API: `/enter`, where a one-time token becomes a cookie, and the files of the page ([PageFiles]).
public final class DoorPage implements Page {
  private static final Pattern PROJECT = Pattern.compile("[a-z0-9]{12}");

  private final Sessions sessions;
  private final PageFiles files;

  public DoorPage(Sessions sessions, PageFiles files) {
    this.sessions = sessions;
    this.files = files;
  }

  @Override
  public void answer(Context request) {
    String path = request.path();
    if (path.startsWith("/api/") || path.equals("/api")) {
      Problem.answer(request, 404, "unknown", "there is nothing at this address");
    } else if (path.equals("/enter")) {
      enter(request);
    } else {
      files.answer(request, path);
    }
  }

  private void enter(Context request) {
    boolean looksAhead = request.header("Sec-Purpose") != null || "prefetch".equals(request.header("Purpose"));
    String token = request.queryParam("token");
    Optional<String> secret = token == null || looksAhead ? Optional.empty() : sessions.enter(token);
    request.header("Cache-Control", "no-store");
    if (secret.isEmpty()) {
      request.status(403).contentType("text/html; charset=utf-8").result("""
          <!doctype html><html lang="en"><meta charset="utf-8"><title>Panoptic</title>
          <h1>This address has been used</h1>
          <p>Each address that Panoptic prints lets one browser in, once. If Panoptic is open in this browser already, go to
          <a href="/">its page</a>. Else ask for a fresh address: <code>./panoptic link</code> prints one, and so does
          <em>Open elsewhere</em> in a browser that is in.</p></html>
          """);
      return;
    }
    request.header("Set-Cookie",
        sessions.cookieName() + "=" + secret.get() + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + Sessions.SESSION_LIFE.toSeconds());
    String project = request.queryParam("project");
    request.status(303).header("Location", project != null && PROJECT.matcher(project).matches() ? "/p/" + project : "/");
  }
}
