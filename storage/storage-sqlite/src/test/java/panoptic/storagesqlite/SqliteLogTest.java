package panoptic.storagesqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.project.spi.CommitLog;
import panoptic.project.spi.LogRecord;
import panoptic.testkit.CommitLogContract;

/// The log in SQLite: the contract, how it is kept, and what becomes of it when its file is cut, worn, full or may not be written.
class SqliteLogTest extends CommitLogContract {
  @TempDir
  Path folder = Path.of("");

  private Path file() {
    return folder.resolve("log.sqlite");
  }

  @Override
  protected CommitLog open() {
    return SqliteLog.open(file());
  }

  private static List<LogRecord> records(long from, int count, int bytes) {
    var out = new ArrayList<LogRecord>();
    for (long s = from; s < from + count; s++) {
      var changes = new byte[bytes];
      new SplittableRandom(s).nextBytes(changes);
      out.add(new LogRecord(s, s, 1, s, "user", "label", 0, "", 1, changes));
    }
    return out;
  }

  private static long readAll(CommitLog log) {
    long[] last = {0};
    log.read(1, r -> {
      assertEquals(last[0] + 1, r.sequence());
      assertEquals(records(r.sequence(), 1, r.changes().length).getFirst().changes()[0], r.changes()[0]);
      last[0] = r.sequence();
      return true;
    });
    return last[0];
  }

  /// SQLite writes by itself, so what it was told is asked back from the connection that writes: each commit is synced before it returns.
  @Test
  void theOpenWriterIsInWalModeAndSyncsEveryCommit() {
    try (SqliteLog log = SqliteLog.open(folder.resolve("other.sqlite"))) {
      assertEquals("wal 2", log.durability());
      log.append(records(1, 1, 10));
      assertEquals("wal 2", log.durability());
    }
    try (SqliteLog log = SqliteLog.open(folder.resolve("other.sqlite"))) {
      assertEquals("wal 2", log.durability());
    }
  }

  @Test
  void aNewerFileIsRefusedWithASentence() throws SQLException {
    Path newer = folder.resolve("newer.sqlite");
    SqliteLog.open(newer).close();
    execute(newer, "PRAGMA user_version = 99");
    var e = assertThrows(RefusedException.class, () -> SqliteLog.open(newer));
    assertEquals(ErrorCode.TOO_NEW, e.code());
    assertTrue(e.getMessage().contains("99"), e.getMessage());
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (var c = DriverManager.getConnection("jdbc:sqlite:" + file); var s = c.createStatement()) {
      s.execute(sql);
    }
  }

  private static void pragma(SqliteLog log, String setting) throws SQLException {
    try (var s = log.writer().createStatement()) {
      s.execute("PRAGMA " + setting);
    }
  }

  /// A log of 60 commits that is closed, so that all lies in the one file.
  private Path written(String name) {
    Path file = folder.resolve(name);
    try (SqliteLog log = SqliteLog.open(file)) {
      for (int i = 0; i < 6; i++) {
        log.append(records(1 + 10L * i, 10, 3_000));
      }
    }
    return file;
  }

  @Test
  void aFlippedBitIsRefusedNamingTheCommitAndAllBeforeItIsRead() throws IOException {
    Path file = written("worn.sqlite");
    byte[] whole = Files.readAllBytes(file);
    byte[] wanted = records(40, 1, 3_000).getFirst().changes();
    int at = indexOf(whole, java.util.Arrays.copyOf(wanted, 40));
    whole[at + 11] ^= 4;
    Files.write(file, whole);
    try (SqliteLog log = SqliteLog.open(file)) {
      assertEquals(60, log.last());
      var seen = new ArrayList<Long>();
      var e = assertThrows(RefusedException.class, () -> log.read(1, r -> seen.add(r.sequence())));
      assertEquals(ErrorCode.DAMAGED, e.code());
      assertTrue(e.getMessage().contains("commit 40"), e.getMessage());
      assertEquals(39, seen.size());
      assertTrue(log.check().stream().anyMatch(p -> p.contains("commit 40")), log.check().toString());
      var after = new ArrayList<Long>();
      log.read(41, r -> after.add(r.sequence()));
      assertEquals(20, after.size());
    }
  }

