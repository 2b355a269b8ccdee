package panoptic.http;

import java.util.Locale;
import java.util.Set;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// Where a server listens: an address of this machine and a port (0: any that is free).
public record ServerAddress(String host, int port, boolean isNetwork) {
  private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost");

  /// Reads what the owner asked for; refused where other machines could reach it and `allowNetwork` does not say that they may.
  public static ServerAddress of(String host, int port, boolean allowNetwork) {
    if (port < 0 || port > 65_535) {
      throw new RefusedException(ErrorCode.USAGE, "a port is 0 to 65535, not " + port);
    }
    String name = host.strip().toLowerCase(Locale.ROOT);
    boolean network = !LOCAL.contains(name);
    if (network && !allowNetwork) {
      throw new RefusedException(ErrorCode.NOT_PERMITTED,
          "with --host " + host
              + " other machines reach your projects, and what they send is not encrypted: say --allow-network if you want that");
    }
    if (!name.matches("[a-z0-9.:-]+")) {
      throw new RefusedException(ErrorCode.USAGE, "\"" + host + "\" is no address of this machine");
    }
    return new ServerAddress(network ? name : "127.0.0.1", port, network);
  }

  /// Returns the names by which requests may call the server.
  Set<String> names() {
    return isNetwork ? Set.of("127.0.0.1", "localhost", host) : LOCAL;
  }

  /// Returns whether requests may call the server by any IP address.
  boolean anyAddress() {
    return isNetwork;
  }
}
