package panoptic.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import panoptic.model.Commit;
import panoptic.model.Commit.FolderChange;
import panoptic.model.Commit.InstanceClaim;
import panoptic.model.Commit.InstanceValue;
import panoptic.model.Commit.PropertyChange;
import panoptic.model.Committed;
import panoptic.model.Edit;
import panoptic.model.ErrorCode;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.model.Root;
import panoptic.model.Sha1;
import panoptic.model.Signature;

/// Instances that come by a commit: what holds comes in, and everything else is refused whole.
class ClaimsTest {
  @TempDir
  Path folder;
  private Workshop shop;
  private int top;

  @BeforeEach
  void importOnePicture() throws IOException {
    shop = new Workshop(folder);
    shop.picture("known.jpg", "known");
    shop.run();
    top = shop.state().folders().getFirst().id();
  }

  @AfterEach
  void close() throws IOException {
    assertEquals(List.of(), shop.project.check());
    shop.close();
  }

  @Test
  void takesAPictureInAKnownFolder() throws IOException {
    Path file = shop.picture("new.jpg", "new");
    Sha1 sha1 = Workshop.sha1(Files.readAllBytes(file));
    Committed done = commit(new InstanceClaim(-1, top, "new.jpg", null, sha1));
    assertEquals(List.of(shop.id("new.jpg")), done.instances());
    assertEquals(sha1, ImportBatch.sha1(shop.state(), shop.state().instanceRow(shop.id("new.jpg"))));
    assertTrue(shop.thumbnails.contains(sha1, 256));
    assertEquals(Map.of("known.jpg", "known", "new.jpg", "known"), shop.run());
  }

  @Test
  void makesTheFoldersOfAUrl() throws IOException {
    Path file = shop.picture("some/where/new.jpg", "new");
    commit(new InstanceClaim(-1, 0, null, file.toString(), null));
    assertEquals(3, shop.state().folders().size());
    assertEquals(Map.of("known.jpg", "known", "some/where/new.jpg", "known"), shop.run());
  }

  @Test
  void takesAPictureInANewFolderOfTheSameCommit() throws IOException {
    shop.picture("sub/new.jpg", "new");
    var commit = new Commit();
    commit.folders().add(new FolderChange(-5, top, 0, "sub"));
    commit.instances().add(new InstanceClaim(-1, -5, "new.jpg", null, null));
    commit.properties().add(new PropertyChange(-2, "note", PropertyType.TEXT, PropertyMode.INSTANCE, null, null, null));
    commit.instanceValues().add(new InstanceValue(-2, -1, "hello"));
    shop.ingest.commit(commit, by());
    int row = shop.state().instanceRow(shop.id("sub/new.jpg"));
    assertEquals("Text[text=hello]", String.valueOf(shop.state().value(shop.state().property("note").orElseThrow(), row)));
    assertEquals(2, shop.state().folders().size());
  }

  @Test
  void knowsAFileThatHasAnInstance() throws IOException {
    int id = shop.id("known.jpg");
    var commit = new Commit();
    commit.instances().add(new InstanceClaim(-1, 0, null, shop.pictures.resolve("known.jpg").toString(), null));
    commit.properties().add(new PropertyChange(-2, "note", PropertyType.TEXT, PropertyMode.INSTANCE, null, null, null));
    commit.properties().add(new PropertyChange(-3, "more", PropertyType.TEXT, PropertyMode.INSTANCE, null, null, null));
    commit.instanceValues().add(new InstanceValue(-2, -1, "hello"));
    commit.edits().add(new Edit(-3, Edit.Verb.SET, "you", new Edit.Instances(List.of(-1))));
    assertEquals(List.of(id), shop.ingest.commit(commit, by()).instances());
    assertEquals(1, shop.state().instances().count());
    int row = shop.state().instanceRow(id);
    assertEquals("Text[text=hello]", String.valueOf(shop.state().value(shop.state().property("note").orElseThrow(), row)));
    assertEquals("Text[text=you]", String.valueOf(shop.state().value(shop.state().property("more").orElseThrow(), row)));
  }

