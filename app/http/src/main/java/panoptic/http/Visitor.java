package panoptic.http;

import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import java.util.Objects;
import java.util.Optional;
import panoptic.model.ErrorCode;
import panoptic.model.Person;
import panoptic.model.RefusedException;

/// Who asks: a session, and the person it belongs to, if it chose one.
public record Visitor(Session session, Optional<Person> known) {
  private static final String KEY = "panoptic.visitor";

  /// Returns who works; refused while the session has chosen nobody.
  public Person person() {
    return known.orElseThrow(
        () -> new RefusedException(ErrorCode.NOT_PERMITTED, "this browser has not said who works here: choose a name first"));
  }

  /// Returns who opened a WebSocket.
  public static Visitor of(WsContext socket) {
    return Objects.requireNonNull(socket.<Visitor>attribute(KEY));
  }

  static Optional<Visitor> of(Context request) {
    return Optional.ofNullable(request.attribute(KEY));
  }

  void keep(Context request) {
    request.attribute(KEY, this);
  }
}
