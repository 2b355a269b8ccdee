package panoptic.vips;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What this process forbids itself, by calls of the C library: memory beyond a limit (`RLIMIT_DATA`, Linux), core dumps, outliving its host
/// (`PR_SET_PDEATHSIG`, Linux). Elsewhere nothing is limited here, and the host watches alone.
@SuppressWarnings("restricted")
final class ProcessLimits {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int SIGKILL = 9;
  private static final int RLIMIT_DATA = 2;
  private static final int RLIMIT_CORE = 4;
  private static final int MADV_DONTNEED = 4;

  /// What Java itself may grow by while a picture is decoded: its compilers take up to 60 MB, and end the process where they get none.
  private static final long SLACK = 96L << 20;

  private final boolean linux = System.getProperty("os.name").equals("Linux");
  private final @Nullable MethodHandle setrlimit;
  private final @Nullable MethodHandle madvise;
  private final @Nullable MethodHandle mallocTrim;
  private long idleBytes = -1;
  private long set = -1;

  ProcessLimits() {
    setrlimit = linux ? find("setrlimit", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS)) : null;
    madvise = linux ? find("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)) : null;
    mallocTrim = linux
        ? Linker.nativeLinker().defaultLookup().find("malloc_trim").map(f -> Linker.nativeLinker().downcallHandle(f,
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG))).orElse(null)
        : null;
    limit(RLIMIT_CORE, 0, 0);
  }

  private static MethodHandle find(String name, FunctionDescriptor descriptor, Linker.Option... options) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), descriptor, options);
  }

  /// Lets the kernel kill this process when the thread that started it ends.
  void endWithHost() {
    if (linux) {
      MethodHandle prctl = find("prctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG), Linker.Option.firstVariadicArg(1));
      try {
        int ignored = (int) prctl.invokeExact(PR_SET_PDEATHSIG, (long) SIGKILL);
      } catch (Throwable e) {
        throw Vips.unexpected(e);
      }
    }
  }

  /// Lets this process grow by so many megabytes above what it has when idle; allocations beyond that fail.
  void allow(int megabytes) {
    if (!linux) {
      return;
    }
    if (idleBytes < 0) {
      idleBytes = dataBytes();
    }
    long wanted = idleBytes + ((long) megabytes << 20) + SLACK;
    if (idleBytes > 0 && wanted != set) {
      limit(RLIMIT_DATA, wanted, -1);
      set = wanted;
    }
  }

  /// Gives freed memory back to the system, where the C library can (glibc).
  void giveBack() {
    if (mallocTrim != null) {
      try {
        int ignored = (int) mallocTrim.invokeExact(0L);
      } catch (Throwable e) {
        throw Vips.unexpected(e);
      }
    }
  }

  /// Lets the kernel take the pages of a mapped file out of this process; they come back when they are looked at.
  void release(MemorySegment mapped) {
    if (madvise != null) {
      try {
        int ignored = (int) madvise.invokeExact(mapped, mapped.byteSize(), MADV_DONTNEED);
      } catch (Throwable e) {
        throw Vips.unexpected(e);
      }
    }
  }

  private void limit(int what, long soft, long hard) {
    if (setrlimit == null) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(MemoryLayout.sequenceLayout(2, JAVA_LONG));
      values.setAtIndex(JAVA_LONG, 0, soft);
      values.setAtIndex(JAVA_LONG, 1, hard);
      int ignored = (int) setrlimit.invokeExact(what, values);
    } catch (Throwable e) {
      throw Vips.unexpected(e);
    }
  }

  private static long dataBytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmData:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException e) {
      // No /proc: no limit.
    }
    return 0;
  }
}