  @Test
  void bringsADeletedInstanceBack() {
    int id = shop.id("known.jpg");
    var delete = new Commit();
    delete.emptyInstances().add(id);
    shop.ingest.commit(delete, by());
    assertEquals(List.of(id), commit(new InstanceClaim(-1, top, "known.jpg", null, null)).instances());
    assertEquals(id, shop.id("known.jpg"));
  }

  @Test
  void refusesFilesOutsideTheRoots() throws IOException {
    Path secret = Files.createDirectories(folder.resolve("home/.ssh")).resolve("id_rsa");
    Files.writeString(secret, "-----BEGIN OPENSSH PRIVATE KEY-----");
    Path picture = shop.write(folder.resolve("elsewhere/private.jpg"), "private");
    Path link = Files.createSymbolicLink(shop.pictures.resolve("passwd.jpg"), Path.of("/etc/passwd"));
    Path picturesLink = Files.createSymbolicLink(shop.pictures.resolve("link.jpg"), picture);
    Path folderLink = Files.createSymbolicLink(shop.pictures.resolve("elsewhere"), picture.getParent());
    for (String url : List.of("/etc/passwd", secret.toString(), picture.toString(), link.toString(), picturesLink.toString(),
        folderLink + "/private.jpg",
        shop.pictures + "/../elsewhere/private.jpg", shop.pictures + "/./../home/.ssh/id_rsa", "/etc/../etc/passwd", "/nowhere/at/all.jpg",
        shop.pictures + "/../nowhere.jpg", "/proc/self/environ", "/dev/zero", "/")) {
      RefusedException e = refused(new InstanceClaim(-1, 0, null, url, null));
      assertEquals(ErrorCode.NOT_PERMITTED, e.code(), url);
      assertEquals("instances[0]: " + url + " does not lie in a folder that was imported or allowed", e.getMessage());
    }
  }

  @Test
  void refusesWhatIsNoPicture() throws IOException {
    Path key = Files.writeString(shop.pictures.resolve("key.jpg"), "-----BEGIN OPENSSH PRIVATE KEY-----");
    RefusedException e = refused(new InstanceClaim(-1, top, "key.jpg", null, null));
    assertEquals(ErrorCode.NOT_PERMITTED, e.code());
    assertEquals("instances[0]: " + key + " is not a picture: not a picture that can be read", e.getMessage());
    assertEquals(ErrorCode.NOT_PERMITTED, refused(new InstanceClaim(-1, 0, null, shop.pictures.toString(), null)).code());
  }

  @Test
  void refusesNamesThatLeadElsewhere() throws IOException {
    shop.write(folder.resolve("outside.jpg"), "outside");
    for (String name : new String[] {"../outside.jpg", "..", ".", "", "a/b.jpg", "/etc/passwd"}) {
      assertEquals(ErrorCode.INVALID, refused(new InstanceClaim(-1, top, name, null, null)).code(), name);
    }
    assertEquals(ErrorCode.INVALID, refused(new InstanceClaim(-1, top, null, null, null)).code());
    assertEquals(ErrorCode.INVALID, refused(new InstanceClaim(-1, 0, null, "relative/known.jpg", null)).code());
    assertEquals(ErrorCode.INVALID, refused(new InstanceClaim(-1, 0, null, shop.pictures + "/a\0b", null)).code());
    assertEquals(ErrorCode.UNKNOWN, refused(new InstanceClaim(-1, top, "not-there.jpg", null, null)).code());
    assertEquals(ErrorCode.UNKNOWN, refused(new InstanceClaim(-1, 99, "known.jpg", null, null)).code());
    for (String name : List.of("..", "../..", "/etc", ".")) {
      var commit = new Commit();
      commit.folders().add(new FolderChange(-5, top, 0, name));
      commit.instances().add(new InstanceClaim(-1, -5, "outside.jpg", null, null));
      assertEquals(ErrorCode.INVALID, refused(commit).code());
    }
    var circle = new Commit();
    circle.folders().add(new FolderChange(-5, -6, 0, "a"));
    circle.folders().add(new FolderChange(-6, -5, 0, "b"));
    assertEquals(ErrorCode.UNKNOWN, refused(circle).code());
  }

