package panoptic.project;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Edit;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Signature;

/// Undo of commits that change one thing more than once, or that others' commits stand between.
class UndoWithinOneCommitTest {
  private final TestProject t = new TestProject(10);

  @AfterEach
  void isSound() {
    t.close();
  }

  @Test
  void aTagPutOnAndTakenOffInOneCommitStaysOff() {
    int p = t.property("tags", PropertyType.MULTI_TAGS, PropertyMode.INSTANCE);
    int tag = t.tag(p, "tag");
    var c = new Commit();
    c.instanceValues().add(new Commit.InstanceValue(p, t.ids.get(0), List.of(tag)));
    c.edits().add(new Edit(p, Edit.Verb.REMOVE, List.of(tag), new Edit.Instances(List.of(t.ids.get(0)))));
    c.edits().add(new Edit(p, Edit.Verb.ADD, List.of(tag), new Edit.Instances(List.of(t.ids.get(1)))));
    t.commit(c);
    assertEquals(0, t.project.undo(TestProject.ANNA).conflictCount());
    assertNull(t.get(p, t.ids.get(0)));
    assertNull(t.get(p, t.ids.get(1)));
  }

  @Test
  void aPropertyMadeAndDeletedInOneCommitStaysDeleted() {
    var c = new Commit();
    c.properties().add(new Commit.PropertyChange(-1, "short-lived", PropertyType.TEXT, PropertyMode.INSTANCE, null, null, null));
    c.properties().add(new Commit.PropertyChange(-2, "lasting", PropertyType.TEXT, PropertyMode.INSTANCE, null, null, null));
    c.emptyProperties().add(-1);
    t.commit(c);
    t.project.undo(TestProject.ANNA);
    assertEquals(List.of(), t.state().properties());
  }

  @Test
  void aPropertyRenamedTwiceInOneCommitGetsItsFirstNameBack() {
    int p = t.property("first", PropertyType.TEXT, PropertyMode.INSTANCE);
    var c = new Commit();
    c.properties().add(new Commit.PropertyChange(p, "second", null, null, null, null, null));
    c.properties().add(new Commit.PropertyChange(p, "third", null, null, null, null, null));
    t.commit(c);
    assertEquals(0, t.project.undo(TestProject.ANNA).conflictCount());
    assertEquals("first", t.state().property(p).orElseThrow().name());
  }

  @Test
  void aCellSetAndSetBackInOneCommitIsNoConflictLater() {
    int p = t.property("text", PropertyType.TEXT, PropertyMode.INSTANCE);
    t.set(TestProject.ANNA, p, "old", t.ids.get(0));
    var c = new Commit();
    c.instanceValues().add(new Commit.InstanceValue(p, t.ids.get(0), "new"));
    c.edits().add(new Edit(p, Edit.Verb.SET, "old", new Edit.Instances(List.of(t.ids.get(0), t.ids.get(1)))));
    t.commit(c);
    t.set(TestProject.BELA, p, "hers", t.ids.get(0));
    assertEquals(0, t.project.undo(TestProject.ANNA).conflictCount());
    assertEquals("hers", t.get(p, t.ids.get(0)));
  }

  @Test
  void aFileMovedIntoANewFolderGoesBackBeforeTheFolderGoes() {
    var c = new Commit();
    c.folders().add(new Commit.FolderChange(-1, t.folder, 0, "new"));
    t.project.commit(c, new Admission(List.of(), List.of(TestProject.file(t.ids.get(0), -1, 0, 0)), List.of(), List.of()),
        Signature.of(TestProject.ANNA, "move"));
    assertEquals(0, t.project.undo(TestProject.ANNA).conflictCount());
    assertEquals("/pictures/q0.png", t.state().path(t.state().instanceRow(t.ids.get(0))));
    assertEquals(2, t.state().folders().size());
  }

  @Test
  void aFileDoesNotGoBackIntoAFolderThatWasDeletedSince() {
    var c = new Commit();
    t.project.commit(c, new Admission(List.of(), List.of(TestProject.file(t.ids.get(1), t.folder, 1, 1)), List.of(), List.of()),
        Signature.of(TestProject.ANNA, "move out of the folder below"));
    var gone = new Commit();
    t.commit(gone.with(gone.emptyFolders(), t.below), TestProject.BELA);
    Committed undone = t.project.undo(TestProject.ANNA);
    assertEquals(1, undone.conflictCount());
    assertEquals("/pictures/q1.png", t.state().path(t.state().instanceRow(t.ids.get(1))));
  }

  @Test
  void whatAnotherDidBetweenTheCommitsOfAStepIsLeftAlone() {
    int p = t.property("tags", PropertyType.MULTI_TAGS, PropertyMode.INSTANCE);
    int tag = t.tag(p, "tag");
    long step = tag(TestProject.ANNA, 0, p, tag, Edit.Verb.ADD, t.ids.get(0));
    tag(TestProject.BELA, 0, p, tag, Edit.Verb.REMOVE, t.ids.get(0));
    tag(TestProject.BELA, 0, p, tag, Edit.Verb.ADD, t.ids.get(0));
    tag(TestProject.ANNA, step, p, tag, Edit.Verb.ADD, t.ids.get(1));
    assertEquals(1, t.project.undo(TestProject.ANNA).conflictCount());
    assertEquals(List.of(tag), t.get(p, t.ids.get(0)));
    assertNull(t.get(p, t.ids.get(1)));
  }

  private long tag(panoptic.model.Person by, long step, int p, int tag, Edit.Verb verb, int instance) {
    var c = new Commit();
    c.edits().add(new Edit(p, verb, List.of(tag), new Edit.Instances(List.of(instance))));
    return t.project.commit(c, new Signature(by, Signature.USER, "tag", step)).sequence();
  }

  @Test
  void theSameRowsAreTheSameBytesInACheckpointWhateverTheirHistory() {
    var none = new org.roaringbitmap.RoaringBitmap();
    var all = org.roaringbitmap.RoaringBitmap.bitmapOfRange(156, 159);
    Bits bitByBit = Bits.EMPTY.with(all, none, 0);
    for (int row = 0; row < 156; row += 3) { // 53 runs take as many bytes as their 107 rows one by one
      var pair = org.roaringbitmap.RoaringBitmap.bitmapOf(row, row + 1);
      bitByBit = bitByBit.with(pair, none, 0);
      all.or(pair);
    }
    byte[] one = missing(bitByBit);
    byte[] other = missing(Bits.EMPTY.with(org.roaringbitmap.RoaringBitmap.bitmapOf(all.toArray()), none, 0));
    assertArrayEquals(one, other);
  }

  private static byte[] missing(Bits bits) {
    var parts = ProjectState.empty().parts;
    parts.missing = bits;
    parts.instanceRows = 200;
    var pages = new java.util.ArrayList<byte[]>();
    StatePages.pages(new ProjectState(parts), null, java.util.Set.of()).forEach((key, page) -> {
      if (key.key() == Change.MISSING) {
        pages.add(java.util.Objects.requireNonNull(page));
      }
    });
    assertEquals(1, pages.size());
    return pages.getFirst();
  }
}
