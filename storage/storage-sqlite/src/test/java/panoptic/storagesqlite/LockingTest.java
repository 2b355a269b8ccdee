package panoptic.storagesqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import panoptic.media.LocalDisk;
import panoptic.model.Commit;
import panoptic.model.ErrorCode;
import panoptic.model.Person;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Signature;
import panoptic.project.Project;
import panoptic.project.spi.CommitLog;
import panoptic.testkit.CommitLogContract;

/// A log on a file system whose locks are not to be trusted: it keeps the contract of any log, and keeps everybody else out while it is open.
class LockingTest extends CommitLogContract {
  @TempDir
  Path folder = Path.of("");

  private final LocalDisk disk = new LocalDisk();

  @Override
  protected CommitLog open() {
    return SqliteLog.open(folder.resolve("log.sqlite"), Locking.EXCLUSIVE);
  }

  @Test
  void isCarefulWhereFilesAreServedByOthers() {
    for (String type : List.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "fuse", "FUSE.gvfsd-fuse",
        "vboxsf", "drvfs")) {
      assertEquals(Locking.EXCLUSIVE, Locking.ofType(type), type);
    }
    for (String type : List.of("ext4", "xfs", "btrfs", "zfs", "overlay", "tmpfs", "apfs", "NTFS", "fuseblk", "vfat")) {
      assertEquals(Locking.SHARED, Locking.ofType(type), type);
    }
  }

  @Test
  void isCarefulWhereNobodyCanSay() {
    assertEquals(Locking.EXCLUSIVE, Locking.of(folder.resolve("not/there")));
  }

  private static void readAsAnother(Path file) throws SQLException {
    try (var c = DriverManager.getConnection("jdbc:sqlite:" + file); var s = c.createStatement()) {
      s.execute("PRAGMA busy_timeout = 0");
      s.execute("SELECT count(*) FROM commits");
    }
  }

  @Test
  void sharesNoMemoryAndLetsNobodyElseIn() throws SQLException {
    Path alone = folder.resolve("alone.sqlite");
    Path shared = folder.resolve("shared.sqlite");
    try (SqliteLog held = SqliteLog.open(alone, Locking.EXCLUSIVE); SqliteLog open = SqliteLog.open(shared, Locking.SHARED)) {
      assertEquals("wal 2", held.durability());
      assertEquals("wal 2", open.durability());
      assertFalse(Files.exists(Path.of(alone + "-shm")));
      assertTrue(Files.exists(Path.of(shared + "-shm")), "the check would notice");
      var e = assertThrows(SQLiteException.class, () -> readAsAnother(alone));
      assertEquals(SQLiteErrorCode.SQLITE_BUSY.code, e.getResultCode().code & 0xff);
      assertEquals(ErrorCode.LOCKED, SqliteTrouble.code(e));
      readAsAnother(shared);
    }
    readAsAnother(alone);
  }

  @Test
  void saysWhereTheFileSystemCannotLock() {
    var trouble = new SQLiteException("I/O error", SQLiteErrorCode.SQLITE_IOERR_LOCK);
    var refused = SqliteTrouble.refused(Path.of("log.sqlite"), trouble);
    assertEquals(ErrorCode.READ_ONLY, refused.code());
    assertTrue(refused.getMessage().contains("cannot lock files"), refused.getMessage());
    assertEquals(ErrorCode.DAMAGED, SqliteTrouble.code(new SQLiteException("I/O error", SQLiteErrorCode.SQLITE_IOERR_READ)));
  }

  /// The copy for a backup goes by the one connection that there is, and holds every commit that was answered before.
  @Test
  void copiesTheLogWhileItHoldsIt() throws IOException {
    Path place = folder.resolve("project");
    var ada = Signature.of(new Person(0, "ada-key", "Ada", 0), "");
    ProjectFolder.create(disk, place, "P", InstantSource.system()).close();
    Path copy = folder.resolve("copy.sqlite");
    try (var f = ProjectFolder.open(disk, place, Migration.ALL, ProjectFolder.FORMAT, Locking.EXCLUSIVE);
        var project = Project.open(f.log(), f.checkpoints(), InstantSource.system())) {
      assertFalse(Files.exists(place.resolve("log.sqlite-shm")));
      for (int i = 0; i < 3; i++) {
        var c = new Commit();
        project.commit(
            c.with(c.properties(), new Commit.PropertyChange(-1, "p" + i, PropertyType.TEXT, PropertyMode.INSTANCE, null, null, null)),
            ada);
      }
      f.copyLog(copy);
    }
    try (SqliteLog log = SqliteLog.open(copy)) {
      assertEquals(3, log.last());
      assertEquals(List.of(), log.check());
    }
    Path closed = folder.resolve("closed.sqlite");
    try (var f = ProjectFolder.open(disk, place, Migration.ALL, ProjectFolder.FORMAT, Locking.EXCLUSIVE)) {
      f.copyLog(closed);
    }
    try (SqliteLog log = SqliteLog.open(closed)) {
      assertEquals(3, log.last());
    }
  }
}
