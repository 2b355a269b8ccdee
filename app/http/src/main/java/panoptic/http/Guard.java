package panoptic.http;

import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import panoptic.http.spi.People;
import panoptic.model.Person;

/// Looks at each request before any route sees it: whether it was meant for this server, comes from its own page, and carries a session.
///
/// `Host` holds off names that were made to lead here (DNS rebinding); `Origin` and `Sec-Fetch-Site` hold off pages of others, also those on other ports of this
/// machine, which browsers count as the same site and send our cookie along.
final class Guard {
  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  private final Sessions sessions;
  private final People people;
  private final Set<String> names;
  private final boolean anyAddress;
  private final IntSupplier port;

  /// `names`: what this server may be called in `Host`, without port. `anyAddress`: also any IP address, which nobody can make lead elsewhere.
  Guard(Sessions sessions, People people, Set<String> names, boolean anyAddress, IntSupplier port) {
    this.sessions = sessions;
    this.people = people;
    this.names = Set.copyOf(names);
    this.anyAddress = anyAddress;
    this.port = port;
  }

  /// Refuses what was not meant for this server or comes from a foreign page. `isNavigation` allows the addresses that a person may follow from anywhere.
  void checkPlace(Context request, boolean isNavigation) {
    String host = request.header("Host");
    if (host == null || !isOurs(host)) {
      throw new HttpRefusal(403, "notPermitted", "this server does not answer to that name");
    }
    String origin = request.header("Origin");
    if (origin != null && !isOwnOrigin(origin, host)) {
      throw new HttpRefusal(403, "notPermitted", "this request comes from a page of another site");
    }
    String site = request.header("Sec-Fetch-Site");
    boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
    if (foreign && !(isNavigation && SAFE.contains(request.method().name()))) {
      throw new HttpRefusal(403, "notPermitted", "this request comes from a page of another site");
    }
  }

  private boolean isOurs(String host) {
    int colon = host.lastIndexOf(':');
    if (colon < 0 || host.endsWith("]") || !host.substring(colon + 1).equals(String.valueOf(port.getAsInt()))) {
      return false;
    }
    String name = host.substring(0, colon).toLowerCase(Locale.ROOT);
    return names.contains(name) || anyAddress && (name.matches("\\d{1,3}(\\.\\d{1,3}){3}") || name.matches("\\[[0-9a-f:.]+]"));
  }

  private static boolean isOwnOrigin(String origin, String host) {
    try {
      URI uri = URI.create(origin);
      return "http".equals(uri.getScheme()) && host.equalsIgnoreCase(uri.getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Finds who asks, and refuses those whom a route does not let in.
  void letIn(Context request, Access access) {
    if (access == Access.ANYONE) {
      return;
    }
    Visitor visitor = visitor(request)
        .orElseThrow(() -> new HttpRefusal(401, "unauthorised",
            "no session: open the address that Panoptic printed, or ask for one by panoptic link"));
    visitor.keep(request);
    if (access == Access.PERSON) {
      visitor.person();
    }
    if (access == Access.OWNER && !visitor.session().owner()) {
      throw new HttpRefusal(403, "notPermitted", "only the person who runs this server may do that");
    }
  }

  Optional<Visitor> visitor(Context request) {
    String bearer = request.header("Authorization");
    if (bearer != null) {
      return bearer.startsWith("Bearer ")
          ? sessions.bearer(bearer.substring(7).strip()).map(s -> new Visitor(s, Optional.of(scriptPerson(request))))
          : Optional.empty();
    }
    String cookie = request.cookie(sessions.cookieName());
    return Optional.ofNullable(cookie).flatMap(sessions::find)
        .map(s -> new Visitor(s, Optional.ofNullable(s.personKey()).flatMap(people::find)));
  }

  /// A script works as the person that it names, else as the system's user.
  private Person scriptPerson(Context request) {
    String as = request.header("Panoptic-As");
    String name = as == null ? System.getProperty("user.name", "user") : java.net.URLDecoder.decode(as, StandardCharsets.UTF_8);
    return people.named(name);
  }
}
