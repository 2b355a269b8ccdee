package panoptic.imaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What [Decoders] does with its processes. A hang is made by stopping a worker, a crash by killing it.
final class DecodersTest {
  @TempDir
  Path folder;

  private static Decoders start(int workers, long millis) {
    return Decoders.start(new DecoderLimits(workers, Duration.ofMillis(millis), 200, List.of(256, 128)));
  }

  private Path jpeg(String name) throws IOException {
    return Files.write(folder.resolve(name), Made.jpeg(600, 300));
  }

  private static void signal(String signal, long pid) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor());
  }

  @Test
  void tellsAPictureFromOneRead() throws Exception {
    Path file = jpeg("a.bin");
    try (var decoders = start(1, 30_000)) {
      var p = assertInstanceOf(Examination.Picture.class, decoders.examine(file));
      assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file))), p.sha1().toString());
      assertEquals(Files.size(file), p.bytes());
      assertEquals(List.of(600, 300), List.of(p.width(), p.height()));
      assertEquals("jpeg", p.format());
      assertEquals((220 + 40 + 40 + 240) / 4, p.colour() >> 16, 3);
      assertEquals(List.of(256, 128), p.thumbnails().stream().map(Thumbnail::edge).toList());
      assertEquals(List.of(128, 64), p.thumbnails().stream().map(Thumbnail::height).toList());
      assertEquals(Metadata.NONE, p.metadata());
      assertEquals(new Examination.Unreadable(Optional.empty(), 0, "the file is not there"), decoders.examine(folder.resolve("b")));
    }
  }

  @Test
  void readsLargeFilesAsSmallOnes() throws Exception {
    byte[] jpeg = Made.jpeg(600, 300);
    byte[] large = Arrays.copyOf(jpeg, 40_000_000);
    Path file = Files.write(folder.resolve("large.jpg"), large);
    try (var decoders = start(1, 30_000)) {
      var p = assertInstanceOf(Examination.Picture.class, decoders.examine(file));
      assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(large)), p.sha1().toString());
      assertEquals(600, p.width());
    }
  }

  @Test
  void aHangCostsOneFile() throws Exception {
    Path file = jpeg("a.jpg");
    try (var decoders = start(1, 2_000)) {
      while (!(decoders.examine(file) instanceof Examination.Picture)) {
        // A busy machine may need more than that to start a worker.
      }
      signal("STOP", decoders.processes().getFirst());
      var hung = assertInstanceOf(Examination.Unreadable.class, decoders.examine(file));
      assertEquals("took longer than 2 s", hung.reason());
      assertEquals(Files.size(file), hung.bytes());
      assertInstanceOf(Examination.Picture.class, decoders.examine(file));
    }
  }

  @Test
  void aCrashCostsOneFile() throws Exception {
    Path file = jpeg("a.jpg");
    try (var decoders = start(1, 20_000)) {
      decoders.examine(file);
      long worker = decoders.processes().getFirst();
      signal("STOP", worker);
      CompletableFuture<Examination> crashing = decoders.submit(file);
      Thread.sleep(100);
      assertFalse(crashing.isDone());
      signal("KILL", worker);
      assertEquals("the decoder crashed on it", assertInstanceOf(Examination.Unreadable.class, crashing.join()).reason());
      assertInstanceOf(Examination.Picture.class, decoders.examine(file));
    }
  }

  @Test
  void aWorkerThatDiesWhenIdleCostsNothing() throws Exception {
    Path file = jpeg("a.jpg");
    try (var decoders = start(1, 20_000)) {
      decoders.examine(file);
      long worker = decoders.processes().getFirst();
      signal("KILL", worker);
      assertTrue(isGone(worker));
      assertInstanceOf(Examination.Picture.class, decoders.examine(file));
    }
  }

  @Test
  void keepsTheOrderOfAnswers() throws Exception {
    try (var decoders = start(2, 20_000)) {
      var waiting = new ArrayList<CompletableFuture<Examination>>();
      for (int i = 0; i < 60; i++) {
        waiting.add(decoders.submit(Files.write(folder.resolve("p" + i), Made.jpeg(20 + i, 10))));
      }
      for (int i = 0; i < 60; i++) {
        assertEquals(20 + i, assertInstanceOf(Examination.Picture.class, waiting.get(i).join()).width());
      }
    }
  }

  @Test
  void failsCleanlyAfterClose() throws Exception {
    Path file = jpeg("a.jpg");
    var decoders = start(1, 20_000);
    decoders.examine(file);
    long worker = decoders.processes().getFirst();
    signal("STOP", worker);
    CompletableFuture<Examination> waiting = decoders.submit(file);
    Thread.sleep(100);
    decoders.close();
    assertInstanceOf(IllegalStateException.class, assertThrows(CompletionException.class, waiting::join).getCause());
    assertThrows(IllegalStateException.class, () -> decoders.examine(file));
    assertTrue(isGone(worker));
  }

  @Test
  void workersEndWithAHostThatIsKilled() throws Exception {
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-Dpanoptic.root=" + System.getProperty("panoptic.root"), "-cp",
        System.getProperty("java.class.path"), HostProgram.class.getName(), jpeg("a.jpg").toString()));
    Process host = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<Long> workers;
    try (var out = host.inputReader()) {
      workers = Arrays.stream(out.readLine().split(" ", -1)).map(Long::valueOf).toList();
      // One of them hangs at that moment.
      signal("STOP", workers.getFirst());
      host.destroyForcibly();
      host.waitFor();
    }
    assertEquals(2, workers.size());
    for (long w : workers) {
      assertTrue(isGone(w), "worker " + w + " outlives its host");
    }
  }

  /// A host that starts two workers, tells their process ids, and waits to be killed.
  static final class HostProgram {
    private HostProgram() {}

    public static void main(String[] arguments) throws Exception {
      var decoders = start(2, 20_000);
      while (decoders.processes().size() < 2) {
        var _ = decoders.submit(Path.of(arguments[0]));
        Thread.sleep(5);
      }
      System.out.println(String.join(" ", decoders.processes().stream().map(String::valueOf).toList()));
      Thread.sleep(60_000);
    }
  }

  private static boolean isGone(long pid) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
    while (System.nanoTime() < end) {
      var state = ProcessHandle.of(pid);
      if (state.isEmpty() || !state.get().isAlive()) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }
}
