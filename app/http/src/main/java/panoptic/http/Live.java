package panoptic.http;

import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.websocket.api.Session;
import panoptic.model.RefusedException;

/// The WebSocket of browsers: who follows which project, and what concerns them all.
public final class Live implements Routes {
  private static final int REFUSED = 4004;

  private final OpenProjects projects;
  private final Map<String, LiveSocket> sockets = new ConcurrentHashMap<>();
  private final Map<String, LiveProject> followed = new ConcurrentHashMap<>();

  public Live(OpenProjects projects) {
    this.projects = projects;
  }

  @Override
  public void addTo(RouteTable table) {
    table.socket("/live", Access.SESSION, this::listen);
  }

  private void listen(WsConfig on) {
    on.onConnect(this::connect);
    on.onClose(this::leave);
    on.onError(this::leave);
    on.onMessage(_ -> {
      // a ping: that it came is all there is to it
    });
  }

  private void connect(WsContext context) {
    var socket = new LiveSocket(context.session, Visitor.of(context));
    sockets.put(context.sessionId(), socket);
    Thread.ofVirtual().name("live-socket").start(socket);
    String project = context.queryParam("project");
    if (project == null) {
      socket.put("hello", LiveJson.hello(0, socket.visitor().session().mark()));
      return;
    }
    Optional<Long> after = Optional.ofNullable(context.queryParam("after")).flatMap(Live::sequence);
    Thread.ofVirtual().name("live-follow").start(() -> follow(context.session, context.sessionId(), socket, project, after)); // opening may take its time
  }

  private static Optional<Long> sequence(String text) {
    return text.matches("\\d{1,10}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private void follow(Session session, String id, LiveSocket socket, String project, Optional<Long> after) {
    try {
      LiveProject live = projects.get(project).live();
      followed.put(id, live);
      live.follow(socket, after);
      if (!sockets.containsKey(id)) { // gone meanwhile
        live.leave(socket);
        followed.remove(id);
      }
    } catch (RefusedException e) {
      session.close(REFUSED, e.code().json(), org.eclipse.jetty.websocket.api.Callback.NOOP);
    }
  }

  private void leave(WsContext context) {
    LiveSocket socket = sockets.remove(context.sessionId());
    if (socket == null) {
      return;
    }
    socket.end();
    LiveProject live = followed.remove(context.sessionId());
    if (live != null) {
      live.leave(socket);
    }
  }

  /// Tells every browser something of which only the newest counts, such as `tasks`: a `LiveMessage` without its type.
  public void tell(String type, Map<String, ?> message) {
    if (sockets.isEmpty()) {
      return;
    }
    String text = text(type, message);
    sockets.values().forEach(s -> s.put(type, text));
  }

  /// Tells every browser something that each of them must hear, such as a `notification`.
  public void say(String type, Map<String, ?> message) {
    String text = text(type, message);
    sockets.values().forEach(s -> s.add(text, text));
  }

  /// Closes what the browsers of a session listen by: they are not let in any more.
  void signOut(panoptic.http.Session session) {
    sockets.values().stream().filter(s -> s.visitor().session().mark().equals(session.mark())).forEach(LiveSocket::close);
  }

  private static String text(String type, Map<String, ?> message) {
    Map<String, Object> out = Exchange.document("type", type);
    out.putAll(message);
    return JsonText.write(out);
  }

  /// Returns how many browsers listen.
  public int size() {
    return sockets.size();
  }
}
