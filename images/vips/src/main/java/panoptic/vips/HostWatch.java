package panoptic.vips;

/// Ends this process when its host is gone, even where the decoder hangs in native code: on Linux by the kernel's parent-death signal,
/// everywhere by a thread that looks once a second.
final class HostWatch {
  private final long host;
  private final ProcessLimits limits;

  HostWatch(long host, ProcessLimits limits) {
    this.host = host;
    this.limits = limits;
  }

  void start() {
    limits.endWithHost();
    Thread.ofPlatform().daemon().name("host-watch").start(() -> {
      while (isAlive()) {
        try {
          Thread.sleep(1000);
        } catch (InterruptedException e) {
          break;
        }
      }
      Runtime.getRuntime().halt(3);
    });
  }

  private boolean isAlive() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(-1L) == host;
  }
}
