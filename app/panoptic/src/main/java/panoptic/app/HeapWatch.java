package panoptic.app;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.Optional;

/// Lets a process that runs for long give back what it no longer uses: it looks at the heap from time to time and asks for a collection where
/// a good part of it may be garbage.
///
/// Java itself collects the old part of the heap only when there is no more room, which is a quarter of the machine's memory by default: a
/// process that opens one large project after the other, or edits for hours, would grow to that. A commit of a million values leaves its
/// garbage there too. A collection stops the process for about a millisecond per MB that is in use, so it is for the serial collector only: the
/// server runs with G1, which collects beside its work from time to time.
public final class HeapWatch {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final long SPARED = 128L << 20;
  private static final long SPARED_WHILE_GROWING = 512L << 20;

  private HeapWatch() {}

  /// Starts to watch this process until it ends. Commands that end within seconds are left alone.
  public static void start() {
    Optional<MemoryPoolMXBean> old = old();
    if (old.isPresent()) {
      Thread.ofPlatform().daemon().name("heap-watch").start(() -> watch(old.get()));
    }
  }

  /// Returns the old part of the serial collector's heap; none under another collector.
  static Optional<MemoryPoolMXBean> old() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(p -> p.getType() == MemoryType.HEAP && p.getCollectionUsage() != null)
        .filter(p -> p.getName().equals("Tenured Gen")).findFirst();
  }

  private static void watch(MemoryPoolMXBean old) {
    try {
      Thread.sleep(FIRST);
      long before = 0;
      while (true) {
        long used = old.getUsage().getUsed();
        if (isWorthIt(used, old.getCollectionUsage().getUsed(), used > before + SPARED / 4)) {
          System.gc();
          used = old.getUsage().getUsed();
        }
        before = used;
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts; the process ends as a whole.
    }
  }

  /// Returns whether, of so many bytes used, so many more than the last collection left may be garbage that it is worth a pause. What `grows`
  /// right now is most likely being loaded, and gets some time.
  static boolean isWorthIt(long used, long left, boolean grows) {
    return used > (grows ? left + SPARED_WHILE_GROWING : left + left / 4 + SPARED);
  }
}
