package panoptic.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.Commit;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Signature;

class ImportTest {
  @TempDir
  Path folder;
  private Workshop shop;

  @BeforeEach
  void open() throws IOException {
    shop = new Workshop(folder);
  }

  @AfterEach
  void close() throws IOException {
    assertEquals(List.of(), shop.project.check());
    shop.close();
  }

  @Test
  void importsPicturesAndKnowsThemAgain() throws IOException {
    shop.picture("a.jpg", "one");
    shop.picture("sub/b.jpg", "two");
    shop.picture("sub/copy.jpg", "one");
    assertEquals(Map.of("a.jpg", "imported", "sub/b.jpg", "imported", "sub/copy.jpg", "imported"), shop.run());
    assertEquals(3, shop.state().instances().count());
    assertEquals(2, shop.state().images().count());
    assertTrue(shop.thumbnails.contains(Workshop.sha1(Workshop.bytes("one")), 256));
    long sequence = shop.state().sequence();
    assertEquals(Map.of("a.jpg", "known", "sub/b.jpg", "known", "sub/copy.jpg", "known"), shop.run());
    assertEquals(sequence, shop.state().sequence());
    assertEquals(Map.of("a.jpg", 1, "sub/b.jpg", 1, "sub/copy.jpg", 1), shop.reads);
  }

  @Test
  void readsATouchedFileOnceMoreAndThenNoMore() throws IOException {
    Path a = shop.picture("a.jpg", "one");
    shop.run();
    shop.touch(a);
    assertEquals(Map.of("a.jpg", "known"), shop.run());
    assertEquals(Map.of("a.jpg", "known"), shop.run());
    assertEquals(Map.of("a.jpg", 2), shop.reads);
  }

  @Test
  void keepsTheInstanceOfAChangedFile() throws IOException {
    shop.picture("a.jpg", "one");
    shop.run();
    int id = shop.id("a.jpg");
    shop.picture("a.jpg", "another");
    assertEquals(Map.of("a.jpg", "changed"), shop.run());
    assertEquals(id, shop.id("a.jpg"));
    assertEquals(Workshop.sha1(Workshop.bytes("another")), ImportBatch.sha1(shop.state(), shop.state().instanceRow(id)));
    assertTrue(shop.thumbnails.contains(Workshop.sha1(Workshop.bytes("another")), 256));
  }

  @Test
  void keepsTheInstanceOfAMovedFile() throws IOException {
    shop.picture("a.jpg", "one");
    shop.picture("stays.jpg", "two");
    shop.run();
    int id = shop.id("a.jpg");
    Files.createDirectories(shop.pictures.resolve("new/deep"));
    Files.move(shop.pictures.resolve("a.jpg"), shop.pictures.resolve("new/deep/b.jpg"));
    assertEquals(Map.of("new/deep/b.jpg", "moved from a.jpg", "stays.jpg", "known"), shop.run());
    assertEquals(id, shop.id("new/deep/b.jpg"));
    assertEquals(Map.of("new/deep/b.jpg", "known", "stays.jpg", "known"), shop.run());
  }

  @Test
  void tellsWhichCopyMovedByFileIdThenByName() throws IOException {
    shop.picture("a/x.jpg", "same");
    shop.picture("b/y.jpg", "same");
    shop.run();
    int x = shop.id("a/x.jpg");
    int y = shop.id("b/y.jpg");
    Files.createDirectories(shop.pictures.resolve("c"));
    Files.move(shop.pictures.resolve("a/x.jpg"), shop.pictures.resolve("c/2.jpg"));
    Files.move(shop.pictures.resolve("b/y.jpg"), shop.pictures.resolve("c/1.jpg"));
    assertEquals(Map.of("c/1.jpg", "moved from b/y.jpg", "c/2.jpg", "moved from a/x.jpg"), shop.run());
    assertEquals(List.of(x, y), List.of(shop.id("c/2.jpg"), shop.id("c/1.jpg")));
  }

  @Test
  void marksMissingFilesAndTellsWhenTheyReturn() throws IOException {
    shop.picture("a.jpg", "one");
    shop.picture("b.jpg", "two");
    shop.run();
    int id = shop.id("a.jpg");
    Path away = Files.move(shop.pictures.resolve("a.jpg"), folder.resolve("away.jpg"));
    assertEquals(Map.of("a.jpg", "missing", "b.jpg", "known"), shop.run());
    assertTrue(shop.state().missing().contains(shop.state().instanceRow(id)));
    assertEquals(Map.of("a.jpg", "missing", "b.jpg", "known"), shop.run());
    Files.move(away, shop.pictures.resolve("a.jpg"));
    assertEquals(Map.of("a.jpg", "returned", "b.jpg", "known"), shop.run());
    assertFalse(shop.state().missing().contains(shop.state().instanceRow(id)));
    assertEquals(Map.of("a.jpg", "known", "b.jpg", "known"), shop.run());
    assertEquals(id, shop.id("a.jpg"));
  }

  @Test
  void findsAFileThatWasMissingAtAnotherPlace() throws IOException {
    shop.picture("a.jpg", "one");
    shop.picture("b.jpg", "two");
    shop.run();
    int id = shop.id("a.jpg");
    Path away = Files.move(shop.pictures.resolve("a.jpg"), folder.resolve("away.jpg"));
    shop.run();
    Files.move(away, shop.pictures.resolve("c.jpg"));
    assertEquals(Map.of("b.jpg", "known", "c.jpg", "moved from a.jpg"), shop.run());
    assertEquals(id, shop.id("c.jpg"));
    assertEquals(0, shop.state().missing().count());
  }

