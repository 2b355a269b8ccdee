package panoptic.storagesqlite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.spi.Disk;
import panoptic.project.spi.CheckpointStore;
import panoptic.project.spi.CommitLog;

/// The folder of one project, opened and locked: `docs/formats/project-folder.md`.
///
/// ```
/// panoptic.project   what this folder is: format, id, name, when it was made
/// log.sqlite         the log ([SqliteLog])
/// state/             checkpoints ([FileCheckpoints])
/// media/             thumbnails and vectors (`media`)
/// lock               which process has the project open ([FolderLock])
/// ```
/// A folder of an older format is brought to this one, with a copy of what was there kept; one of a newer format is refused. The folder may be moved
/// or copied while it is closed.
public final class ProjectFolder implements AutoCloseable {
  /// The format of the folder as a whole; a change of any file's format that an older Panoptic cannot read raises it.
  public static final int FORMAT = 1;
  /// The file that makes a folder a project.
  public static final String MARK = "panoptic.project";
  static final String LOG = "log.sqlite";
  static final String STATE = "state";

  /// What a project's mark says.
  public record Mark(int format, String id, String name, Instant created) {

    /// Returns the project's identity: 12 lower-case letters and digits. Where an older mark has a UUID, its last part is that.
    public String identity() {
      return IDENTITY.matcher(id).matches() ? id : id.substring(id.lastIndexOf('-') + 1).toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern IDENTITY = Pattern.compile("[a-z0-9]{12}");

  private final Path folder;
  private final Disk disk;
  private final Mark mark;
  private final FolderLock lock;
  private final Locking locking;
  private volatile @Nullable SqliteLog log;

  private ProjectFolder(Path folder, Disk disk, Mark mark, FolderLock lock, Locking locking) {
    this.folder = folder;
    this.disk = disk;
    this.mark = mark;
    this.lock = lock;
    this.locking = locking;
  }

  /// Makes an empty project in a folder, which is created; refuses one that holds a project already.
  public static ProjectFolder create(Disk disk, Path folder, String name, InstantSource clock) {
    if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
      throw new RefusedException(ErrorCode.INVALID, "the name of a project is one line of text, not \"" + name.strip() + "\"");
    }
    if (disk.exists(folder.resolve(MARK))) {
      throw new RefusedException(ErrorCode.NAME_TAKEN, "there is a project in " + folder + " already");
    }
    try {
      disk.createFolders(folder);
      FolderLock lock = FolderLock.take(folder);
      write(disk, folder, new Mark(FORMAT, freshIdentity(), name.strip(), clock.instant()));
      return new ProjectFolder(folder, disk, read(disk, folder), lock, Locking.of(folder));
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.READ_ONLY, folder + " cannot be written (" + e.getMessage() + ")", e);
    }
  }

  /// Opens a project's folder for this process alone. Refuses with UNKNOWN a folder without a project, LOCKED one that is open elsewhere, TOO_NEW one of a
  /// later format.
  public static ProjectFolder open(Disk disk, Path folder) {
    return open(disk, folder, Migration.ALL, FORMAT);
  }

  static ProjectFolder open(Disk disk, Path folder, List<Migration> migrations, int format) {
    return open(disk, folder, migrations, format, Locking.of(folder));
  }

  static ProjectFolder open(Disk disk, Path folder, List<Migration> migrations, int format, Locking locking) {
    Mark mark = read(disk, folder);
    if (mark.format() > format) {
      throw new RefusedException(ErrorCode.TOO_NEW,
          "the project in " + folder + " was written by a newer Panoptic (format " + mark.format() + ", known up to "
              + format + ")");
    }
    FolderLock lock = FolderLock.take(folder);
    try {
      return new ProjectFolder(folder, disk, Migration.migrate(disk, folder, mark, migrations, format), lock, locking);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Reads the mark of a project's folder, which may be open elsewhere.
  public static Mark read(Disk disk, Path folder) {
    Path file = folder.resolve(MARK);
    if (!disk.exists(file)) {
      throw new RefusedException(ErrorCode.UNKNOWN, "there is no project in " + folder);
    }
    try {
      Map<String, String> lines = new LinkedHashMap<>();
      for (String line : new String(disk.read(file), StandardCharsets.UTF_8).lines().toList()) {
        int colon = line.indexOf(": ");
        if (colon > 0) {
          lines.put(line.substring(0, colon), line.substring(colon + 2));
        }
      }
      return new Mark(Integer.parseInt(lines.getOrDefault("format", "")), lines.getOrDefault("id", ""), lines.getOrDefault("name", ""),
          Instant.parse(lines.getOrDefault("created", "")));
    } catch (IOException | RuntimeException e) {
      throw new RefusedException(ErrorCode.DAMAGED,
          file + " is damaged: it does not say which format, id, name and time of making the project has", e);
    }
  }

  /// Tells whether a process has the project open at this moment.
  public static boolean isOpen(Path folder) {
    return FolderLock.isHeld(folder);
  }

  /// Gives a copy of a project an identity of its own; refused where it is open.
  public static Mark renew(Disk disk, Path folder) {
    try (ProjectFolder held = open(disk, folder)) {
      var fresh = new Mark(held.mark.format(), freshIdentity(), held.mark.name(), held.mark.created());
      write(disk, folder, fresh);
      return fresh;
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.READ_ONLY, folder + " cannot be written (" + e.getMessage() + ")", e);
    }
  }

  /// Writes another name into a project's mark. Whoever has the project open may do so.
  public static void rename(Disk disk, Path folder, String name) {
    Mark mark = read(disk, folder);
    try {
      write(disk, folder, new Mark(mark.format(), mark.id(), name, mark.created()));
    } catch (IOException e) {
      throw new RefusedException(ErrorCode.READ_ONLY, folder + " cannot be written (" + e.getMessage() + ")", e);
    }
  }

  private static String freshIdentity() {
    var random = new SecureRandom();
    var out = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      out.append(Character.forDigit(random.nextInt(36), 36));
    }
    return out.toString();
  }

  static void write(Disk disk, Path folder, Mark mark) throws IOException {
    disk.replace(folder.resolve(MARK),
        ("A project of Panoptic. Its pictures lie elsewhere; see the documents of the program before you change anything here.\n"
            + "format: " + mark.format() + "\nid: " + mark.id() + "\nname: " + mark.name() + "\ncreated: " + mark.created() + "\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  public Path folder() {
    return folder;
  }

  public Mark mark() {
    return mark;
  }

  /// Returns where thumbnails and vectors lie.
  public Path media() {
    return folder.resolve("media");
  }

  /// Opens the log of the project; whoever has it closes it, before this folder.
  public CommitLog log() {
    SqliteLog opened = SqliteLog.open(folder.resolve(LOG), locking);
    log = opened;
    return opened;
  }

  /// Copies the log as it stands at its last commit into a new file, while it may be written on.
  public void copyLog(Path to) {
    SqliteLog opened = log;
    if (opened == null) {
      SqliteLog.copy(folder.resolve(LOG), locking, to);
    } else {
      opened.copyTo(to);
    }
  }

  /// Returns where the project's checkpoints lie.
  public CheckpointStore checkpoints() {
    return new FileCheckpoints(disk, folder.resolve(STATE));
  }

  /// Lets other processes open the project.
  @Override
  public void close() {
    lock.close();
  }
}
