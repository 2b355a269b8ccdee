package panoptic.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import panoptic.project.spi.CheckpointStore;

/// What every [CheckpointStore] keeps to. A subclass opens the store of one place, empty at first; opened again it has what was completed.
public abstract class CheckpointStoreContract {

  /// Opens the store of this test's place.
  protected abstract CheckpointStore open();

  static byte[] page(int number) {
    var bytes = new byte[number % 7 == 0 ? 0 : 100 + number];
    new SplittableRandom(number).nextBytes(bytes);
    return bytes;
  }

  /// Completes a checkpoint of some pages, whose manifest is the first number.
  static void complete(CheckpointStore store, long sequence, int... pages) {
    List<String> names = IntStream.of(pages).mapToObj(p -> store.keep(page(p))).toList();
    store.complete(sequence, page(pages[0]), names);
  }

  static void assertHolds(Optional<CheckpointStore.Checkpoint> found, long sequence, int... pages) {
    CheckpointStore.Checkpoint c = found.orElseThrow();
    assertEquals(sequence, c.sequence());
    assertArrayEquals(page(pages[0]), c.manifest());
    assertEquals(pages.length, c.names().size());
    for (int i = 0; i < pages.length; i++) {
      assertArrayEquals(page(pages[i]), c.pages().apply(i), "page " + i);
    }
  }

  @Test
  void isEmptyAtFirst() {
    assertEquals(Optional.empty(), open().newest(Long.MAX_VALUE));
    assertEquals(List.of(), open().check());
    assertEquals(0, open().bytesWritten());
  }

  @Test
  void givesBackTheNewestAlsoWhenOpenedAgain() {
    CheckpointStore store = open();
    complete(store, 5, 1, 2, 3, 7);
    complete(store, 9, 2, 3, 4);
    assertHolds(store.newest(Long.MAX_VALUE), 9, 2, 3, 4);
    assertHolds(open().newest(Long.MAX_VALUE), 9, 2, 3, 4);
    assertHolds(open().newest(9), 5, 1, 2, 3, 7);
    assertEquals(Optional.empty(), open().newest(5));
    assertEquals(List.of(), open().check());
  }

  @Test
  void pagesAloneAreNoCheckpoint() {
    CheckpointStore store = open();
    store.keep(page(1));
    assertEquals(Optional.empty(), store.newest(Long.MAX_VALUE));
    assertEquals(Optional.empty(), open().newest(Long.MAX_VALUE));
  }

  @Test
  void namesPagesByTheirContentAndWritesThemOnce() {
    CheckpointStore store = open();
    String name = store.keep(page(1));
    assertNotEquals(name, store.keep(page(2)));
    store.complete(1, page(3), List.of(name));
    long written = store.bytesWritten();
    assertTrue(written >= page(1).length + page(2).length + page(3).length, written + " bytes");
    assertEquals(name, store.keep(page(1)));
    assertEquals(written, store.bytesWritten());
  }

  @Test
  void oneReplacedAtTheSameSequenceIsTheLater() {
    CheckpointStore store = open();
    complete(store, 5, 1, 2);
    complete(store, 5, 3, 4);
    assertHolds(store.newest(Long.MAX_VALUE), 5, 3, 4);
    assertHolds(open().newest(Long.MAX_VALUE), 5, 3, 4);
  }

  @Test
  void theLastTwoStayWholeHoweverManyAreWritten() {
    CheckpointStore store = open();
    for (int n = 1; n <= 12; n++) {
      complete(store, n, n, n + 1, 50, 51 + n / 4);
      if (n % 5 == 0) {
        store = open(); // somebody closed the project and opened it again
        store.newest(Long.MAX_VALUE);
      }
      assertHolds(store.newest(Long.MAX_VALUE), n, n, n + 1, 50, 51 + n / 4);
      if (n > 1) {
        assertHolds(store.newest(n), n - 1, n - 1, n, 50, 51 + (n - 1) / 4);
      }
      assertEquals(List.of(), store.check());
    }
  }

  @Test
  void aPageThatWentAndComesAgainIsThere() {
    CheckpointStore store = open();
    complete(store, 1, 1, 2);
    complete(store, 2, 3, 4);
    complete(store, 3, 5, 6);
    complete(store, 4, 1, 2);
    assertHolds(store.newest(Long.MAX_VALUE), 4, 1, 2);
    assertHolds(open().newest(Long.MAX_VALUE), 4, 1, 2);
  }

  @Test
  void handsOutPagesToSeveralThreads() {
    CheckpointStore store = open();
    int[] pages = IntStream.range(1, 200).toArray();
    complete(store, 1, pages);
    CheckpointStore.Checkpoint c = open().newest(Long.MAX_VALUE).orElseThrow();
    var wrong = new ArrayList<Integer>();
    IntStream.range(0, pages.length).parallel().forEach(i -> {
      if (!java.util.Arrays.equals(page(pages[i]), c.pages().apply(i))) {
        synchronized (wrong) {
          wrong.add(i);
        }
      }
    });
    assertEquals(List.of(), wrong);
  }
}
