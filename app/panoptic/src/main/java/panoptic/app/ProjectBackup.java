package panoptic.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// A project in one file: a ZIP of what Panoptic keeps of it, written while people work, and made a project again. docs/formats/backup.md.
///
/// The log is copied first, by SQLite, as it stands at one commit; thumbnails, vectors and kept files after it, so those that the log knows are there. Checkpoints stay out: they are made
/// again from the log. Pictures are not in it, but those that were uploaded, which the project has the only copies of.
final class ProjectBackup {
  private static final String LOG = "log.sqlite";
  private static final String MARK = "panoptic.project";

  /// Makes a consistent copy of a log.
  interface LogCopy {
    void to(Path file);
  }

  private ProjectBackup() {}

  /// Writes a backup of a project's folder; returns its length. Refused with `NAME_TAKEN` where the file is there already.
  static long write(Path folder, LogCopy log, Path to) {
    Path part = to.resolveSibling(to.getFileName() + ".part");
    Path copy = to.resolveSibling(to.getFileName() + ".log.part");
    try {
      if (Files.exists(to)) {
        throw new RefusedException(ErrorCode.NAME_TAKEN, to + " is there already");
      }
      try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
        write(folder, log, copy, out);
      }
      sync(part);
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
      return Files.size(to);
    } catch (FileAlreadyExistsException e) {
      throw new RefusedException(ErrorCode.NAME_TAKEN, to + " is there already", e);
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.READ_ONLY, "the backup " + to + " could not be written: " + e.getMessage(), e);
    } finally {
      removeQuietly(part);
    }
  }

  /// Writes a backup of a project's folder, with `copy` as the place of a file that lasts as long as that.
  static void write(Path folder, LogCopy log, Path copy, OutputStream out) throws IOException {
    try {
      Files.deleteIfExists(copy);
      log.to(copy);
      var zip = new ZipOutputStream(out);
      zip.setLevel(Deflater.BEST_SPEED);
      put(zip, MARK, folder.resolve(MARK));
      put(zip, LOG, copy);
      for (String name : others(folder)) {
        zip.setLevel(name.startsWith("media/") || name.startsWith("uploads/") ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
        put(zip, name, folder.resolve(name));
      }
      zip.finish();
    } finally {
      removeQuietly(copy);
    }
  }

  /// Returns what else belongs in a backup: indices before the packs that they are about, so that a pack never misses what its index names.
  private static List<String> others(Path folder) throws IOException {
    var out = new ArrayList<String>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString().replace('\\', '/')).filter(n -> n.matches(
          "media/(vectors|kept)/.*|media/thumbnails(-\\d{1,9})?/(\\d{8}\\.(pack|index)|whole)|counts\\.json|settings\\.json|tabs/\\d{1,9}\\.json|covers|imports|plugins/[^/]+(\\.json|/.*)|(uploads|upload-names)/.*")
          && ProjectFiles.isOurs(n) && !n.endsWith(".part")).sorted()
          .forEach(out::add);
    }
    return out;
  }

  private static void put(ZipOutputStream zip, String name, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      zip.putNextEntry(new ZipEntry(name));
      in.transferTo(zip);
      zip.closeEntry();
    } catch (NoSuchFileException e) {
      if (name.equals(MARK) || name.equals(LOG)) {
        throw e;
      }
    }
  }

  /// Unpacks a backup into a folder that is not there yet. Refused with `DAMAGED` where the file is no sound backup; then nothing stays.
  static void read(Path file, Path folder) {
    try (InputStream in = Files.newInputStream(file)) {
      read(in, file.toString(), folder);
    } catch (NoSuchFileException e) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no file " + file, e);
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.READ_ONLY, file + " could not be read: " + e.getMessage(), e);
    }
  }

  /// Unpacks a backup as it comes, as [#read(Path, Path)] does; `file` names it in a refusal. The mark comes last, so a restoration that a power cut ended leaves no
  /// project.
  static void read(InputStream in, String file, Path folder) {
    boolean done = false;
    try {
      Files.createDirectories(Objects.requireNonNull(folder.getParent()));
      Files.createDirectory(folder);
      unpack(in, folder);
      done = true;
    } catch (FileAlreadyExistsException e) {
      throw new RefusedException(ErrorCode.NAME_TAKEN, folder + " is there already", e);
    } catch (ZipException | java.io.EOFException e) {
      throw new RefusedException(ErrorCode.DAMAGED, file + " is no sound backup: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.READ_ONLY, file + " could not be restored to " + folder + ": " + e.getMessage(), e);
    } finally {
      if (!done) {
        removeTree(folder);
      }
    }
  }

  private static void unpack(InputStream in, Path folder) throws IOException {
    boolean marked = false;
    byte[] mark = {};
    try (var zip = new ZipInputStream(in)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        String name = e.getName();
        if (!ProjectFiles.isOurs(name) || name.equals("lock") || name.endsWith(".part")) {
          throw new ZipException("\"" + name + "\" belongs in no project");
        }
        if (name.equals(MARK)) {
          mark = zip.readNBytes(4096);
          marked = true;
          continue;
        }
        Path to = folder.resolve(name);
        Files.createDirectories(to.resolveSibling(""));
        try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
          zip.transferTo(out);
        }
        sync(to);
      }
      if (!marked || !Files.exists(folder.resolve(LOG))) {
        throw new ZipException("it holds no project");
      }
      Files.write(folder.resolve(MARK), mark, StandardOpenOption.CREATE_NEW);
      sync(folder.resolve(MARK));
    }
  }

  /// Removes a folder that was made a moment ago, with all that was put into it.
  private static void removeTree(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(ProjectBackup::removeQuietly);
    } catch (IOException e) {
      // What stays holds no project, and another restoration takes another name.
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void removeQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A part that stays is in nobody's way.
    }
  }
}
