package panoptic.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import panoptic.imaging.DecoderLimits;
import panoptic.imaging.Decoders;
import panoptic.imaging.Examination;
import panoptic.testkit.Similarity;
import panoptic.vips.Vips;
import panoptic.vips.VipsLibrary;
import panoptic.vips.VipsPicture;

/// What it costs to examine pictures (read, hash, decode, two thumbnails, facts, metadata), beside a plain loop that only makes the 256-px
/// thumbnail by libvips' own means, on the same files in the same run.
///
/// Arguments: folders of pictures; without any, three sets are made: 200 to 400 px, 2560 px, and 6 megapixels.
public final class DecodeBench {
  private static final int EDGE = 256;

  /// Small files are examined about as often as an import of thousands would: a worker's first hundreds cost more, until its code is compiled.
  private static final int EXAMINED = 6000;
  private static final int MOST_ROUNDS = 10;

  private DecodeBench() {}

  /// Runs and prints one line per set.
  public static void main(String[] arguments) throws Exception {
    Path made = null;
    List<Path> sets = Stream.of(arguments).map(Path::of).toList();
    if (sets.isEmpty()) {
      made = Files.createTempDirectory("panoptic-bench");
      sets = SamplePhotos.write(made);
    }
    var vips = Vips.load(VipsLibrary.find().orElseThrow(() -> new IllegalStateException(VipsLibrary.MISSING)));
    for (Path set : sets) {
      measure(vips, set);
    }
    if (made != null) {
      deleteAll(made);
    }
  }

  private record Cost(double cpuMillis, double rate) {}

  private static void measure(Vips vips, Path set) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(set)) {
      files = all.sorted().toList();
    }
    int processors = Runtime.getRuntime().availableProcessors();
    var ours = new ArrayList<Cost>();
    var plain = new ArrayList<Cost>();
    long peak;
    DecoderLimits usual = DecoderLimits.usual();
    var limits = new DecoderLimits(processors, Duration.ofSeconds(60), usual.megabytesPerFile(), usual.edges());
    try (var decoders = Decoders.start(limits)) {
      examine(decoders, files.subList(0, Math.min(files.size(), 200)));
      loop(vips, files.subList(0, Math.min(files.size(), 200)), processors);
      var memory = new ProportionalMemory(decoders);
      int rounds = Math.clamp(EXAMINED / files.size(), 5, MOST_ROUNDS);
      for (int i = 0; i < rounds; i++) {
        ours.add(timed(files.size(), decoders, () -> examine(decoders, files)));
        plain.add(timed(files.size(), null, () -> loop(vips, files, processors)));
      }
      peak = memory.stop();
      double similarity = similarity(vips, decoders, files);
      Cost a = best(ours);
      Cost b = best(plain);
      System.out.printf(Locale.ROOT,
          "%-12s %5d files: ours %7.2f ms CPU, %7.1f/s; plain thumbnail loop %7.2f ms CPU, %7.1f/s; rate %4.2f of it; SSIM %.4f; workers' peak PSS %d MB%n",
          set.getFileName(), files.size(), a.cpuMillis, a.rate, b.cpuMillis, b.rate, a.rate / b.rate, similarity, peak >> 20);
    }
  }

  private interface Run {
    void run() throws Exception;
  }

  private static Cost timed(int files, @org.jspecify.annotations.Nullable Decoders decoders, Run run) throws Exception {
    long cpu = cpuNanos(decoders);
    long start = System.nanoTime();
    run.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Cost((cpuNanos(decoders) - cpu) / 1e6 / files, files / seconds);
  }

  private static Cost best(List<Cost> costs) {
    return new Cost(costs.stream().mapToDouble(Cost::cpuMillis).min().orElseThrow(),
        costs.stream().max(Comparator.comparingDouble(Cost::rate)).orElseThrow().rate);
  }

  private static long cpuNanos(@org.jspecify.annotations.Nullable Decoders decoders) {
    long own = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    if (decoders == null) {
      return own;
    }
    return own + decoders.processes().stream().flatMap(p -> ProcessHandle.of(p).stream())
        .mapToLong(p -> p.info().totalCpuDuration().orElse(Duration.ZERO).toNanos()).sum();
  }

  private static void examine(Decoders decoders, List<Path> files) {
    var waiting = new ArrayList<CompletableFuture<Examination>>();
    for (Path f : files) {
      waiting.add(decoders.submit(f));
    }
    waiting.forEach(CompletableFuture::join);
  }

  private static void loop(Vips vips, List<Path> files, int threads) throws Exception {
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var waiting = new ArrayList<Future<Integer>>();
      for (Path f : files) {
        waiting.add(pool.submit(() -> plainThumbnail(vips, f).length));
      }
      for (var w : waiting) {
        w.get();
      }
    }
  }

  private static byte[] plainThumbnail(Vips vips, Path file) throws IOException {
    try (VipsPicture p = vips.thumbnail(file, EDGE)) {
      return p.jpeg(85);
    }
  }

  /// Returns the mean over some files of how alike our thumbnail and libvips' own from full scale are.
  private static double similarity(Vips vips, Decoders decoders, List<Path> files) throws IOException {
    double sum = 0;
    double worst = 1;
    int n = 0;
    int step = Math.max(1, files.size() / 60);
    for (int i = 0; i < files.size(); i += step) {
      if (decoders.examine(files.get(i)) instanceof Examination.Picture p && p.thumbnails().getFirst().format().equals("jpeg")) {
        try (VipsPicture full = vips.thumbnailFromFullScale(files.get(i), EDGE)) {
          double s = Similarity.of(grey(p.thumbnails().getFirst().bytes()), grey(full.jpeg(85)));
          sum += s;
          worst = Math.min(worst, s);
          n++;
        }
      }
    }
    System.out.printf(Locale.ROOT, "  (SSIM of %d files: worst %.4f)%n", n, worst);
    return n == 0 ? Double.NaN : sum / n;
  }

  private static BufferedImage grey(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
