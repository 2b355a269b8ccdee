package panoptic.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/// One line on standard error that tells how far long work is: redrawn on a terminal, else a line every ten seconds.
final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long REDRAW_MILLIS = 100;
  private static final long LINE_MILLIS = 10_000;

  private final Terminal terminal;
  private final InstantSource clock;
  private final boolean live;
  private long lastMillis;
  private boolean drawn;

  ProgressBar(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
    this.live = terminal.hasPersonAt("err");
    this.lastMillis = live ? 0 : clock.millis();
  }

  /// Tells the state of the work; `total` 0 says that it is not known yet, `perSecond` 0 likewise.
  synchronized void show(String what, long done, long total, double perSecond) {
    long now = clock.millis();
    if (now - lastMillis < (live ? REDRAW_MILLIS : LINE_MILLIS)) {
      return;
    }
    lastMillis = now;
    if (live) {
      terminal.err().print("\r\u001b[K" + line(what, done, total, perSecond));
      terminal.err().flush();
      drawn = true;
    } else {
      terminal.err().println(words(what, done, total, perSecond));
    }
  }

  /// Takes the line away, so that something else can be said.
  @Override
  public synchronized void close() {
    if (drawn) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
      drawn = false;
    }
  }

  static String line(String what, long done, long total, double perSecond) {
    if (total <= 0) {
      return what + "  " + Texts.number(done);
    }
    int full = (int) Math.min(WIDTH, done * WIDTH / total);
    return what + "  " + "█".repeat(full) + "░".repeat(WIDTH - full) + "  " + words("", done, total, perSecond).strip();
  }

  private static String words(String what, long done, long total, double perSecond) {
    if (total <= 0) {
      return what + " " + Texts.number(done);
    }
    var out = new StringBuilder(what).append(' ').append(Texts.number(done)).append(" of ").append(Texts.number(total));
    if (perSecond > 0) {
      out.append(String.format(Locale.ROOT, perSecond < 10 ? ", %.1f/s" : ", %.0f/s", perSecond));
      if (done < total) {
        out.append(", ").append(left(Duration.ofMillis((long) ((total - done) / perSecond * 1000)))).append(" left");
      }
    }
    return out.toString();
  }

  private static String left(Duration d) {
    return d.toSeconds() < 60 ? d.toSeconds() + " s" : Texts.seconds(d);
  }
}
