package panoptic.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What an import of 10,000 small photos costs the whole program, as a person runs it: `./panoptic import`. CPU and memory of all its processes together.
///
/// Needs a built `./panoptic` and Linux. Argument: another number of files.
public final class ImportBench {
  private ImportBench() {}

  public static void main(String[] arguments) throws Exception {
    int files = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    Path folder = Files.createTempDirectory("panoptic-import");
    try {
      Path small = SamplePhotos.write(folder.resolve("samples")).getFirst();
      Path corpus = Files.createDirectories(folder.resolve("corpus"));
      List<Path> samples;
      try (Stream<Path> all = Files.list(small)) {
        samples = all.sorted().toList();
      }
      for (int i = 0; i < files; i++) {
        copy(samples.get(i % samples.size()), corpus.resolve(i + ".jpg"), i);
      }
      String program = Path.of(System.getProperty("panoptic.root", ".")).resolve("panoptic").toString();
      String data = folder.resolve("data").toString();
      run(program, "project", "create", "P", "--data", data);
      Process p = new ProcessBuilder(program, "import", "P", corpus.toString(), "--json", "--data", data)
          .redirectOutput(folder.resolve("out").toFile())
          .redirectError(ProcessBuilder.Redirect.DISCARD).start();
      long began = System.nanoTime();
      long memory = 0;
      double cpu = 0;
      while (p.isAlive()) {
        List<ProcessHandle> all = Stream.concat(Stream.of(p.toHandle()), p.descendants()).toList();
        memory = Math.max(memory, all.stream().mapToLong(h -> ProportionalMemory.of(h.pid())).sum());
        cpu = Math.max(cpu, all.stream().mapToDouble(h -> h.info().totalCpuDuration().map(d -> d.toMillis() / 1e3).orElse(0.0)).sum());
        Thread.sleep(100);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.println(String.format(Locale.ROOT,
          "import %,d small photos: %.1f s, %,.0f a second, %.2f ms CPU each, all processes at most %,d MB PSS", files, seconds,
          files / seconds, cpu * 1000 / files, memory >> 20));
      System.out.println(Files.readAllLines(folder.resolve("out")).getLast());
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path f : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(f);
        }
      }
    }
  }

  /// Copies a JPEG with other bytes behind its end, so that it is another image.
  static void copy(Path from, Path to, int number) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    Files.write(to, Integer.toString(number).getBytes(java.nio.charset.StandardCharsets.US_ASCII), java.nio.file.StandardOpenOption.APPEND);
  }

  private static void run(String... command) throws Exception {
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended in " + code);
    }
  }
}
