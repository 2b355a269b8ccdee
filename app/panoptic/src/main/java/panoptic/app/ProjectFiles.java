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

/// Which files in a project's folder Panoptic wrote, and their removal. Whatever has another name is somebody else's and stays.
final class ProjectFiles {
  /// Removed last: as long as they are there, the removal can be begun anew.
  private static final List<String> LAST = List.of("panoptic.project", "lock");

  private static final Pattern OURS = Pattern
      .compile("(panoptic\\.project|counts\\.json|settings\\.json|covers|imports)(\\.part)?|lock|log\\.sqlite(-wal|-shm|-journal)?"
          + "|state/checkpoint-\\d{20}(\\.part)?|state/pages/[0-9a-f]{2}/[0-9a-f]{32}(\\.part)?|media/thumbnails(-\\d{1,9})?/(\\d{8}\\.(pack|index)|whole)(\\.part)?"
          + "|before-format-\\d+/(panoptic\\.project|log\\.sqlite(-wal)?)");

  private static final Pattern OUR_FOLDERS = Pattern
      .compile("state|state/pages|state/pages/[0-9a-f]{2}|media|media/thumbnails(-\\d{1,9})?|before-format-\\d+|");

  /// How many files went, and how many things of others stay.
  record Removed(int files, int left) {
    static final Removed NONE = new Removed(0, 0);
  }

  private ProjectFiles() {}

  static boolean isOurs(String path) {
    return OURS.matcher(path).matches();
  }

  /// Removes what Panoptic wrote, and the folders that are empty then.
  static Removed remove(Path folder) throws IOException {
    var last = new ArrayList<Path>();
    var emptied = new ArrayList<Path>();
    var counts = new int[2];
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
    return new Removed(counts[0], counts[1]);
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
