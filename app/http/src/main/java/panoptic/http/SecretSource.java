package panoptic.http;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Where secrets come from: 256 bits each, as 64 hexadecimal digits, which may stand in an address or a cookie.
@FunctionalInterface
public interface SecretSource {
  String next();

  /// Returns the source of the real program: the system's strongest.
  static SecretSource system() {
    var random = new SecureRandom();
    return () -> {
      var bytes = new byte[32];
      random.nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    };
  }
}
