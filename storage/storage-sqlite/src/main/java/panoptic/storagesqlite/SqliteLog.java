package panoptic.storagesqlite;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.project.spi.CommitLog;
import panoptic.project.spi.LogRecord;

/// The log of a project in one SQLite file: `docs/formats/log.md`.
///
/// Journal mode WAL, synchronous FULL: a commit of SQLite is on disk when it returns. One connection writes, another reads; each is used by one
/// thread at a time. With [Locking#EXCLUSIVE] one does both, and keeps all others out. A file that is damaged can still be opened: what is asked of it is refused
/// where the damage begins.
public final class SqliteLog implements CommitLog {
  /// The version of the tables, in the file's `user_version`.
  public static final int VERSION = 1;
  static final int CHUNK = 4 << 20;
  private static final int APPLICATION = 0x50414e4f; // "PANO"
  private static final String HEADER = "sequence, time, author, step, target, origin, label, counts, version, length, checksum";

  private final Path file;
  private final Connection writer;
  private final Connection reader;
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock writing;
  private volatile long last;

  private SqliteLog(Path file, Connection writer, Connection reader) {
    this.file = file;
    this.writer = writer;
    this.reader = reader;
    writing = reader.equals(writer) ? reading : new ReentrantLock();
  }

  /// Opens a log, and creates one where there is none. Refuses with TOO_NEW a file of a later version, with READ_ONLY one that cannot be written.
  public static SqliteLog open(Path file) {
    return open(file, Locking.SHARED);
  }

  static SqliteLog open(Path file, Locking locking) {
    try {
      Connection writer = connect(file, locking);
      try {
        prepare(file, writer);
      } catch (SQLException e) {
        if (SqliteTrouble.code(e) != ErrorCode.DAMAGED) {
          writer.close();
          throw e;
        }
      } catch (RefusedException e) {
        writer.close();
        throw e;
      }
      return new SqliteLog(file, writer, locking == Locking.EXCLUSIVE ? writer : reader(file)).begin();
    } catch (SQLException e) {
      throw SqliteTrouble.refused(file, e);
    }
  }

  private static Connection connect(Path file, Locking locking) throws SQLException {
    try {
      return create(file, locking);
    } catch (SQLException e) {
      if (SqliteTrouble.code(e) != ErrorCode.DAMAGED) {
        throw e;
      }
      return new SQLiteConfig().createConnection("jdbc:sqlite:" + file); // damaged: what can be read will be
    }
  }

  private static Connection create(Path file, Locking locking) throws SQLException {
    var config = new SQLiteConfig();
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(10_000);
    config.setPragma(SQLiteConfig.Pragma.CACHE_SIZE, "-8192");
    Connection c = config.createConnection("jdbc:sqlite:" + file);
    try (var s = c.createStatement()) {
      if (locking == Locking.EXCLUSIVE) {
        s.execute("PRAGMA locking_mode = EXCLUSIVE"); // before the journal's mode: from then on it needs no memory shared with others
      }
      s.execute("PRAGMA journal_mode = WAL");
      return c;
    } catch (SQLException e) {
      c.close();
      throw e;
    }
  }

  private static Connection reader(Path file) throws SQLException {
    Connection c = connect(file, Locking.SHARED);
    try (var s = c.createStatement()) {
      s.execute("PRAGMA query_only = 1");
    }
    return c;
  }

  /// Copies the log into a new file, as it stands at its last commit. Whoever writes meanwhile does not wait, unless one connection does all.
  void copyTo(Path to) {
    if (!reader.equals(writer)) {
      copy(file, Locking.SHARED, to);
      return;
    }
    writing.lock();
    try {
      copy(writer, to);
    } catch (SQLException e) {
      throw SqliteTrouble.refused(file, e);
    } finally {
      writing.unlock();
    }
  }

  /// Copies a log that this process does not have open.
  static void copy(Path from, Locking locking, Path to) {
    try (Connection c = connect(from, locking)) {
      copy(c, to);
    } catch (SQLException e) {
      throw SqliteTrouble.refused(from, e);
    }
  }

  private static void copy(Connection from, Path to) throws SQLException {
    try (PreparedStatement s = from.prepareStatement("VACUUM INTO ?")) {
      s.setString(1, to.toString());
      s.execute();
    }
  }

