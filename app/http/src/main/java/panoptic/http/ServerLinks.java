package panoptic.http;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Addresses that let one browser in, once.
public final class ServerLinks {
  private final Sessions sessions;
  private final String host;
  private final IntSupplier port;

  public ServerLinks(Sessions sessions, String host, IntSupplier port) {
    this.sessions = sessions;
    this.host = host;
    this.port = port;
  }

  /// Makes an address; a null person is chosen in the browser.
  public String fresh(@Nullable String personKey, boolean owner) {
    return origin() + "/enter?token=" + sessions.token(personKey, owner);
  }

  /// Returns an address that leads to a project.
  public String fresh(@Nullable String personKey, boolean owner, String project) {
    return fresh(personKey, owner) + "&project=" + project;
  }

  public String origin() {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port.getAsInt();
  }
}
