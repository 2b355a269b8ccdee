package panoptic.http;

import io.javalin.http.Context;

/// What every answer tells browsers: run only our own scripts, guess no types, tell nobody where one came from, be in nobody's frame.
final class BrowserRules {
  static final String PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
      + "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

  /// For a picture that somebody else made: should it be opened by itself, it can do nothing.
  static final String PICTURE = "sandbox; default-src 'none'";

  private BrowserRules() {}

  static void set(Context to) {
    to.header("Content-Security-Policy", PAGE).header("X-Content-Type-Options", "nosniff").header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Resource-Policy", "same-origin").header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  }
}
