package panoptic.app;

import java.time.Duration;
import java.util.Locale;

/// How numbers and durations read in sentences for people.
final class Texts {
  private Texts() {}

  /// Returns `1 picture`, `2 pictures`, `12,345 pictures`.
  static String count(long n, String one, String many) {
    return number(n) + " " + (n == 1 ? one : many);
  }

  static String count(long n, String one) {
    return count(n, one, one + "s");
  }

  static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  static String seconds(Duration d) {
    double s = d.toMillis() / 1000.0;
    if (s < 60) {
      return String.format(Locale.ROOT, "%.1f s", s);
    }
    long whole = Math.round(s);
    return whole < 3600 ? whole / 60 + " min " + whole % 60 + " s" : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  static String bytes(long n) {
    String[] units = {"bytes", "kB", "MB", "GB", "TB"};
    double v = n;
    int u = 0;
    while (v >= 1000 && u < units.length - 1) {
      v /= 1000;
      u++;
    }
    return u == 0 ? n + " bytes" : String.format(Locale.ROOT, v < 10 ? "%.1f %s" : "%.0f %s", v, units[u]);
  }
}
