package panoptic.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// An answer that says no, as `application/problem+json` (RFC 9457): never a trace, never more than the sentence that a person may read.
final class Problem {
  private Problem() {}

  static void answer(Context to, RefusedException e) {
    answer(to, status(e.code()), e.code().json(), e.getMessage());
  }

  static void answer(Context to, HttpRefusal e) {
    answer(to, e.status(), e.code(), e.getMessage());
  }

  static void fault(Context to, String request) {
    var tree = tree(500, "fault", "This is a fault of Panoptic; the log file tells where, under " + request + ".");
    tree.put("request", request);
    write(to, 500, tree);
  }

  static void answer(Context to, int status, String code, String detail) {
    write(to, status, tree(status, code, detail));
  }

  private static Map<String, Object> tree(int status, String code, String detail) {
    return Exchange.document("type", "about:blank", "title", title(status), "status", status, "code", code, "detail", detail);
  }

  /// Writes an answer; one that is under way already is broken off, so that nobody takes half of it for the whole.
  private static void write(Context to, int status, Map<String, Object> tree) {
    if (to.res().isCommitted()) {
      breakOff(to);
      return;
    }
    to.removeHeader("ETag").removeHeader("Content-Length");
    to.header("Content-Security-Policy", BrowserRules.PAGE).status(status).header("Cache-Control", "no-store")
        .contentType("application/problem+json").result(JsonText.write(tree).getBytes(UTF_8)); // as text it would be Latin-1
  }

  /// Breaks off an answer that is under way.
  static void breakOff(Context to) {
    ServletContextRequest.getServletContextRequest(to.req()).getServletChannel().abort(new IOException("the answer broke off"));
  }

  static int status(ErrorCode code) {
    return switch (code) {
      case INVALID, USAGE -> 400;
      case NOT_PERMITTED -> 403;
      case UNKNOWN -> 404;
      case NAME_TAKEN, CYCLE, OUTDATED, NOTHING, READ_ONLY, TOO_NEW -> 409;
      case LOCKED -> 423;
      case DAMAGED -> 500;
      case DISK_FULL -> 507;
    };
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "No session";
      case 403 -> "Not permitted";
      case 404 -> "Not there";
      case 405 -> "No such method";
      case 408 -> "Too slow";
      case 409 -> "Not possible as things are";
      case 413 -> "Too large";
      case 415 -> "Not that kind";
      case 423 -> "Locked";
      case 429 -> "Too many";
      case 507 -> "Disk full";
      default -> status < 500 ? "Refused" : "Failed";
    };
  }
}