  private static int indexOf(byte[] in, byte[] what) {
    for (int i = 0; i + what.length <= in.length; i++) {
      if (java.util.Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  /// Bits flipped anywhere: whatever is still given out is what was written; the rest is refused as damaged.
  @Test
  void flippedBitsAnywhereAreRefusedOrDoNoHarm() throws IOException {
    byte[] whole = Files.readAllBytes(written("sound.sqlite"));
    int noticed = 0;
    int scale = Integer.getInteger("panoptic.scale", 1);
    var random = new SplittableRandom(4);
    for (int n = 0; n < 60 * scale; n++) {
      byte[] worn = whole.clone();
      int at = random.nextInt(worn.length);
      worn[at] ^= (byte) (1 << random.nextInt(8));
      noticed += isRefusedOrWhole(worn, "bit of byte " + at) ? 1 : 0;
    }
    assertTrue(noticed > 30 * scale, "noticed " + noticed);
  }

  @Test
  void truncatedFilesAreRefusedOrDoNoHarm() throws IOException {
    byte[] whole = Files.readAllBytes(written("sound.sqlite"));
    var random = new SplittableRandom(5);
    for (int n = 0; n < 25; n++) {
      int size = n < 3 ? new int[] {1, 100, 4095}[n] : random.nextInt(1, whole.length);
      assertTrue(isRefusedOrWhole(java.util.Arrays.copyOf(whole, size), "cut to " + size), "cut to " + size + " was not noticed");
    }
  }

  /// Returns whether the damage was noticed.
  private boolean isRefusedOrWhole(byte[] content, String damage) throws IOException {
    Path file = folder.resolve("damaged.sqlite");
    Files.deleteIfExists(folder.resolve("damaged.sqlite-wal"));
    Files.deleteIfExists(folder.resolve("damaged.sqlite-shm"));
    Files.write(file, content);
    try (SqliteLog log = SqliteLog.open(file)) {
      boolean checked = !log.check().isEmpty();
      try {
        long last = readAll(log);
        assertEquals(last, log.last(), damage);
        return checked || last != 60;
      } catch (RefusedException e) {
        assertEquals(ErrorCode.DAMAGED, e.code(), damage + ": " + e.getMessage());
        assertTrue(checked, damage + " is refused but not told by check: " + e.getMessage());
        return true;
      }
    } catch (RefusedException e) {
      assertTrue(e.code() == ErrorCode.DAMAGED || e.code() == ErrorCode.TOO_NEW, damage + ": " + e.getMessage());
      assertTrue(e.getMessage().contains("damaged.sqlite"), e.getMessage());
      return true;
    }
  }

  /// A lost write-ahead log is like a power cut before the commits in it; a torn one keeps what came before the tear.
  @Test
  void aTornWriteAheadLogKeepsWholeCommitsOnly() throws IOException {
    Path live = folder.resolve("live.sqlite");
    try (SqliteLog log = SqliteLog.open(live)) {
      for (int s = 1; s <= 30; s++) {
        log.append(records(s, 1, 500));
      }
      byte[] base = Files.readAllBytes(live);
      byte[] wal = Files.readAllBytes(folder.resolve("live.sqlite-wal"));
      long before = 31;
      for (int size = wal.length; size > 0; size -= wal.length / 23) {
        Path copy = folder.resolve("torn" + size + ".sqlite");
        Files.write(copy, base);
        Files.write(folder.resolve("torn" + size + ".sqlite-wal"), java.util.Arrays.copyOf(wal, size));
        try (SqliteLog torn = SqliteLog.open(copy)) {
          long last = readAll(torn);
          assertEquals(last, torn.last());
          assertEquals(List.of(), torn.check());
          assertTrue(last < before || last == 30, last + " after " + before);
          before = last + 1;
        }
      }
    }
  }

  @Test
  void aFullDiskRefusesTheCommitAndLosesNothing() throws SQLException {
    Path file = folder.resolve("full.sqlite");
    try (SqliteLog log = SqliteLog.open(file)) {
      log.append(records(1, 5, 1_000));
      pragma(log, "max_page_count = 40");
      var e = assertThrows(RefusedException.class, () -> log.append(records(6, 5, 100_000)));
      assertEquals(ErrorCode.DISK_FULL, e.code());
      assertTrue(e.getMessage().contains("full.sqlite"), e.getMessage());
      assertEquals(5, log.last());
      assertEquals(5, readAll(log));
      pragma(log, "max_page_count = 1000000");
      log.append(records(6, 5, 100_000));
      assertEquals(10, readAll(log));
    }
  }

  @Test
  void aReadOnlyLogIsRefusedAndKeepsWhatItHas() throws SQLException {
    Path file = written("locked.sqlite");
    try (SqliteLog log = SqliteLog.open(file)) {
      pragma(log, "query_only = 1");
      var e = assertThrows(RefusedException.class, () -> log.append(records(61, 1, 10)));
      assertEquals(ErrorCode.READ_ONLY, e.code());
      assertEquals(60, log.last());
      assertEquals(60, readAll(log));
    }
    var e = assertThrows(RefusedException.class, () -> SqliteLog.open(folder.resolve("nowhere").resolve("log.sqlite")));
    assertEquals(ErrorCode.READ_ONLY, e.code());
  }

  @Test
  void aFileThatIsNoLogIsRefused() throws IOException {
    Path file = folder.resolve("picture.sqlite");
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(new byte[8192]);
      out.seek(0);
      out.write("\u0089PNG and so on".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    try (SqliteLog log = SqliteLog.open(file)) {
      assertEquals(ErrorCode.DAMAGED, assertThrows(RefusedException.class, log::last).code());
    } catch (RefusedException e) {
      assertEquals(ErrorCode.DAMAGED, e.code());
    }
  }
}
