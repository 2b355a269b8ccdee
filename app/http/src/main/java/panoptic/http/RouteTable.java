package panoptic.http;

import io.javalin.websocket.WsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// All routes of the API, as [Routes] add them. Paths stand as in `openapi.yaml`, below `/api/v1`.
public final class RouteTable {
  /// What a body of JSON may have, unless its route says otherwise: 1 MB.
  public static final int USUAL_BYTES = 1 << 20;

  /// A WebSocket: the path, whom it lets in, and what listens.
  record SocketRoute(String path, Access access, Consumer<WsConfig> listeners) {}

  private final List<Route> routes = new ArrayList<>();
  private final List<SocketRoute> sockets = new ArrayList<>();

  public RouteTable get(String path, Access access, Handler handler) {
    return add("GET", path, access, 0, handler);
  }

  public RouteTable post(String path, Access access, Handler handler) {
    return add("POST", path, access, USUAL_BYTES, handler);
  }

  /// Adds a route that takes more (or less) than the usual megabyte.
  public RouteTable post(String path, Access access, long maxBytes, Handler handler) {
    return add("POST", path, access, maxBytes, handler);
  }

  public RouteTable put(String path, Access access, Handler handler) {
    return add("PUT", path, access, USUAL_BYTES, handler);
  }

  /// Adds a route that takes more (or less) than the usual megabyte.
  public RouteTable put(String path, Access access, long maxBytes, Handler handler) {
    return add("PUT", path, access, maxBytes, handler);
  }

  public RouteTable patch(String path, Access access, Handler handler) {
    return add("PATCH", path, access, USUAL_BYTES, handler);
  }

  public RouteTable delete(String path, Access access, Handler handler) {
    return add("DELETE", path, access, 0, handler);
  }

  /// Adds a WebSocket. Its upgrade is checked as any request; [Visitor#of] tells the listeners who it is.
  public RouteTable socket(String path, Access access, Consumer<WsConfig> listeners) {
    sockets.add(new SocketRoute(path, access, listeners));
    return this;
  }

  List<Route> routes() {
    return List.copyOf(routes);
  }

  List<SocketRoute> sockets() {
    return List.copyOf(sockets);
  }

  private RouteTable add(String method, String path, Access access, long maxBytes, Handler handler) {
    routes.add(new Route(method, path, access, maxBytes, handler));
    return this;
  }
}
