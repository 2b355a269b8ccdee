package panoptic.vips;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// What we look at in an ICC colour profile: whether a conversion to sRGB would change anything.
final class IccProfile {
  private IccProfile() {}

  /// Returns false for no profile and for those that say that they are sRGB, which most cameras and programs write.
  static boolean matters(byte[] profile) {
    if (profile.length < 128) {
      return false;
    }
    boolean rgb = new String(profile, 16, 4, ISO_8859_1).equals("RGB ");
    String head = new String(profile, 0, Math.min(profile.length, 4096), ISO_8859_1).replace("\0", "");
    return !(rgb && head.contains("sRGB"));
  }
}