  @Test
  void bringsTheSameInstancesBackAfterAnUndo() throws IOException {
    shop.picture("a.jpg", "one");
    shop.picture("sub/b.jpg", "two");
    shop.run();
    int id = shop.id("sub/b.jpg");
    shop.project.revert(shop.last.step(), Workshop.ADA);
    assertEquals(0, shop.state().instances().count());
    assertEquals(List.of(), shop.state().roots());
    assertEquals(Map.of("a.jpg", "returned", "sub/b.jpg", "returned"), shop.run());
    assertEquals(id, shop.id("sub/b.jpg"));
    assertEquals(Map.of("a.jpg", 1, "sub/b.jpg", 1), shop.reads);
  }

  @Test
  void bringsADeletedInstanceBack() throws IOException {
    shop.picture("a.jpg", "one");
    shop.run();
    int id = shop.id("a.jpg");
    var delete = new Commit();
    delete.emptyInstances().add(id);
    shop.project.commit(delete, Signature.of(Workshop.ADA, "delete"));
    shop.picture("a.jpg", "other bytes");
    assertEquals(Map.of("a.jpg", "returned"), shop.run());
    assertEquals(id, shop.id("a.jpg"));
  }

  @Test
  void isOneStepHoweverManyCommits() throws IOException {
    for (int i = 0; i < 2 * ImportBatch.FILES + 10; i++) {
      shop.picture("f" + i % 7 + "/" + i + ".jpg", "picture " + i);
    }
    assertEquals(2 * ImportBatch.FILES + 10, shop.run().size());
    assertTrue(shop.state().sequence() >= 4, "a root and three batches");
    shop.project.log(1, e -> {
      assertEquals(1, e.step());
      assertEquals(Signature.IMPORT, e.origin());
      return true;
    });
    shop.project.revert(shop.state().sequence(), Workshop.ADA);
    assertEquals(0, shop.state().instances().count());
  }

  @Test
  void saysNothingOfFilesWhoseRootIsAway() throws IOException {
    shop.picture("a.jpg", "one");
    shop.run();
    long sequence = shop.state().sequence();
    Path away = Files.move(shop.pictures, folder.resolve("unplugged"));
    assertEquals(Map.of(), shop.run());
    assertEquals("the folder is not there", shop.last.unreachable().getFirst().trouble());
    Files.createDirectory(shop.pictures);
    assertEquals(Map.of(), shop.run());
    assertTrue(shop.last.unreachable().getFirst().trouble().startsWith("the folder is empty"));
    assertEquals(sequence, shop.state().sequence());
    Files.delete(shop.pictures);
    Files.move(away, shop.pictures);
    assertEquals(Map.of("a.jpg", "known"), shop.run());
    assertEquals(List.of(), shop.last.unreachable());
  }

  @Test
  void findsFilesInTheNewPlaceOfARoot() throws IOException {
    shop.picture("sub/a.jpg", "one");
    shop.run();
    int id = shop.id("sub/a.jpg");
    Path place = Files.move(shop.pictures, folder.toRealPath().resolve("moved"));
    int root = shop.state().roots().getFirst().id();
    var commit = new Commit();
    commit.roots().add(new panoptic.model.Root(root, place.toString()));
    var refused = assertThrows(RefusedException.class, () -> shop.ingest.commit(commit, Signature.of(Workshop.ADA, "move")));
    assertEquals(ErrorCode.NOT_PERMITTED, refused.code());
    shop.places = List.of(folder);
    shop.ingest = shop.fresh();
    shop.ingest.commit(commit, Signature.of(Workshop.ADA, "move"));
    assertEquals(place.resolve("sub/a.jpg").toString(), shop.state().path(shop.state().instanceRow(id)));
    assertEquals(Map.of(place.resolve("sub/a.jpg").toString(), "known"), shop.run(place));
  }

  @Test
  void scansAFolderOfARootAsThatPartOfIt() throws IOException {
    shop.picture("a.jpg", "one");
    shop.picture("sub/b.jpg", "two");
    shop.run();
    Files.delete(shop.pictures.resolve("a.jpg"));
    Files.delete(shop.pictures.resolve("sub/b.jpg"));
    shop.picture("sub/c.jpg", "three");
    assertEquals(Map.of("sub/b.jpg", "missing", "sub/c.jpg", "imported"), shop.run(shop.pictures.resolve("sub")));
    assertEquals(1, shop.state().roots().size());
    assertEquals(2, shop.state().folders().size());
  }

  @Test
  void importsTheFolderAboveARootWithoutDuplicates() throws IOException {
    shop.picture("sub/b.jpg", "two");
    shop.run(shop.pictures.resolve("sub"));
    int id = shop.id("sub/b.jpg");
    shop.picture("a.jpg", "one");
    shop.picture("sub/deep/c.jpg", "three");
    assertEquals(Map.of("a.jpg", "imported", "sub/b.jpg", "known", "sub/deep/c.jpg", "imported"), shop.run());
    assertEquals(2, shop.state().roots().size());
    assertEquals(id, shop.id("sub/b.jpg"));
    assertEquals(Map.of("a.jpg", "known", "sub/b.jpg", "known", "sub/deep/c.jpg", "known"),
        shop.run(shop.pictures, shop.pictures.resolve("sub")));
  }

  @Test
  void refusesWhatIsNoFolder() throws IOException {
    Path file = shop.picture("a.jpg", "one");
    assertEquals(ErrorCode.INVALID, assertThrows(RefusedException.class, () -> shop.run(file)).code());
    assertEquals(ErrorCode.UNKNOWN, assertThrows(RefusedException.class, () -> shop.run(folder.resolve("nowhere"))).code());
    assertEquals(ErrorCode.USAGE,
        assertThrows(RefusedException.class, () -> shop.ingest.importOf(List.of(), Workshop.ADA, o -> {})).code());
  }
}
