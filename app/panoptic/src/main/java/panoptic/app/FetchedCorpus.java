package panoptic.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// A corpus that comes from a package and is kept in the cache folder.
///
/// It is made in a folder beside its place and renamed when it is complete, so that what is there is whole.
abstract class FetchedCorpus implements Corpus {
  private static final Set<String> KEPT = Set.of("png", "svg", "txt");

  private final Path place;

  FetchedCorpus(Path cache) {
    this.place = cache.resolve("corpora").resolve(name());
  }

  @Override
  public final Path folder() {
    return place.resolve("pictures");
  }

  @Override
  public final boolean isThere() {
    return Files.isDirectory(folder());
  }

  /// Puts `pictures/`, and the licence beside it, into an empty folder.
  abstract void prepare(Path empty) throws IOException, InterruptedException;

  @Override
  public final void fetch(LongConsumer progress) throws InterruptedException {
    try {
      Files.createDirectories(place.getParent());
      Path part = Files.createTempDirectory(place.getParent(), name() + ".part");
      Thread watch = Thread.ofVirtual().start(() -> watch(part, progress));
      try {
        prepare(part);
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
        // Another command was faster.
      } finally {
        watch.interrupt();
        if (Files.exists(part)) {
          removeAll(part);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Tells how much has come, twice a second, until it is interrupted.
  private static void watch(Path part, LongConsumer progress) {
    try {
      while (true) {
        Thread.sleep(500);
        try (Stream<Path> files = Files.walk(part)) {
          progress.accept(files.mapToLong(f -> f.toFile().length()).sum());
        } catch (IOException | UncheckedIOException e) {
          // What was there a moment ago is gone: it is looked again.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Runs a tool and refuses in its own last words where it fails.
  final void run(Tool tool, Path folder, String... arguments) throws IOException, InterruptedException {
    Tool.Ended ended = tool.run(folder, arguments);
    if (ended.code() != 0) {
      throw failed(tool.program().getFileName() + " " + arguments[0] + " failed: " + ended.lastLine());
    }
  }

  final RefusedException failed(String why) {
    return new RefusedException(ErrorCode.UNKNOWN, "The pictures \"" + name() + "\" could not be fetched: " + why);
  }

  /// Removes all files but pictures and descriptions, and folders that are empty then.
  static void keepPictures(Path folder) throws IOException {
    Files.walkFileTree(folder, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        String name = file.getFileName().toString();
        if (!attributes.isRegularFile() || !KEPT.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))) {
          Files.delete(file);
        }
        return FileVisitResult.CONTINUE;
      }
    });
  }

  static void removeAll(Path folder) throws IOException {
    Files.walkFileTree(folder, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path dir, @org.jspecify.annotations.Nullable IOException trouble) throws IOException {
        Files.delete(dir);
        return FileVisitResult.CONTINUE;
      }
    });
  }
}
