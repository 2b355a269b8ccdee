package panoptic.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import panoptic.model.spi.Disk;
import panoptic.model.spi.DiskFile;

/// What every [Disk] keeps to. A subclass names the disk and an empty folder on it.
public abstract class DiskContract {

  protected abstract Disk disk();

  protected abstract Path folder();

  @Test
  void readsWhatWasWritten() throws IOException {
    write("a", "hello");
    assertEquals("hello", text("a"));
    assertEquals(List.of(at("a")), disk().list(folder()));
  }

  @Test
  void writesOverAndBeyondTheEndAndFillsTheGapWithZeros() throws IOException {
    try (DiskFile file = disk().openToWrite(at("a"))) {
      file.write(bytes("abcdef"), 0);
      file.write(bytes("XY"), 2);
      file.write(bytes("end"), 10);
      assertEquals(13, file.size());
    }
    assertEquals("abXYef\0\0\0\0end", text("a"));
  }

  @Test
  void readsAtAnyPlaceAndAnswersMinusOneAtTheEnd() throws IOException {
    write("a", "0123456789");
    try (DiskFile file = disk().openToRead(at("a"))) {
      var into = ByteBuffer.allocate(4);
      assertEquals(4, file.read(into, 3));
      assertArrayEquals("3456".getBytes(StandardCharsets.US_ASCII), into.array());
      into.clear();
      assertEquals(2, file.read(into, 8));
      assertEquals(2, into.position());
      assertEquals(-1, file.read(into, 10));
      assertEquals(-1, file.read(into, 1000));
    }
  }

  @Test
  void keepsTheContentWhenAFileIsOpenedToWriteAgain() throws IOException {
    write("a", "first");
    disk().openToWrite(at("a")).close();
    assertEquals("first", text("a"));
  }

  @Test
  void truncatesButNeverGrows() throws IOException {
    try (DiskFile file = disk().openToWrite(at("a"))) {
      file.write(bytes("abcdef"), 0);
      file.truncate(10);
      assertEquals(6, file.size());
      file.truncate(2);
      assertEquals(2, file.size());
      file.write(bytes("z"), 4);
    }
    assertEquals("ab\0\0z", text("a"));
  }

  @Test
  void refusesToReadWhatIsNotThere() {
    assertThrows(NoSuchFileException.class, () -> disk().openToRead(at("nothing")));
    assertThrows(NoSuchFileException.class, () -> disk().openToWrite(at("nothing").resolve("a")));
    assertThrows(NoSuchFileException.class, () -> disk().move(at("nothing"), at("b")));
    assertFalse(disk().exists(at("nothing")));
    assertFalse(disk().exists(at("b")));
  }

  @Test
  void doesNotWriteThroughAFileOpenedToRead() throws IOException {
    write("a", "kept");
    try (DiskFile file = disk().openToRead(at("a"))) {
      assertThrows(NonWritableChannelException.class, () -> file.write(bytes("lost"), 0));
      assertThrows(NonWritableChannelException.class, () -> file.truncate(0));
    }
    assertEquals("kept", text("a"));
  }

  @Test
  void failsCleanlyAfterClose() throws IOException {
    DiskFile file = disk().openToWrite(at("a"));
    file.close();
    file.close();
    assertThrows(ClosedChannelException.class, () -> file.read(ByteBuffer.allocate(1), 0));
    assertThrows(ClosedChannelException.class, () -> file.write(bytes("a"), 0));
    assertThrows(ClosedChannelException.class, file::size);
    assertThrows(ClosedChannelException.class, file::sync);
  }

  @Test
  void listsNamesInOrderAndAMissingFolderAsEmpty() throws IOException {
    write("c", "");
    write("a", "");
    disk().createFolders(at("b"));
    assertEquals(List.of(at("a"), at("b"), at("c")), disk().list(folder()));
    assertEquals(List.of(), disk().list(at("nothing")));
  }

  @Test
  void createsFoldersWithTheirParentsAndAgainWithoutHarm() throws IOException {
    Path deep = at("x").resolve("y").resolve("z");
    disk().createFolders(deep);
    disk().createFolders(deep);
    assertTrue(disk().exists(deep));
    write("file", "");
    assertThrows(IOException.class, () -> disk().createFolders(at("file").resolve("sub")));
  }

  @Test
  void movesOverAnExistingFile() throws IOException {
    write("a", "new");
    write("b", "old");
    disk().move(at("a"), at("b"));
    disk().sync(folder());
    assertEquals("new", text("b"));
    assertFalse(disk().exists(at("a")));
  }

  @Test
  void movesIntoAnotherFolder() throws IOException {
    write("a", "moved");
    disk().createFolders(at("sub"));
    disk().move(at("a"), at("sub").resolve("b"));
    assertEquals("moved", new String(disk().read(at("sub").resolve("b")), StandardCharsets.UTF_8));
    assertEquals(List.of(at("sub")), disk().list(folder()));
  }

  @Test
  void deletesFilesAndEmptyFoldersOnly() throws IOException {
    disk().createFolders(at("sub"));
    Path inside = at("sub").resolve("a");
    disk().openToWrite(inside).close();
    assertThrows(DirectoryNotEmptyException.class, () -> disk().delete(at("sub")));
    disk().delete(inside);
    disk().delete(inside);
    disk().delete(at("sub"));
    assertFalse(disk().exists(at("sub")));
  }

  @Test
  void replacesAFileWhole() throws IOException {
    disk().replace(at("a"), "a long first content".getBytes(StandardCharsets.UTF_8));
    disk().replace(at("a"), "short".getBytes(StandardCharsets.UTF_8));
    assertEquals("short", text("a"));
    assertEquals(List.of(at("a")), disk().list(folder()));
  }

  @Test
  void staysOpenWhenAReaderIsInterrupted() throws Exception {
    write("a", "0123456789".repeat(1000));
    try (DiskFile file = disk().openToWrite(at("a")); var pool = Executors.newFixedThreadPool(4)) {
      var start = new CountDownLatch(1);
      List<Future<Integer>> readers = IntStream.range(0, 4).mapToObj(n -> pool.submit(() -> {
        start.await();
        int whole = 0;
        for (int i = 0; i < 300; i++) {
          if (i % 10 == n) {
            Thread.currentThread().interrupt();
          }
          var into = ByteBuffer.allocate(10);
          whole += file.read(into, 10L * i) == 10 && into.get(3) == '3' ? 1 : 0;
          assertEquals(i % 10 == n, Thread.interrupted(), "the interrupt is kept for the caller");
        }
        return whole;
      })).toList();
      start.countDown();
      for (Future<Integer> reader : readers) {
        assertEquals(300, reader.get());
      }
      Thread.currentThread().interrupt();
      file.write(bytes("X"), 0);
      file.sync();
      disk().sync(folder());
      assertTrue(Thread.interrupted());
    }
    assertTrue(text("a").startsWith("X123"));
  }

  private Path at(String name) {
    return folder().resolve(name);
  }

  private void write(String name, String content) throws IOException {
    try (DiskFile file = disk().openToWrite(at(name))) {
      file.write(bytes(content), 0);
      file.sync();
    }
    disk().sync(folder());
  }

  private String text(String name) throws IOException {
    return new String(disk().read(at(name)), StandardCharsets.UTF_8);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
