package panoptic.pluginrunner;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/// The two streams to the host, taken away from whoever would write to standard output or read standard input after it.
///
/// Where the system is a Unix, file descriptor 1 is made to point at standard error and 0 at nothing, also for native code; the process gets a
/// group of its own, which ends as a whole with this process, and on Linux also with its parent. Elsewhere only Java's own streams are turned away.
@SuppressWarnings("restricted")
record Channel(InputStream in, OutputStream out) {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int SIGKILL = 9;
  private static final long SIGTERM = 15;

  static Channel take() throws IOException {
    Channel channel = System.getProperty("os.name").startsWith("Windows")
        ? new Channel(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out))
        : unix();
    System.setOut(System.err);
    System.setIn(InputStream.nullInputStream());
    return channel;
  }

  private static Channel unix() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int in = (int) function("dup", 0, JAVA_INT).invokeExact(0);
      int out = (int) function("dup", 0, JAVA_INT).invokeExact(1);
      int nothing = (int) function("open", 2, ADDRESS, JAVA_INT).invokeExact(arena.allocateFrom("/dev/null"), 0);
      MethodHandle dup2 = function("dup2", 0, JAVA_INT, JAVA_INT);
      int ignored = (int) dup2.invokeExact(nothing, 0);
      ignored = (int) dup2.invokeExact(2, 1);
      ignored = (int) function("setpgid", 0, JAVA_INT, JAVA_INT).invokeExact(0, 0);
      if (System.getProperty("os.name").equals("Linux")) {
        ignored = (int) function("prctl", 1, JAVA_INT, JAVA_LONG).invokeExact(PR_SET_PDEATHSIG, SIGTERM);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(
          () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly), "end-of-children"));
      return new Channel(new FileInputStream("/dev/fd/" + in), new FileOutputStream("/dev/fd/" + out));
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the channel to Panoptic cannot be taken", e);
    }
  }

  /// Ends the processes of the group, this one among them, where the system has such groups.
  static void endGroup() {
    if (!System.getProperty("os.name").startsWith("Windows")) {
      try {
        int ignored = (int) function("kill", 0, JAVA_INT, JAVA_INT).invokeExact(0, SIGKILL);
      } catch (Throwable e) {
        throw new IllegalStateException("the group cannot be ended", e);
      }
    }
  }

  /// Finds a function of the C library that returns an int; from parameter `variadic` on its list is open, where that is not 0.
  private static MethodHandle function(String name, int variadic, MemoryLayout... parameters) {
    Linker linker = Linker.nativeLinker();
    Linker.Option[] options = variadic == 0
        ? new Linker.Option[0]
        : new Linker.Option[] {Linker.Option.firstVariadicArg(Math.min(variadic, parameters.length))};
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(JAVA_INT, parameters), options);
  }
}
