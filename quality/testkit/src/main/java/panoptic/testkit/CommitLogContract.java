package panoptic.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import panoptic.project.spi.CommitLog;
import panoptic.project.spi.LogRecord;

/// What every [CommitLog] keeps to. A subclass opens the log of one place, empty at first; opened again it has what was appended.
public abstract class CommitLogContract {
  private CommitLog log = new panoptic.project.MemoryLog();

  /// Opens the log of this test's place.
  protected abstract CommitLog open();

  @BeforeEach
  void begin() {
    log = open();
  }

  @AfterEach
  void end() {
    log.close();
  }

  private static LogRecord made(long sequence, long step, int bytes) {
    var changes = new byte[bytes];
    new SplittableRandom(sequence).nextBytes(changes);
    return new LogRecord(sequence, 1_000_000 * sequence - 5, (int) (sequence % 3), step, "user", "label \"" + sequence + "\" é\n😀",
        sequence % 5, "tags=" + sequence, 1, changes);
  }

  private static List<LogRecord> made(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(s -> made(s, s, (int) (s * 37 % 300))).toList();
  }

  private static void assertSame(LogRecord wanted, LogRecord found) {
    assertEquals(withoutChanges(wanted).toString(), withoutChanges(found).toString());
    assertArrayEquals(wanted.changes(), found.changes());
  }

  private static List<Object> withoutChanges(LogRecord r) {
    return List.of(r.sequence(), r.timeMicros(), r.author(), r.step(), r.origin(), r.label(), r.target(), r.counts(), r.version());
  }

  private List<LogRecord> read(long from) {
    var out = new ArrayList<LogRecord>();
    log.read(from, out::add);
    return out;
  }

  @Test
  void isEmptyAtFirst() {
    assertEquals(0, log.last());
    assertEquals(List.of(), read(1));
    assertEquals(List.of(), log.step(1));
    assertEquals(List.of(), log.check());
  }

  @Test
  void givesBackWhatWasAppendedInOrderAlsoWhenOpenedAgain() {
    log.append(made(1, 1));
    log.append(made(2, 40));
    for (int times = 0; times < 2; times++) {
      assertEquals(40, log.last());
      List<LogRecord> all = read(1);
      assertEquals(40, all.size());
      for (int i = 0; i < all.size(); i++) {
        assertSame(made(i + 1, i + 1).getFirst(), all.get(i));
      }
      assertEquals(List.of(), log.check());
      log.close();
      log = open();
    }
  }

  @Test
  void readsFromASequenceOn() {
    log.append(made(1, 10));
    assertEquals(List.of(8L, 9L, 10L), read(8).stream().map(LogRecord::sequence).toList());
    assertEquals(List.of(), read(11));
    assertEquals(List.of(), read(4711));
  }

  @Test
  void stopsWhenTheReaderHasEnough() {
    log.append(made(1, 10));
    var seen = new ArrayList<Long>();
    log.read(3, r -> {
      seen.add(r.sequence());
      return r.sequence() < 5;
    });
    assertEquals(List.of(3L, 4L, 5L), seen);
    log.append(made(11, 11));
    assertEquals(11, log.last());
  }

  @Test
  void headersAreWithoutChanges() {
    log.append(made(1, 3));
    var seen = new ArrayList<LogRecord>();
    log.headers(2, seen::add);
    assertEquals(List.of(2L, 3L), seen.stream().map(LogRecord::sequence).toList());
    assertEquals(withoutChanges(made(2, 2).getFirst()), withoutChanges(seen.getFirst()));
  }

  @Test
  void findsTheCommitsOfAStepInOrder() {
    log.append(List.of(made(1, 1, 10), made(2, 2, 10), made(3, 1, 10), made(4, 4, 10), made(5, 1, 0)));
    assertEquals(List.of(1L, 3L, 5L), log.step(1).stream().map(LogRecord::sequence).toList());
    assertSame(made(3, 1, 10), log.step(1).get(1));
    assertEquals(List.of(2L), log.step(2).stream().map(LogRecord::sequence).toList());
  }

  @Test
  void takesOnlyTheNextSequence() {
    log.append(made(1, 2));
    assertThrows(IllegalStateException.class, () -> log.append(made(4, 4)));
    assertThrows(IllegalStateException.class, () -> log.append(made(2, 2)));
    assertEquals(2, log.last());
  }

  @Test
  void appendsAllOrNothing() {
    log.append(made(1, 2));
    var gap = new ArrayList<>(made(3, 4));
    gap.addAll(made(7, 7));
    assertThrows(IllegalStateException.class, () -> log.append(gap));
    assertEquals(2, log.last());
    assertEquals(2, read(1).size());
    log.append(made(3, 4));
    assertEquals(4, read(1).size());
    assertEquals(List.of(), log.check());
  }

  @Test
  void keepsLargeCommitsWhole() {
    List<LogRecord> large = List.of(made(1, 1, (4 << 20) - 1), made(2, 2, 4 << 20), made(3, 3, (4 << 20) + 1), made(4, 4, 9 << 20),
        made(5, 5, 0));
    log.append(large);
    log.close();
    log = open();
    List<LogRecord> all = read(1);
    IntStream.range(0, large.size()).forEach(i -> assertSame(large.get(i), all.get(i)));
    assertEquals(List.of(), log.check());
  }

  @Test
  void isReadByManyWhileOneAppends() throws Exception {
    log.append(made(1, 50));
    var done = new AtomicBoolean();
    try (var pool = Executors.newFixedThreadPool(3)) {
      List<Future<Integer>> readers = IntStream.range(0, 3).mapToObj(_ -> pool.submit(() -> {
        int reads = 0;
        while (!done.get() || reads == 0) {
          long before = log.last();
          List<LogRecord> all = read(1);
          assertTrue(all.size() >= before, all.size() + " read where " + before + " were durable");
          for (int i = 0; i < all.size(); i++) {
            assertEquals(i + 1, all.get(i).sequence());
          }
          reads++;
        }
        return reads;
      })).toList();
      for (long s = 51; s <= 150; s++) {
        log.append(made(s, s));
      }
      done.set(true);
      for (Future<Integer> r : readers) {
        assertTrue(r.get() > 0);
      }
    }
    assertEquals(150, read(1).size());
  }
}
