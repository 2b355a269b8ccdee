package panoptic.media;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;

/// Files that never change, named by their content: the positions of maps, the groups of results. `docs/formats/vectors.md`. Any thread may call any method.
///
/// A file is the content and nothing else; its name is the SHA-256 of that, in 64 lower-case hexadecimal digits, and so its checksum.
public final class KeptFiles {
  private final Disk disk;
  private final Path folder;

  public KeptFiles(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /// Keeps a content; durable when this returns its name. One that is kept already is not written again.
  public synchronized String keep(byte[] content) throws IOException {
    String name = name(content);
    Path file = folder.resolve(name);
    if (!isWhole(file, name)) {
      disk.createFolders(folder);
      disk.replace(file, content);
    }
    return name;
  }

  /* It may have been left by somebody who was cut off before the name was durable. */
  private boolean isWhole(Path file, String name) throws IOException {
    if (!disk.exists(file) || !name(disk.read(file)).equals(name)) {
      return false;
    }
    disk.sync(folder);
    return true;
  }

  /// Reads a content; refuses with UNKNOWN one that is not kept, with DAMAGED one that is not what was written.
  public byte[] read(String name) throws IOException {
    if (!name.matches("[0-9a-f]{64}")) {
      throw new RefusedException(ErrorCode.UNKNOWN, "\"" + name + "\" is not the name of a kept file");
    }
    byte[] content;
    try {
      content = disk.read(folder.resolve(name));
    } catch (NoSuchFileException e) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no kept file " + name, e);
    }
    if (!name(content).equals(name)) {
      throw new RefusedException(ErrorCode.DAMAGED, "the kept file " + name + " is damaged");
    }
    return content;
  }

  /// Removes all files but those with some names: for a project that is being opened, while nobody keeps any.
  public synchronized void retain(Set<String> names) throws IOException {
    for (Path file : disk.list(folder)) {
      String name = String.valueOf(file.getFileName());
      if (name.matches("[0-9a-f]{64}(\\.part)?") && !names.contains(name)) {
        disk.delete(file);
      }
    }
  }

  /// Returns a sentence per file of some names that is gone or damaged.
  public List<String> check(Collection<String> names) throws IOException {
    var problems = new ArrayList<String>();
    for (String name : names) {
      try {
        read(name);
      } catch (RefusedException e) {
        problems.add(e.getMessage());
      }
    }
    return problems;
  }

  private static String name(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
