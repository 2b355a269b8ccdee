package panoptic.ingest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Walks a folder tree: the files of a folder by name, then its folders by name. The same tree gives the same order.
///
/// Links: one that leads to something inside the root which the walk meets anyway is passed over, so that nothing is met twice and no loop is
/// possible; one that leads to a file inside the root which the walk does not meet (in a hidden folder, as git-annex and others keep files) is taken for
/// that file; one that leads out of the root, or nowhere, is passed over. Hidden files and folders, folders of Panoptic's own, pipes, sockets
/// and devices are passed over and never opened. What cannot be read is told, and the walk goes on.
///
/// Memory: the names of the largest folder, and those of the folders beside the path to the current one.
final class FolderScan {

  /// Hears what the walk meets, on the walking thread.
  interface Reader {
    /// A folder whose files follow. Returns whether to go on.
    boolean folder(Path folder, String text);

    void file(String name, FileStamp stamp);

    /// Something in the current folder, or a whole folder (`name` empty), that is passed over by rule.
    void skipped(String name, String reason);

    void unreadable(String name, String reason);
  }

  private record Level(Path folder, Iterator<String> below) {}

  private final Path root;
  private final boolean keepsIds;
  private final Predicate<Path> isOurs;

  /// `root` is a real path; links may lead to what lies in it. `isOurs` knows the folders that Panoptic itself writes.
  FolderScan(Path root, Predicate<Path> isOurs) {
    this.root = root;
    this.isOurs = isOurs;
    this.keepsIds = keepsIds(root);
  }

  /// Walks a folder of the root, which is a real path itself.
  void walk(Path folder, Reader reader) {
    var stack = new ArrayDeque<Level>();
    Optional<List<String>> below = read(folder, reader);
    below.ifPresent(names -> stack.push(new Level(folder, names.iterator())));
    while (!stack.isEmpty()) {
      Level level = stack.getFirst();
      if (!level.below.hasNext()) {
        stack.pop();
        continue;
      }
      Path next = FileNames.child(level.folder, level.below.next());
      Optional<List<String>> names = read(next, reader);
      if (names.isEmpty()) {
        return;
      }
      stack.push(new Level(next, names.get().iterator()));
    }
  }

  /// Finds a file where the walk met it, now: its real path in the root, or a refusal in words.
  Path real(Path file) throws IOException {
    Path real = file.toRealPath();
    if (!real.startsWith(root)) {
      throw new IOException("it leads out of the imported folder");
    }
    return real;
  }

  FileStamp stamp(Path file) throws IOException {
    BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!a.isRegularFile()) {
      throw new IOException("it is no longer a file");
    }
    return stamp(a);
  }

  private FileStamp stamp(BasicFileAttributes a) {
    FileStamp s = FileStamp.of(a);
    return keepsIds ? s : s.withoutId();
  }

  /// Tells the files of a folder and returns the names of its folders; empty when the reader wants no more.
  private Optional<List<String>> read(Path folder, Reader reader) {
    if (!reader.folder(folder, FileNames.text(folder))) {
      return Optional.empty();
    }
    var below = new ArrayList<String>();
    if (isOurs.test(folder)) {
      reader.skipped("", "a folder that Panoptic writes itself");
      return Optional.of(below);
    }
    for (String name : names(folder, reader)) {
      if (name.startsWith(".")) {
        reader.skipped(name, "hidden");
        continue;
      }
      try {
        Path path = FileNames.child(folder, name);
        BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (a.isRegularFile()) {
          reader.file(name, stamp(a));
        } else if (a.isDirectory()) {
          below.add(name);
        } else if (a.isSymbolicLink()) {
          link(path, name, reader);
        } else {
          reader.skipped(name, "neither a file nor a folder");
        }
      } catch (NoSuchFileException e) {
        // Removed since it was listed: as if it had never been there.
      } catch (IOException e) {
        reader.unreadable(name, Reasons.of(e));
      }
    }
    return Optional.of(below);
  }

  private static String[] names(Path folder, Reader reader) {
    var names = new ArrayList<String>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        names.add(FileNames.name(entry));
      }
    } catch (DirectoryIteratorException e) {
      IOException cause = e.getCause();
      reader.unreadable("", "the folder could be read only in part: " + Reasons.of(cause == null ? new IOException(e) : cause));
    } catch (NoSuchFileException e) {
      // Removed since it was listed.
    } catch (IOException e) {
      reader.unreadable("", "the folder cannot be read: " + Reasons.of(e));
    }
    String[] sorted = names.toArray(new String[0]);
    Arrays.sort(sorted);
    return sorted;
  }

  private void link(Path path, String name, Reader reader) throws IOException {
    Path target;
    try {
      target = path.toRealPath();
    } catch (NoSuchFileException e) {
      reader.skipped(name, "a link that leads nowhere");
      return;
    } catch (IOException e) {
      reader.skipped(name, "a link that cannot be followed: " + Reasons.of(e));
      return;
    }
    if (!target.startsWith(root)) {
      reader.skipped(name, "a link that leads out of the imported folder");
    } else if (!isHidden(target)) {
      reader.skipped(name, "a link to " + FileNames.text(target) + ", which counts where it lies");
    } else {
      BasicFileAttributes a = Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (a.isRegularFile()) {
        reader.file(name, stamp(a));
      } else {
        reader.skipped(name, "a link into a hidden folder");
      }
    }
  }

  private boolean isHidden(Path inRoot) {
    for (Path element : root.relativize(inRoot)) {
      if (FileNames.name(element).startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /// FAT and file systems of user space may number files anew at each mount: their numbers would make every file look changed.
  private static boolean keepsIds(Path root) {
    try {
      String type = Files.getFileStore(root).type();
      return !type.contains("fat") && !type.startsWith("fuse") && !type.equals("msdos");
    } catch (IOException | SecurityException e) {
      return false;
    }
  }
}
