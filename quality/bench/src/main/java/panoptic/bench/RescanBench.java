package panoptic.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import panoptic.imaging.Examination;
import panoptic.imaging.Metadata;
import panoptic.ingest.Allowed;
import panoptic.ingest.Examiner;
import panoptic.ingest.Import;
import panoptic.ingest.Ingest;
import panoptic.media.LocalDisk;
import panoptic.media.Thumbnails;
import panoptic.model.Person;
import panoptic.model.Sha1;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.MemoryLog;
import panoptic.project.Project;
import panoptic.tasks.TaskProgress;

/// How long the scan of files takes that are all as they were, beside a plain walk of the same files that only looks at their sizes.
///
/// The files are hard links to a few small ones, a thousand in each folder; the log lies in memory, and nothing is decoded: the import before the
/// scans tells what an import costs apart from reading pictures.
public final class RescanBench {
  private static final int PER_FOLDER = 1_000;
  private static final int LINKS_PER_FILE = 30_000;
  private static final int SCANS = 3;

  private RescanBench() {}

  /// Takes the number of files, a million where none is given.
  public static void main(String[] args) throws IOException, InterruptedException {
    int files = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("rescan").toRealPath();
    try {
      Path pictures = make(folder, files);
      try (var thumbnails = Thumbnails.open(new LocalDisk(), folder.resolve("media"));
          var project = Project.open(new MemoryLog(), new MemoryCheckpoints(), InstantSource.system())) {
        var ingest = new Ingest(project, folder, new LocalDisk(), undecoded(), thumbnails, Allowed.of(List.of()), f -> false,
            InstantSource.system());
        tell("import, nothing decoded", run(ingest, pictures), files);
        for (int i = 0; i < SCANS; i++) {
          tell("plain walk", walk(pictures), files);
          tell("scan again, all known", run(ingest, pictures), files);
        }
      }
    } finally {
      try (var all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(RescanBench::delete);
      }
    }
  }

  private static Path make(Path folder, int files) throws IOException {
    Path pictures = folder.resolve("pictures");
    Path original = folder;
    for (int i = 0; i < files; i++) {
      if (i % LINKS_PER_FILE == 0) {
        original = Files.writeString(folder.resolve("original" + i), "picture " + i);
      }
      Path in = pictures.resolve("folder " + i / PER_FOLDER);
      if (i % PER_FOLDER == 0) {
        Files.createDirectories(in);
      }
      Files.createLink(in.resolve("IMG_" + i + ".jpg"), original);
    }
    return pictures;
  }

  private static Examiner undecoded() {
    var count = new AtomicLong();
    return file -> CompletableFuture
        .completedFuture(new Examination.Picture(new Sha1(count.incrementAndGet() * 0x9E3779B97F4A7C15L, count.get(), 7), size(file),
            640, 480, 0, 0, "jpeg", List.of(), Metadata.NONE));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double run(Ingest ingest, Path pictures) throws InterruptedException {
    long began = System.nanoTime();
    Import work = ingest.importOf(List.of(pictures), new Person(0, "bench", "Bench", 0), o -> {});
    work.run(new Unheard());
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(Locale.ROOT, "  %s%n", work.summary().orElseThrow());
    return seconds;
  }

  private static double walk(Path pictures) throws IOException {
    var bytes = new AtomicLong();
    long began = System.nanoTime();
    Files.walkFileTree(pictures, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        bytes.addAndGet(attributes.size());
        return FileVisitResult.CONTINUE;
      }
    });
    double seconds = (System.nanoTime() - began) / 1e9;
    if (bytes.get() == 0) {
      throw new IllegalStateException("nothing was walked");
    }
    return seconds;
  }

  private static void tell(String what, double seconds, int files) {
    Runtime r = Runtime.getRuntime();
    System.out.printf(Locale.ROOT, "%-28s %7.2f s  %9.0f files/s  heap %d MB%n", what, seconds, files / seconds,
        (r.totalMemory() - r.freeMemory()) >> 20);
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Unheard implements TaskProgress {
    @Override
    public void total(long units) {}

    @Override
    public void done(long units) {}

    @Override
    public void failed(long units) {}

    @Override
    public void detail(String words) {}

    @Override
    public boolean isCancelled() {
      return false;
    }
  }
}
