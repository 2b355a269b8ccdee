package panoptic.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import panoptic.media.LocalDisk;
import panoptic.media.VectorStore;
import panoptic.media.Vectors;
import panoptic.model.Sha1;
import panoptic.model.Sha1s;

/// How long 100,000 vectors of 512 numbers take to be written and synced, and to be read into an array, beside the same bytes written to a plain file with one
/// sync, and read from it.
public final class VectorBench {
  private static final int VECTORS = 100_000;
  private static final int LENGTH = 512;
  private static final int ROUNDS = 5;

  private VectorBench() {}

  public static void run() throws IOException {
    Path folder = Files.createTempDirectory("vectors");
    try {
      var random = new SplittableRandom(1);
      var values = new float[VECTORS * LENGTH];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble();
      }
      var some = new ArrayList<Sha1>();
      for (int i = 0; i < VECTORS; i++) {
        some.add(new Sha1(random.nextLong(), random.nextLong(), random.nextInt()));
      }
      Sha1s sha1s = Sha1s.copyOf(some);
      for (int i = 0; i < ROUNDS; i++) {
        round(folder.resolve(String.valueOf(i)), sha1s, values);
      }
    } finally {
      remove(folder);
    }
  }

  private static void round(Path folder, List<Sha1> sha1s, float[] values) throws IOException {
    Files.createDirectories(folder);
    Path plain = folder.resolve("plain");
    long t0 = System.nanoTime();
    writePlain(plain, values);
    long t1 = System.nanoTime();
    var into = new float[values.length];
    try (VectorStore store = VectorStore.open(new LocalDisk(), folder.resolve("store"))) {
      store.add(1, sha1s, FloatBuffer.wrap(values));
    }
    long t2 = System.nanoTime();
    readPlain(plain, into);
    long t3 = System.nanoTime();
    long opened;
    try (VectorStore store = VectorStore.open(new LocalDisk(), folder.resolve("store"))) {
      store.length(1);
      opened = System.nanoTime();
      Vectors all = store.readAll(1);
      for (int i = 0; i < all.count(); i++) {
        all.copy(i, into, i * LENGTH);
      }
    }
    long t4 = System.nanoTime();
    System.out.printf(Locale.ROOT,
        "%,d x %d   written: plain %.0f ms, vectors %.0f ms   read: plain %.0f ms, vectors %.0f ms (opened before in %.0f ms)%n", VECTORS,
        LENGTH,
        millis(t0, t1), millis(t1, t2), millis(t2, t3), millis(opened, t4), millis(t3, opened));
    remove(folder);
  }

  private static void writePlain(Path file, float[] values) throws IOException {
    try (var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      var chunk = ByteBuffer.allocateDirect(1 << 20);
      for (int at = 0; at < values.length; at += chunk.capacity() / 4) {
        int n = Math.min(chunk.capacity() / 4, values.length - at);
        chunk.clear().asFloatBuffer().put(values, at, n);
        chunk.limit(4 * n);
        while (chunk.hasRemaining()) {
          out.write(chunk);
        }
      }
      out.force(false);
    }
  }

  private static void readPlain(Path file, float[] into) throws IOException {
    try (var in = FileChannel.open(file, StandardOpenOption.READ)) {
      var chunk = ByteBuffer.allocateDirect(1 << 20);
      for (int at = 0; at < into.length;) {
        chunk.clear();
        while (chunk.hasRemaining() && in.read(chunk) >= 0) {
          // until it is full, or the end
        }
        FloatBuffer numbers = chunk.flip().asFloatBuffer();
        int n = numbers.remaining();
        numbers.get(into, at, n);
        at += n;
      }
    }
  }

  private static double millis(long from, long to) {
    return (to - from) / 1e6;
  }

  private static void remove(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
