package panoptic.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import panoptic.imaging.DecoderLimits;
import panoptic.imaging.Decoders;
import panoptic.imaging.Examination;

/// Runs the decoder over folders of pictures that other projects keep because they once broke a decoder: every file must have an outcome, and no
/// worker may take more memory than a file is allowed. `make soak` fetches such folders and runs this.
public final class HostileCorpora {
  private static final int MEGABYTES = 300;

  /// What a worker may have beyond its file's memory: Java, libvips, and what grows between two looks.
  private static final int OWN_MEGABYTES = 250;

  private HostileCorpora() {}

  /// Takes folders, prints a line for each, and throws where a file has no outcome or a worker grew too large.
  public static void main(String[] folders) throws Exception {
    for (String folder : folders) {
      examine(Path.of(folder));
    }
  }

  private static void examine(Path folder) throws IOException, InterruptedException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    var outcomes = new TreeMap<String, Integer>();
    var remarkable = new ArrayList<String>();
    long slowest = 0;
    long peak;
    try (var decoders = Decoders.start(new DecoderLimits(2, Duration.ofSeconds(20), MEGABYTES, List.of(256, 128)))) {
      var memory = new ProportionalMemory(decoders);
      for (Path file : files) {
        long began = System.nanoTime();
        Examination found = decoders.examine(file);
        slowest = Math.max(slowest, (System.nanoTime() - began) / 1_000_000);
        switch (found) {
          case Examination.Picture p -> outcomes.merge(p.format(), 1, Integer::sum);
          case Examination.Unreadable u -> {
            String reason = u.reason().startsWith("damaged") ? "damaged" : u.reason();
            outcomes.merge(reason, 1, Integer::sum);
            if (reason.contains("crashed") || reason.contains("longer") || reason.contains("memory")) {
              remarkable.add(folder.relativize(file) + ": " + reason);
            }
          }
        }
      }
      peak = memory.stop() >> 20;
    }
    int all = outcomes.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println(folder.getFileName() + ": " + all + " outcomes of " + files.size() + " files, the slowest took " + slowest
        + " ms, the workers took " + peak + " MB at most");
    for (Map.Entry<String, Integer> o : outcomes.entrySet()) {
      System.out.println("  " + o.getValue() + " " + o.getKey());
    }
    remarkable.forEach(r -> System.out.println("  ! " + r));
    if (all != files.size() || peak > MEGABYTES + 2 * OWN_MEGABYTES) {
      throw new IllegalStateException("a file has no outcome, or the workers took too much memory");
    }
  }
}
