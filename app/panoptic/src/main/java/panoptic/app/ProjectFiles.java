package panoptic.app;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import panoptic.http.spi.Projects;

/// Which files in a project's folder Panoptic wrote, and their removal. Whatever has another name is somebody else's and stays.
final class ProjectFiles {
  /// Removed last: as long as they are there, the removal can be begun anew.
  private static final List<String> LAST = List.of("panoptic.project", "lock");

  private static final Pattern OURS = Pattern
      .compile("(panoptic\\.project|counts\\.json|settings\\.json|covers|imports)(\\.part)?|lock|log\\.sqlite(-wal|-shm|-journal)?"
          + "|state/checkpoint-\\d{20}(\\.part)?|state/pages/[0-9a-f]{2}/[0-9a-f]{32}(\\.part)?|media/thumbnails(-\\d{1,9})?/(\\d{8}\\.(pack|index)|whole)(\\.part)?"
          + "|media/vectors/\\d{1,9}/\\d{8}\\.vectors|media/kept/[0-9a-f]{64}(\\.part)?"
          + "|uploads/\\d{4}-\\d\\d-\\d\\d-\\d{1,6}/\\d{6}\\.[a-z]{3,4}|tabs/\\d{1,9}\\.json(\\.part)?|upload-names/(root(\\.part)?|\\d{4}-\\d\\d-\\d\\d-\\d{1,6}(\\.open)?(\\.part)?)"
          + "|transfer/\\d{1,18}\\.[a-z]{3,7}(\\.values)?(\\.part)?"
          + "|plugins/[a-z0-9_]+(-[0-9a-f]{8})?(\\.json(\\.part)?|\\.log(\\.1)?|/.*)"
          + "|before-format-\\d+/(panoptic\\.project|log\\.sqlite(-wal)?)");

  private static final Pattern OUR_FOLDERS = Pattern
      .compile(
          "state|state/pages|state/pages/[0-9a-f]{2}|media|media/thumbnails(-\\d{1,9})?|media/vectors(/\\d{1,9})?|media/kept|uploads(/\\d{4}-\\d\\d-\\d\\d-\\d{1,6})?|upload-names|tabs|plugins(/.*)?|transfer|before-format-\\d+|");

  private static final Pattern UPLOADED = Pattern.compile("uploads/.*(?<!\\.part)");

  /// How many files went, how many of them were pictures that had been uploaded, and how many things of others stay.
  record Removed(int files, int uploaded, int left) {
    static final Removed NONE = new Removed(0, 0, 0);
  }

  private ProjectFiles() {}

  static boolean isOurs(String path) {
    return OURS.matcher(path).matches();
  }

  /// Removes what Panoptic wrote, and the folders that are empty then.
  static Removed remove(Path folder) throws IOException {
    var last = new ArrayList<Path>();
    var emptied = new ArrayList<Path>();
    var counts = new int[3];
    Files.walkFileTree(folder, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        if (OUR_FOLDERS.matcher(name(folder, directory)).matches()) {
          return FileVisitResult.CONTINUE;
        }
        counts[1]++;
        return FileVisitResult.SKIP_SUBTREE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        String name = name(folder, file);
        if (!attributes.isRegularFile() || !isOurs(name)) {
          counts[1]++;
        } else if (LAST.contains(name)) {
          last.add(file);
        } else {
          Files.delete(file);
          counts[0]++;
          counts[2] += UPLOADED.matcher(name).matches() ? 1 : 0;
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException trouble) {
        emptied.add(directory);
        return FileVisitResult.CONTINUE;
      }
    });
    for (Path file : last) {
      Files.delete(file);
      counts[0]++;
    }
    for (Path directory : emptied) { // the innermost first
      if (isEmpty(directory)) {
        Files.delete(directory);
      }
    }
    return new Removed(counts[0], counts[2], counts[1]);
  }

  /// Counts the pictures that were uploaded.
  static Projects.Uploaded uploaded(Path folder) throws IOException {
    Path uploads = folder.resolve("uploads");
    var pictures = new int[1];
    var bytes = new long[1];
    if (Files.isDirectory(uploads)) {
      Files.walkFileTree(uploads, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          String name = name(folder, file);
          if (isOurs(name) && UPLOADED.matcher(name).matches()) {
            pictures[0]++;
            bytes[0] += attributes.size();
          }
          return FileVisitResult.CONTINUE;
        }
      });
    }
    return new Projects.Uploaded(pictures[0], bytes[0]);
  }

  private static String name(Path folder, Path path) {
    return folder.relativize(path).toString().replace('\\', '/');
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var inside = Files.newDirectoryStream(directory)) {
      return !inside.iterator().hasNext();
    }
  }
}
