package panoptic.storagesqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteException;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// What SQLite's errors mean to a person.
final class SqliteTrouble {
  /// What SQLite says where the file system cannot lock: SQLITE_IOERR_UNLOCK, RDLOCK, CHECKRESERVEDLOCK, LOCK.
  private static final Set<Integer> LOCKS = Set.of(2058, 2314, 3594, 3850);

  private SqliteTrouble() {}

  static ErrorCode code(SQLException e) {
    if (!(e instanceof SQLiteException s)) {
      return ErrorCode.DAMAGED;
    }
    if (LOCKS.contains(s.getResultCode().code)) {
      return ErrorCode.READ_ONLY;
    }
    return switch (s.getResultCode().code & 0xff) {
      case 13 -> ErrorCode.DISK_FULL; // SQLITE_FULL
      case 3, 8, 14, 23 -> ErrorCode.READ_ONLY; // PERM, READONLY, CANTOPEN, AUTH
      case 5, 6 -> ErrorCode.LOCKED; // BUSY, LOCKED
      default -> ErrorCode.DAMAGED;
    };
  }

  static RefusedException refused(Path file, SQLException e) {
    ErrorCode code = code(e);
    String what = switch (code) {
      case DISK_FULL -> "there is no room left for " + file;
      case READ_ONLY -> file + (isAboutLocks(e) ? " lies on a file system that cannot lock files" : " cannot be written");
      case LOCKED -> file + " is in use by another program";
      default -> file + " is damaged or cannot be read";
    };
    return new RefusedException(code, what + " (" + e.getMessage() + ")", e);
  }

  private static boolean isAboutLocks(SQLException e) {
    return e instanceof SQLiteException s && LOCKS.contains(s.getResultCode().code);
  }
}