  @Test
  void refusesAnotherSha1AndNamesTheElement() throws IOException {
    shop.picture("a.jpg", "a");
    shop.picture("b.jpg", "b");
    var commit = new Commit();
    commit.instances().add(new InstanceClaim(-1, top, "a.jpg", null, null));
    commit.instances().add(new InstanceClaim(-2, top, "b.jpg", null, Workshop.sha1(Workshop.bytes("a"))));
    RefusedException e = refused(commit);
    assertEquals(ErrorCode.INVALID, e.code());
    assertTrue(String.valueOf(e.getMessage()).startsWith("instances[1].sha1: " + Workshop.sha1(Workshop.bytes("a")) + " is given, but"),
        e.getMessage());
  }

  @Test
  void refusesAFileClaimedTwiceOrByAnotherInstance() throws IOException {
    shop.picture("a.jpg", "a");
    var commit = new Commit();
    commit.instances().add(new InstanceClaim(-1, top, "a.jpg", null, null));
    commit.instances().add(new InstanceClaim(-2, 0, null, shop.pictures.resolve("a.jpg").toString(), null));
    assertTrue(String.valueOf(refused(commit).getMessage()).endsWith("is claimed twice"));
    commit(new InstanceClaim(-1, top, "a.jpg", null, null));
    assertEquals(ErrorCode.INVALID, refused(new InstanceClaim(shop.id("known.jpg"), top, "a.jpg", null, null)).code());
  }

  @Test
  void refusesRootsOutsideTheAllowedPlaces() throws IOException {
    Path picture = shop.write(folder.resolve("elsewhere/private.jpg"), "private");
    for (String root : List.of("/etc", "/", "/root", folder.resolve("elsewhere").toString())) {
      var commit = new Commit();
      commit.roots().add(new Root(-1, root));
      commit.folders().add(new FolderChange(-1, 0, -1, "x"));
      commit.instances().add(new InstanceClaim(-1, 0, null, picture.toString(), null));
      RefusedException e = refused(commit);
      assertEquals(ErrorCode.NOT_PERMITTED, e.code(), root);
      assertTrue(String.valueOf(e.getMessage()).startsWith("roots[0]: " + root), e.getMessage());
    }
    shop.places = List.of(folder);
    shop.ingest = shop.fresh();
    var commit = new Commit();
    commit.roots().add(new Root(-1, folder.resolve("elsewhere").toString()));
    commit.folders().add(new FolderChange(-1, 0, -1, "x"));
    commit.instances().add(new InstanceClaim(-1, -1, "private.jpg", null, null));
    shop.ingest.commit(commit, by());
    assertEquals(2, shop.state().instances().count());
    assertEquals(List.of("pictures", "elsewhere"), shop.state().folders().stream().map(f -> f.name()).toList());
  }

  @Test
  void refusesFilesInOurOwnFolders() throws IOException {
    shop.places = List.of(folder);
    shop.ingest = shop.fresh();
    shop.run(folder);
    Path ours = shop.write(shop.home.resolve("media/x.jpg"), "thumbnail");
    assertEquals(ErrorCode.NOT_PERMITTED, refused(new InstanceClaim(-1, 0, null, ours.toString(), null)).code());
  }

  private static Signature by() {
    return Signature.of(Workshop.ADA, "a plugin's commit");
  }

  private Committed commit(InstanceClaim claim) {
    var commit = new Commit();
    commit.instances().add(claim);
    return shop.ingest.commit(commit, by());
  }

  private RefusedException refused(InstanceClaim claim) {
    var commit = new Commit();
    commit.instances().add(claim);
    return refused(commit);
  }

  private RefusedException refused(Commit commit) {
    long before = shop.state().sequence();
    @Nullable RefusedException e = assertThrows(RefusedException.class, () -> shop.ingest.commit(commit, by()));
    assertEquals(before, shop.state().sequence());
    return e;
  }
}