  private static void prepare(Path file, Connection c) throws SQLException {
    try (var s = c.createStatement()) {
      int version = number(s.executeQuery("PRAGMA user_version"));
      if (version > VERSION) {
        throw new RefusedException(ErrorCode.TOO_NEW,
            file + " was written by a newer Panoptic (version " + version + ", known up to " + VERSION + ")");
      }
      if (version == VERSION) {
        return;
      }
      s.execute("BEGIN IMMEDIATE");
      s.execute("PRAGMA application_id = " + APPLICATION);
      s.execute("""
          CREATE TABLE commits (
            sequence INTEGER PRIMARY KEY,
            time INTEGER NOT NULL,
            author INTEGER NOT NULL,
            step INTEGER NOT NULL,
            target INTEGER NOT NULL,
            origin TEXT NOT NULL,
            label TEXT NOT NULL,
            counts TEXT NOT NULL,
            version INTEGER NOT NULL,
            length INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            changes BLOB NOT NULL
          ) STRICT""");
      s.execute("""
          CREATE TABLE chunks (
            sequence INTEGER NOT NULL,
            number INTEGER NOT NULL,
            changes BLOB NOT NULL,
            PRIMARY KEY (sequence, number)
          ) STRICT""");
      s.execute("CREATE INDEX later_commits_of_steps ON commits (step) WHERE step <> sequence");
      s.execute("PRAGMA user_version = " + VERSION);
      s.execute("COMMIT");
    }
  }

  private SqliteLog begin() {
    try (var s = reader.createStatement(); var r = s.executeQuery("SELECT max(sequence) FROM commits")) {
      last = r.next() ? r.getLong(1) : 0;
    } catch (SQLException e) {
      last = -1; // damaged: `last` says so when asked
    }
    return this;
  }

  @Override
  public long last() {
    if (last < 0) {
      throw new RefusedException(ErrorCode.DAMAGED, file + " is damaged");
    }
    return last;
  }

