package panoptic.imaging;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import panoptic.model.Sha1;
import panoptic.vips.DecodeReply;
import panoptic.vips.DecodeRequest;
import panoptic.vips.DecodeWorker;

/// One running decoder process and the pipes to it. One thread starts it and speaks to it; [#kill] may come from any thread.
///
/// On Linux the process dies with the *thread* that started it, so that thread must live as long as the worker shall.
final class Worker implements AutoCloseable {
  static final int USUAL_HEAP_MEGABYTES = 40;

  private static final int KEPT_MESSAGES = 4096;

  private final Process process;
  private final DataOutputStream out;
  private final DataInputStream in;
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
  private final long idleBytes;

  /// Starts a process and waits for its first word.
  static Worker start(Path vipsLibrary, int heapMegabytes) throws IOException {
    return new Worker(launch(vipsLibrary, heapMegabytes));
  }

  private static Process launch(Path vipsLibrary, int heapMegabytes) throws IOException {
    var command = new ArrayList<String>();
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    if (!windows) {
      command.addAll(List.of("nice", "-n", "10"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java").toString());
    // Long loops are compiled once, on their own, instead of again in each caller: a quarter of the compiler's time.
    command.add("-XX:FreqInlineSize=80");
    // The body of the cosine transform is longer than what Java unrolls, and so makes vector instructions of, by default.
    command.add("-XX:LoopUnrollLimit=120");
    command.addAll(List.of("-Xmx" + heapMegabytes + "m", "-Xms24m", "-Xmn16m", "-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=24m",
        "-XX:CICompilerCount=2",
        "-Xshare:auto",
        "-XX:-UsePerfData", "-XX:+SuppressFatalErrorMessage", "-XX:-CreateCoredumpOnCrash", "-Dfile.encoding=UTF-8",
        "--enable-native-access=ALL-UNNAMED", "-cp", codeOf(DecodeWorker.class).toString(),
        DecodeWorker.class.getName(), vipsLibrary.toString(), Long.toString(ProcessHandle.current().pid())));
    var builder = new ProcessBuilder(command);
    var environment = builder.environment();
    environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
    environment.put("MALLOC_ARENA_MAX", "2");
    // Freed memory is kept for the next picture instead of being faulted in again: 85 page faults a file less.
    environment.put("MALLOC_TRIM_THRESHOLD_", "16777216");
    environment.put("MALLOC_TOP_PAD_", "1048576");
    environment.put("MALLOC_MMAP_THRESHOLD_", "4194304");
    environment.put("VIPS_WARNING", "0");
    environment.put("VIPS_DISC_THRESHOLD", "1000g");
    builder.directory(Path.of(System.getProperty("java.io.tmpdir")).toFile());
    return builder.start();
  }

  private static Path codeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Worker(Process process) throws IOException {
    this.process = process;
    out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 8192));
    in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    Thread.ofPlatform().daemon().name("decoder-messages-" + process.pid()).start(() -> collect(process.getErrorStream()));
    try {
      int magic = in.readInt();
      if (magic != DecodeWorker.MAGIC) {
        throw new IOException("a decoder of another version answered: " + Integer.toHexString(magic));
      }
      in.readNBytes(in.readInt());
    } catch (IOException e) {
      process.destroyForcibly();
      throw new IOException("a decoder did not start: " + messages(), e);
    }
    idleBytes = privateBytes();
  }

  /// Sends a file and waits for what it is; its tiles go to the sink, where there is one. Throws `IOException` when the process ends before it answers, and what the sink
  /// throws unchecked.
  DecodeReply ask(DecodeRequest request, @Nullable TileSink tiles) throws IOException {
    request.write(out);
    out.flush();
    DecodeReply reply = DecodeReply.read(in);
    while (reply instanceof DecodeReply.Tile || reply instanceof DecodeReply.TilesFollow) {
      if (tiles == null) {
        throw new IOException("a decoder sent a tile that nobody asked for");
      }
      try {
        if (reply instanceof DecodeReply.Tile t) {
          tiles.take(t.level(), t.column(), t.row(), t.bytes());
        } else if (reply instanceof DecodeReply.TilesFollow f) {
          tiles.begin(Sha1.of(f.sha1()), f.width(), f.height());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      reply = DecodeReply.read(in);
    }
    return reply;
  }

  /// Returns how many bytes of its own the process has now beyond what it had when idle; 0 where the system does not tell.
  long grownBytes() {
    return privateBytes() - idleBytes;
  }

  private long privateBytes() {
    try {
      // Pages: total, resident, of these shared with files …
      String[] pages = Files.readString(Path.of("/proc/" + process.pid() + "/statm")).split(" ", -1);
      return (Long.parseLong(pages[1]) - Long.parseLong(pages[2])) * 4096;
    } catch (IOException e) {
      return 0;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /// Returns the end of what the process wrote to standard error.
  String messages() {
    synchronized (messages) {
      String all = messages.toString(StandardCharsets.UTF_8).strip();
      return all.substring(Math.max(0, all.length() - KEPT_MESSAGES));
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  /// Ends the process: at once where it is busy, else it ends itself.
  @Override
  public void close() {
    kill();
    process.onExit().join();
  }

  private void collect(InputStream errors) {
    var chunk = new byte[1024];
    try (errors) {
      for (int n = errors.read(chunk); n >= 0; n = errors.read(chunk)) {
        synchronized (messages) {
          if (messages.size() > 2 * KEPT_MESSAGES) {
            messages.reset();
          }
          messages.write(chunk, 0, n);
        }
      }
    } catch (IOException e) {
      // The process is gone; what it said is kept.
    }
  }
}
