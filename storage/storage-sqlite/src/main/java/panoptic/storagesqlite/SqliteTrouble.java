package panoptic.storagesqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteException;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// What SQLite's errors mean to a person.
final class SqliteTrouble {
  private SqliteTrouble() {}

  static ErrorCode code(SQLException e) {
    if (!(e instanceof SQLiteException s)) {
      return ErrorCode.DAMAGED;
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
      case READ_ONLY -> file + " cannot be written";
      case LOCKED -> file + " is in use by another program";
      default -> file + " is damaged or cannot be read";
    };
    return new RefusedException(code, what + " (" + e.getMessage() + ")", e);
  }
}