  @Override
  public void append(List<LogRecord> records) {
    writing.lock();
    try (var control = writer.createStatement();
        var insert = writer.prepareStatement("INSERT INTO commits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        var chunk = writer.prepareStatement("INSERT INTO chunks VALUES (?, ?, ?)")) {
      control.execute("BEGIN IMMEDIATE");
      try {
        long next = last();
        for (LogRecord r : records) {
          if (r.sequence() != ++next) {
            throw new IllegalStateException("commit " + r.sequence() + " does not follow " + (next - 1));
          }
          insert(insert, chunk, r);
        }
        control.execute("COMMIT");
        last = next;
      } catch (SQLException | RuntimeException | VirtualMachineError e) {
        rollBack(control, e);
        throw e;
      }
    } catch (SQLException e) {
      throw SqliteTrouble.refused(file, e);
    } finally {
      writing.unlock();
    }
  }

  /// Takes back what was not committed. After some errors (a full disk) SQLite has done so itself, and says that there is nothing to take back; the
  /// driver's own way of beginning and ending would from then on commit each statement by itself.
  private static void rollBack(Statement control, Throwable cause) {
    try {
      control.execute("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static void insert(PreparedStatement insert, PreparedStatement chunk, LogRecord r) throws SQLException {
    byte[] changes = r.changes();
    insert.setLong(1, r.sequence());
    insert.setLong(2, r.timeMicros());
    insert.setInt(3, r.author());
    insert.setLong(4, r.step());
    insert.setLong(5, r.target());
    insert.setString(6, r.origin());
    insert.setString(7, r.label());
    insert.setString(8, r.counts());
    insert.setInt(9, r.version());
    insert.setInt(10, changes.length);
    insert.setLong(11, checksum(r));
    insert.setBytes(12, changes.length <= CHUNK ? changes : Arrays.copyOf(changes, CHUNK));
    insert.executeUpdate();
    for (int from = CHUNK; from < changes.length; from += CHUNK) {
      chunk.setLong(1, r.sequence());
      chunk.setInt(2, from / CHUNK);
      chunk.setBytes(3, Arrays.copyOfRange(changes, from, Math.min(changes.length, from + CHUNK)));
      chunk.executeUpdate();
    }
  }

  /// CRC-32C of the header's fields, each followed by a line feed, and of the changes.
  private static long checksum(LogRecord r) {
    var crc = new CRC32C();
    crc.update((r.sequence() + "\n" + r.timeMicros() + "\n" + r.author() + "\n" + r.step() + "\n" + r.target() + "\n" + r.origin() + "\n"
        + r.label() + "\n"
        + r.counts() + "\n" + r.version() + "\n").getBytes(StandardCharsets.UTF_8));
    crc.update(r.changes());
    return crc.getValue();
  }

  @Override
  public void read(long from, Predicate<LogRecord> to) {
    select("SELECT " + HEADER + ", changes FROM commits WHERE sequence >= ? ORDER BY sequence", true, to, from);
  }

  @Override
  public void headers(long from, Predicate<LogRecord> to) {
    select("SELECT " + HEADER + " FROM commits WHERE sequence >= ? ORDER BY sequence", false, to, from);
  }

  @Override
  public List<LogRecord> step(long step) {
    var out = new ArrayList<LogRecord>();
    select("SELECT " + HEADER + ", changes FROM commits WHERE sequence = ? OR (step = ? AND step <> sequence) ORDER BY sequence", true,
        out::add, step, step);
    return out;
  }

  private void select(String sql, boolean changes, Predicate<LogRecord> to, long... parameters) {
    long at = 0;
    reading.lock();
    try (var s = reader.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        s.setLong(i + 1, parameters[i]);
      }
      try (var r = s.executeQuery()) {
        while (r.next()) {
          at = r.getLong(1);
          if (!to.test(record(r, changes))) {
            return;
          }
        }
      }
    } catch (SQLException e) {
      RefusedException refused = SqliteTrouble.refused(file, e);
      throw new RefusedException(refused.code(), refused.getMessage() + (at == 0 ? "" : ", after commit " + at), e);
    } finally {
      reading.unlock();
    }
  }

  private LogRecord record(ResultSet r, boolean withChanges) throws SQLException {
    long sequence = r.getLong(1);
    byte[] changes = withChanges ? changes(sequence, r.getBytes(12), r.getInt(10)) : new byte[0];
    var record = new LogRecord(sequence, r.getLong(2), r.getInt(3), r.getLong(4), r.getString(6), r.getString(7), r.getLong(5),
        r.getString(8), r.getInt(9),
        changes);
    if (withChanges && checksum(record) != r.getLong(11)) {
      throw damaged(sequence, "its checksum is wrong");
    }
    return record;
  }

  private byte[] changes(long sequence, byte @Nullable [] first, int length) throws SQLException {
    if (first == null || length < 0 || first.length != Math.min(length, CHUNK)) {
      throw damaged(sequence, "its length is wrong");
    }
    if (length == first.length) {
      return first;
    }
    byte[] whole = Arrays.copyOf(first, length);
    try (var s = reader.prepareStatement("SELECT changes FROM chunks WHERE sequence = ? AND number = ?")) {
      for (int from = CHUNK; from < length; from += CHUNK) {
        s.setLong(1, sequence);
        s.setInt(2, from / CHUNK);
        try (var r = s.executeQuery()) {
          byte[] chunk = r.next() ? r.getBytes(1) : new byte[0];
          if (chunk == null || chunk.length != Math.min(CHUNK, length - from)) {
            throw damaged(sequence, "chunk " + from / CHUNK + " is not whole");
          }
          System.arraycopy(chunk, 0, whole, from, chunk.length);
        }
      }
    }
    return whole;
  }

  private RefusedException damaged(long sequence, String why) {
    return new RefusedException(ErrorCode.DAMAGED, "commit " + sequence + " in " + file.getFileName() + " is damaged: " + why);
  }

  @Override
  public List<String> check() {
    var problems = new ArrayList<String>();
    reading.lock();
    try (var s = reader.createStatement(); var r = s.executeQuery("PRAGMA integrity_check(10)")) {
      while (r.next()) {
        if (!"ok".equals(r.getString(1))) {
          problems.add(file.getFileName() + ": " + r.getString(1));
        }
      }
    } catch (SQLException e) {
      problems.add(SqliteTrouble.refused(file, e).getMessage());
    } finally {
      reading.unlock();
    }
    long[] next = {1};
    try {
      read(1, r -> {
        if (r.sequence() != next[0]) {
          problems.add("commits " + next[0] + " to " + (r.sequence() - 1) + " are not in the log");
        }
        next[0] = r.sequence() + 1;
        return true;
      });
    } catch (RefusedException e) {
      problems.add(e.getMessage());
    }
    return problems;
  }

  /// Returns how the writing connection keeps commits, as SQLite tells it: journal mode and number of `synchronous` (2 is FULL).
  public String durability() {
    try (var s = writer.createStatement()) {
      String mode;
      try (var r = s.executeQuery("PRAGMA journal_mode")) {
        mode = r.getString(1);
      }
      return mode + " " + number(s.executeQuery("PRAGMA synchronous"));
    } catch (SQLException e) {
      throw SqliteTrouble.refused(file, e);
    }
  }

  /// Returns the connection that writes, so that a test can take its room or its permission away.
  Connection writer() {
    return writer;
  }

  private static int number(ResultSet r) throws SQLException {
    try (r) {
      return r.getInt(1);
    }
  }

  @Override
  public void close() {
    try (writer; reader) {
      last = -1;
    } catch (SQLException e) {
      throw SqliteTrouble.refused(file, e);
    }
  }
}
