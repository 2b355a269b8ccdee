package panoptic.vips;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;

/// Ends this process when its host is gone, even where the decoder hangs in native code: on Linux by the kernel's parent-death signal,
/// everywhere by a thread that looks once a second.
final class HostWatch {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int SIGKILL = 9;

  private final long host;

  HostWatch(long host) {
    this.host = host;
  }

  void start() {
    if (System.getProperty("os.name").equals("Linux")) {
      signalOnDeath();
    }
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

  @SuppressWarnings("restricted")
  private static void signalOnDeath() {
    var linker = Linker.nativeLinker();
    var prctl = linker.downcallHandle(linker.defaultLookup().find("prctl").orElseThrow(),
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG), Linker.Option.firstVariadicArg(1));
    try {
      int ignored = (int) prctl.invokeExact(PR_SET_PDEATHSIG, (long) SIGKILL);
    } catch (Throwable e) {
      throw new IllegalStateException("prctl failed", e);
    }
  }
}
