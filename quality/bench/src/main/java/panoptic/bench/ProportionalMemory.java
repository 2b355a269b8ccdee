package panoptic.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import panoptic.imaging.Decoders;

/// Watches how much memory (PSS: shared pages count by their share) the decoders' processes hold together, twice a second. Linux only.
final class ProportionalMemory {
  private final Decoders decoders;
  private final Thread thread;
  private volatile long peak;
  private volatile boolean over;

  ProportionalMemory(Decoders decoders) {
    this.decoders = decoders;
    thread = Thread.ofPlatform().daemon().start(this::watch);
  }

  /// Ends the watch and returns the highest sum in bytes.
  long stop() throws InterruptedException {
    over = true;
    thread.join();
    return peak;
  }

  private void watch() {
    while (!over) {
      peak = Math.max(peak, decoders.processes().stream().mapToLong(ProportionalMemory::of).sum());
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// Returns the PSS of one process in bytes; 0 where it is gone or the system does not tell.
  static long of(long process) {
    return told(process, "smaps_rollup", "Pss:");
  }

  /// Returns how many bytes of one process were resident at most so far; 0 as above.
  static long mostResident(long process) {
    return told(process, "status", "VmHWM:");
  }

  private static long told(long process, String file, String what) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process + "/" + file))) {
        if (line.startsWith(what)) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException e) {
      // Gone.
    }
    return 0;
  }
}
