package panoptic.pluginhost;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import panoptic.plugin.Notif;
import panoptic.plugin.NotifType;

/// Lets so many notifications of one plugin pass in a while; of those beyond, one says how many there were. For one thread at a time.
final class NotifGate {
  static final int MOST = 200;
  private static final long WHILE_SECONDS = 60;

  private final InstantSource clock;
  private final Consumer<Notif> out;
  private Instant began = Instant.MIN;
  private int passed;

  NotifGate(InstantSource clock, Consumer<Notif> out) {
    this.clock = clock;
    this.out = out;
  }

  synchronized void take(Notif notif) {
    Instant now = clock.instant();
    if (began.isBefore(now.minusSeconds(WHILE_SECONDS))) {
      began = now;
      passed = 0;
    }
    passed++;
    if (passed <= MOST) {
      out.accept(notif);
    } else if (passed == MOST + 1) {
      out.accept(new Notif(NotifType.WARNING, "too many notifications",
          "It sent more than " + MOST + " notifications within " + WHILE_SECONDS + " seconds; the others are left out.", null, List.of()));
    }
  }
}
