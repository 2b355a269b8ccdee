package panoptic.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.ServerConnector;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// The server: listens, checks, hands requests to routes on virtual threads, and turns whatever they throw into a problem.
///
/// Each request passes [Guard] first; the headers that bind browsers are set on every answer.
public final class Server implements AutoCloseable {
  /// Where the routes of the contract begin.
  static final String API = "/api/v1";

  /// What stands in an address: ids, hashes, words. Never a path.
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration SOCKET_IDLE = Duration.ofSeconds(90);
  private static final int HEADER_BYTES = 16 << 10;

  private final Javalin javalin;
  private final OpenProjects projects;
  private final BiConsumer<String, Throwable> faults;
  private final AtomicLong requests = new AtomicLong();
  private final RouteTable table = new RouteTable();

  /// Starts to listen. `page` answers all that is not of the API; `faults` is told each fault of ours with the number of its request.
  public Server(ServerAddress address, Sessions sessions, panoptic.http.spi.People people, OpenProjects projects, Page page,
      List<Routes> routes,
      BiConsumer<String, Throwable> faults) {
    this.projects = projects;
    this.faults = faults;
    routes.forEach(r -> r.addTo(table));
    var guard = new Guard(sessions, people, address.names(), address.anyAddress(), this::port);
    javalin = Javalin.create(config -> configure(config, address, guard, page));
    try {
      javalin.start();
    } catch (io.javalin.util.JavalinBindException e) {
      throw new RefusedException(ErrorCode.LOCKED, address.port() + " of " + address.host()
          + " cannot be listened on, since another program does or the address is not of this machine; --port 0 takes a port that is free",
          e);
    }
  }

  /// Returns the port that is listened on.
  public int port() {
    return javalin.port();
  }

  private void configure(JavalinConfig config, ServerAddress address, Guard guard, Page page) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
    config.jetty.modifyHttpConfiguration(Server::limit);
    config.jetty.addConnector((server, http) -> connector(server, http, address));
    config.jetty.modifyWebSocketServletFactory(factory -> {
      factory.setIdleTimeout(SOCKET_IDLE);
      factory.setMaxTextMessageSize(4096);
      factory.setMaxBinaryMessageSize(4096);
    });
    config.routes.exception(HttpResponseException.class,
        (e, ctx) -> Problem.answer(ctx, e.getStatus(), e.getStatus() == 405 ? "invalid" : "unknown", "there is nothing at this address"));
    config.routes.exception(HttpRefusal.class, (e, ctx) -> Problem.answer(ctx, e));
    config.routes.exception(Exception.class, (e, ctx) -> fault(ctx, e));
    config.routes.before(ctx -> {
      BrowserRules.set(ctx);
      guard.checkPlace(ctx, !ctx.path().startsWith("/api/"));
    });
    config.routes.wsBeforeUpgrade(ctx -> {
      guard.checkPlace(ctx, false);
      if (ctx.header("Origin") == null && ctx.header("Authorization") == null) {
        throw new HttpRefusal(403, "notPermitted", "a WebSocket tells where it comes from");
      }
    });
    for (Route route : table.routes()) {
      config.routes.addHttpHandler(HandlerType.findOrCreate(route.method()), API + route.path(), ctx -> handle(ctx, route, guard));
    }
    for (RouteTable.SocketRoute socket : table.sockets()) {
      config.routes.wsBeforeUpgrade(API + socket.path(), ctx -> guard.letIn(ctx, socket.access()));
      config.routes.ws(API + socket.path(), socket.listeners());
    }
    config.routes.get("/", page::answer);
    config.routes.get("/<path>", page::answer);
  }

  private static void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setResponseHeaderSize(HEADER_BYTES);
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setSendDateHeader(false);
  }

  private static ServerConnector connector(org.eclipse.jetty.server.Server server, HttpConfiguration http, ServerAddress address) {
    var connector = new ServerConnector(server, 1, 1, new org.eclipse.jetty.server.HttpConnectionFactory(http));
    connector.setHost(address.host());
    connector.setPort(address.port());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setReuseAddress(true);
    return connector;
  }

  /// The one place around a request: what a handler refuses is told, what it did not foresee is a fault.
  private void handle(Context ctx, Route route, Guard guard) {
    try {
      guard.letIn(ctx, route.access());
      if (!ctx.pathParamMap().values().stream().allMatch(PARAMETER.asMatchPredicate())) {
        throw new RefusedException(ErrorCode.UNKNOWN, "there is nothing at this address");
      }
      route.handler().handle(new Exchange(ctx, route, projects));
    } catch (RefusedException e) {
      Problem.answer(ctx, e);
    } catch (HttpRefusal e) {
      Problem.answer(ctx, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Problem.answer(ctx, 503, "locked", "the server is ending");
    } catch (GoneException e) {
      Problem.breakOff(ctx);
    } catch (Exception e) {
      fault(ctx, e);
    }
  }

  private void fault(Context ctx, Exception e) {
    String number = "request-" + requests.incrementAndGet();
    faults.accept(number, e);
    Problem.fault(ctx, number);
  }

  /// Returns the routes as the contract calls them (`GET /projects/{project}`), for those who hold them against it.
  public List<String> routes() {
    var out = new ArrayList<>(table.routes().stream().map(Route::toString).toList());
    table.sockets().forEach(socket -> out.add("GET " + socket.path()));
    return List.copyOf(out);
  }

  /// Stops listening; requests under way get a moment. The projects are whoever made them to close.
  @Override
  public void close() {
    javalin.stop();
  }
}
