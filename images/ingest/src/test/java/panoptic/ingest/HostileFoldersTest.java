package panoptic.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders as they are found in the wild: whatever lies there has an outcome, and nothing stops the rest.
class HostileFoldersTest {
  @TempDir
  Path folder;
  private Workshop shop;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(folder);
    shop.picture("zz last.jpg", "last");
  }

  @AfterEach
  void close() throws IOException {
    assertEquals(List.of(), shop.project.check());
    shop.close();
  }

  private Map<String, String> run() {
    Map<String, String> out = shop.run();
    assertEquals("imported", out.remove("zz last.jpg"));
    return out;
  }

  @Test
  void passesOverLinksThatLoopOrLeadOutOrToWhatIsMetAnyway() throws IOException {
    shop.picture("a/b/c.jpg", "c");
    Path outside = shop.write(folder.resolve("outside/secret.jpg"), "secret");
    link("a/b/up", shop.pictures.resolve("a"));
    link("a/b/self", shop.pictures.resolve("a/b/self"));
    link("a/top", shop.pictures);
    link("copy.jpg", shop.pictures.resolve("a/b/c.jpg"));
    link("out", folder.resolve("outside"));
    link("out.jpg", outside);
    link("passwd.jpg", Path.of("/etc/passwd"));
    link("broken.jpg", Path.of("nowhere.jpg"));
    link("relative", Path.of("../outside"));
    String a = shop.pictures + "/a";
    var expected = new TreeMap<String, String>();
    expected.put("a/b/c.jpg", "imported");
    expected.put("a/b/up", "skipped: a link to " + a + ", which counts where it lies");
    expected.put("a/top", "skipped: a link to " + shop.pictures + ", which counts where it lies");
    expected.put("copy.jpg", "skipped: a link to " + a + "/b/c.jpg, which counts where it lies");
    for (String out : List.of("out", "out.jpg", "passwd.jpg", "relative")) {
      expected.put(out, "skipped: a link that leads out of the imported folder");
    }
    expected.put("broken.jpg", "skipped: a link that leads nowhere");
    Map<String, String> out = run();
    assertTrue(String.valueOf(out.remove("a/b/self")).startsWith("skipped: a link that"));
    assertEquals(expected, out);
    assertEquals(2, shop.reads.size(), "only what was imported was opened: " + shop.reads);
  }

  @Test
  void takesLinksIntoHiddenFoldersForTheirFiles() throws IOException {
    shop.write(shop.pictures.resolve(".annex/objects/4711"), "annexed");
    link("sub/annexed.jpg", shop.pictures.resolve(".annex/objects/4711"));
    assertEquals(Map.of(".annex", "skipped: hidden", "sub/annexed.jpg", "imported"), run());
    assertEquals("known", shop.run().get("sub/annexed.jpg"));
  }

  @Test
  void keepsNamesThatAreNoUtf8OrHoldLineEnds() throws IOException {
    for (String name : List.of("caf\uEFE9.jpg", "line\nend.jpg", "tab\t.jpg", "d\uEFFF/x\uEFFE.jpg", "quote\".jpg", "back\\slash.jpg",
        " .jpg", "写真.jpg", "-rf.jpg")) {
      Path file = FileNames.path(FileNames.text(shop.pictures) + "/" + name);
      shop.write(file, name);
      String before = FileNames.text(file);
      assertTrue(Files.exists(FileNames.path(before)));
    }
    Map<String, String> out = run();
    assertEquals(9, out.size());
    assertTrue(out.values().stream().allMatch("imported"::equals), out.toString());
    int id = shop.id("d\uEFFF/x\uEFFE.jpg");
    assertTrue(shop.run().values().stream().allMatch("known"::equals));
    Files.move(FileNames.path(shop.pictures + "/d\uEFFF/x\uEFFE.jpg"), FileNames.path(shop.pictures + "/\uEF80.jpg"));
    assertEquals("moved from d\uEFFF/x\uEFFE.jpg", shop.run().get("\uEF80.jpg"));
    assertEquals(id, shop.id("\uEF80.jpg"));
  }

  @Test
  void goesOnAfterPathsThatAreTooLong() throws IOException {
    // Two chains of 3,000 characters, one moved below the other: together more than a path can have.
    Path top = shop.pictures.resolve("long");
    Path inner = chain(folder.toRealPath().resolve("inner"));
    Path outer = chain(top);
    shop.write(outer.resolve("reached.jpg"), "reached");
    shop.write(inner.resolve("too deep.jpg"), "too deep");
    Files.move(folder.toRealPath().resolve("inner"), outer.resolve("inner"));
    try {
      var out = run();
      assertEquals("imported", out.remove(shop.below(outer + "/reached.jpg")));
      assertEquals(1, out.size());
      String told = out.values().iterator().next();
      assertTrue(told.startsWith("unreadable") && told.endsWith("its path is longer than this system can open"), out.toString());
    } finally {
      Files.move(outer.resolve("inner"), folder.toRealPath().resolve("inner"));
    }
  }

  @Test
  void callsGoneOnlyWhatIsCertainlyGone() throws IOException {
    Path file = shop.picture("a.jpg", "a");
    assertFalse(Vanished.isGone(file));
    assertTrue(Vanished.isGone(shop.pictures.resolve("b.jpg")));
    assertTrue(Vanished.isGone(shop.pictures.resolve("no/such/folder/b.jpg")));
    assertTrue(Vanished.isGone(file.resolve("below/a/file.jpg")));
    assertTrue(Vanished.isGone(shop.pictures), "a folder is no file");
    assertFalse(Vanished.isGone(shop.pictures.resolve("n/".repeat(3000) + "x.jpg")), "nobody can look there");
  }

  @Test
  void goesOnAfterFoldersThatForbidReading() throws IOException {
    shop.picture("closed/a.jpg", "a");
    shop.run();
    Path closed = shop.pictures.resolve("closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      boolean isAllPowerful = Files.isReadable(closed);
      Map<String, String> out = shop.run();
      if (isAllPowerful) {
        assertEquals("known", out.get("closed/a.jpg"));
      } else {
        assertEquals("unreadable: the folder cannot be read: permission denied", out.get("closed"));
        assertNull(out.get("closed/a.jpg"), "whether it is there nobody can know");
      }
      assertEquals(0, shop.state().missing().count());
      assertEquals("known", out.get("zz last.jpg"));
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void neverOpensPipesSocketsOrDevices() throws IOException, InterruptedException {
    Path pipe = shop.pictures.resolve("pipe.jpg");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path socket = Files.createTempDirectory("s").resolve("s");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Files.move(socket, shop.pictures.resolve("socket.jpg"));
      link("null.jpg", Path.of("/dev/null"));
      assertEquals(Map.of("pipe.jpg", "skipped: neither a file nor a folder", "socket.jpg", "skipped: neither a file nor a folder",
          "null.jpg", "skipped: a link that leads out of the imported folder"), run());
    } finally {
      Files.deleteIfExists(socket.getParent());
    }
  }

  @Test
  void tellsPicturesByTheirBytesOrTheirClaim() throws IOException {
    Files.writeString(shop.pictures.resolve("empty.jpg"), "");
    Files.writeString(shop.pictures.resolve("empty.txt"), "");
    Files.writeString(shop.pictures.resolve("text.txt"), "no picture");
    Files.writeString(shop.pictures.resolve("text.PNG"), "no picture, but it says so");
    Files.writeString(shop.pictures.resolve("noending"), "nothing");
    Files.write(shop.pictures.resolve("truncated.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 0});
    Files.writeString(shop.pictures.resolve(".hidden.jpg"), "hidden");
    shop.picture("picture.txt", "wrong ending");
    shop.picture("picture", "no ending");
    assertEquals(
        Map.of("empty.jpg", "unreadable: the file is empty", "empty.txt", "skipped: not a picture", "text.txt", "skipped: not a picture",
            "text.PNG", "unreadable: not a picture that can be read", "noending", "skipped: not a picture",
            "truncated.jpg", "unreadable: not a picture that can be read", ".hidden.jpg", "skipped: hidden", "picture.txt", "imported",
            "picture", "imported"),
        run());
  }

  @Test
  void keepsAnInstanceWhoseFileWasBroken() throws IOException {
    Path a = shop.picture("a.jpg", "a");
    shop.run();
    int id = shop.id("a.jpg");
    Files.writeString(a, "overwritten by something");
    assertEquals("unreadable: not a picture that can be read", shop.run().get("a.jpg"));
    assertEquals(id, shop.id("a.jpg"));
    assertEquals(0, shop.state().missing().count());
    Files.write(a, Workshop.bytes("a"));
    shop.touch(a);
    assertEquals("known", shop.run().get("a.jpg"));
  }

  @Test
  void neverEntersItsOwnFolders() throws IOException {
    Files.createDirectories(shop.home);
    shop.write(shop.home.resolve("thumbnail.jpg"), "ours");
    Map<String, String> out = shop.run(folder);
    assertEquals("skipped: a folder that Panoptic writes itself", out.get(shop.home.toString()));
    assertFalse(out.containsKey(shop.home + "/thumbnail.jpg"));
  }

  @Test
  void readsAFileThatIsBeingWrittenOnceMore() throws IOException {
    Path a = shop.picture("a.jpg", "a");
    var first = new java.util.concurrent.atomic.AtomicBoolean(true);
    shop.examiner = file -> {
      var found = shop.examine(file);
      if (file.equals(a) && first.getAndSet(false)) {
        try {
          shop.write(a, "a, and more");
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
      return found;
    };
    assertEquals(Map.of("a.jpg", "imported"), run());
    assertEquals(Workshop.sha1(Workshop.bytes("a, and more")), ImportBatch.sha1(shop.state(), shop.state().instanceRow(shop.id("a.jpg"))));
    shop.examiner = file -> {
      var found = shop.examine(file);
      try {
        shop.write(file, "longer and longer " + System.nanoTime());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      return found;
    };
    shop.picture("b.jpg", "b");
    assertEquals("unreadable: it was being written while it was read", shop.run().get("b.jpg"));
  }

  private static Path chain(Path top) throws IOException {
    Path at = top;
    for (int i = 0; i < 12; i++) {
      at = at.resolve("n".repeat(200));
    }
    return Files.createDirectories(at);
  }

  private void link(String name, Path target) throws IOException {
    Path link = shop.pictures.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, target);
  }
}
