package panoptic.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Edit;
import panoptic.model.ErrorCode;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.model.Signature;
import panoptic.model.Tag;

class UndoTest {
  private final TestProject t = new TestProject(10);
  private final int text = t.property("text", PropertyType.TEXT, PropertyMode.INSTANCE);

  @AfterEach
  void isSound() {
    t.close();
  }

  @Test
  void walksAPersonsOwnStepsAndLeavesTheOthersAlone() {
    int a = t.ids.get(0);
    int b = t.ids.get(1);
    t.set(TestProject.ANNA, text, "one", a);
    t.set(TestProject.BELA, text, "theirs", b);
    t.set(TestProject.ANNA, text, "two", a);
    t.project.undo(TestProject.ANNA);
    assertEquals("one", t.get(text, a));
    t.project.undo(TestProject.ANNA);
    assertNull(t.get(text, a));
    assertEquals("theirs", t.get(text, b));
    t.project.redo(TestProject.ANNA);
    t.project.redo(TestProject.ANNA);
    assertEquals("two", t.get(text, a));
    var e = assertThrows(RefusedException.class, () -> t.project.redo(TestProject.ANNA));
    assertEquals(ErrorCode.NOTHING, e.code());
  }

  @Test
  void anEditEndsWhatCanBeRedone() {
    t.set(TestProject.ANNA, text, "one", t.ids.get(0));
    t.project.undo(TestProject.ANNA);
    t.set(TestProject.ANNA, text, "two", t.ids.get(0));
    assertThrows(RefusedException.class, () -> t.project.redo(TestProject.ANNA));
  }

  @Test
  void survivesReopeningFromTheLogAndFromACheckpoint() {
    t.set(TestProject.ANNA, text, "one", t.ids.get(0));
    t.set(TestProject.ANNA, text, "two", t.ids.get(0));
    t.project.undo(TestProject.ANNA);
    for (var checkpoints : List.of(new MemoryCheckpoints(), t.checkpoints)) {
      t.project.checkpoint();
      Project again = Project.open(t.log, checkpoints, InstantSource.system());
      assertEquals(t.state().history(1), again.state().history(1));
    }
    t.project.redo(TestProject.ANNA);
    assertEquals("two", t.get(text, t.ids.get(0)));
  }

  @Test
  void aStepOfSeveralCommitsIsUndoneAtOnce() {
    var c = new Commit();
    Committed first = t.commit(c.with(c.instanceValues(), new Commit.InstanceValue(text, t.ids.get(0), "a")));
    c = new Commit();
    t.project.commit(c.with(c.instanceValues(), new Commit.InstanceValue(text, t.ids.get(1), "b")),
        Signature.of(TestProject.ANNA, "").in(first.sequence()));
    c = new Commit();
    t.project.commit(c.with(c.instanceValues(), new Commit.InstanceValue(text, t.ids.get(0), "c")),
        Signature.of(TestProject.ANNA, "").in(first.sequence()));
    t.project.undo(TestProject.ANNA);
    assertNull(t.get(text, t.ids.get(0)));
    assertNull(t.get(text, t.ids.get(1)));
    t.project.redo(TestProject.ANNA);
    assertEquals("c", t.get(text, t.ids.get(0)));
  }

  @Test
  void whatSomebodyElseChangedSinceIsLeftAloneAndTold() {
    t.set(TestProject.ANNA, text, "mine", t.ids.get(0), t.ids.get(1));
    t.set(TestProject.BELA, text, "newer", t.ids.get(0));
    Committed undone = t.project.undo(TestProject.ANNA);
    assertEquals(1, undone.conflictCount());
    var conflict = undone.conflicts().getFirst();
    assertEquals(List.of("instanceValues", String.valueOf(t.ids.get(0)), text),
        List.of(conflict.kind(), conflict.owner(), conflict.propertyId()));
    assertEquals("newer", conflict.current());
    assertNull(conflict.wanted());
    assertEquals("newer", t.get(text, t.ids.get(0)));
    assertNull(t.get(text, t.ids.get(1)));
  }

  @Test
  void aValueThatSomebodySetAwayAndBackIsTheirs() {
    t.set(TestProject.ANNA, text, "x", t.ids.get(0));
    t.set(TestProject.BELA, text, "y", t.ids.get(0));
    t.set(TestProject.BELA, text, "x", t.ids.get(0));
    assertEquals(1, t.project.undo(TestProject.ANNA).conflictCount());
    assertEquals("x", t.get(text, t.ids.get(0)));
  }

  @Test
  void whatSomebodyElseUndidAgainIsNoConflict() {
    t.set(TestProject.ANNA, text, "x", t.ids.get(0));
    t.set(TestProject.BELA, text, "y", t.ids.get(0));
    t.project.undo(TestProject.BELA);
    assertEquals(0, t.project.undo(TestProject.ANNA).conflictCount());
    assertNull(t.get(text, t.ids.get(0)));
  }

  @Test
  void aDeletedPropertyComesBackWithItsValuesAndADeletedTagWithItsUses() {
    int p = t.property("tags", PropertyType.MULTI_TAGS, PropertyMode.INSTANCE);
    int top = t.tag(p, "top");
    int low = t.tag(p, "low", top);
    t.set(TestProject.ANNA, p, List.of(top, low), t.ids.get(0));
    var c = new Commit();
    t.commit(c.with(c.emptyTags(), top));
    assertEquals(List.of(low), t.get(p, t.ids.get(0)));
    c = new Commit();
    t.commit(c.with(c.emptyProperties(), p));
    assertTrue(t.state().property(p).isEmpty());
    assertTrue(t.state().tag(low).isEmpty());
    t.project.undo(TestProject.ANNA);
    assertEquals(List.of(low), t.get(p, t.ids.get(0)));
    t.project.undo(TestProject.ANNA);
    assertEquals(List.of(top, low), t.get(p, t.ids.get(0)));
    assertEquals(List.of(top), t.state().tag(low).orElseThrow().parents());
  }

  @Test
  void aTagIsMergedIntoAnotherInOneStepAndUndoRestoresAllOfIt() {
    for (PropertyType type : List.of(PropertyType.MULTI_TAGS, PropertyType.TAG)) {
      int p = t.property("merged " + type.json(), type, PropertyMode.INSTANCE);
      int world = t.tag(p, "world");
      int from = t.tag(p, "from", world);
      int into = t.tag(p, "into");
      int child = t.tag(p, "child", from, world);
      t.set(TestProject.ANNA, p, List.of(from), t.ids.get(0));
      t.set(TestProject.ANNA, p, List.of(child), t.ids.get(1));
      List<Integer> third = type == PropertyType.TAG ? List.of(into) : List.of(from, into);
      t.set(TestProject.ANNA, p, third, t.ids.get(2));
      List<Tag> before = t.state().tags(p);
      long last = t.state().sequence();

      var c = new Commit();
      c.tags().add(new Commit.TagChange(child, null, null, List.of(into, world), null, null, null));
      c.edits().add(new Edit(p, type == PropertyType.TAG ? Edit.Verb.SET : Edit.Verb.ADD, List.of(into), new Edit.Bearers(from)));
      c.emptyTags().add(from);
      t.commit(c);
      assertEquals(last + 1, t.state().sequence());
      assertTrue(t.state().tag(from).isEmpty());
      assertEquals(List.of(into, world), t.state().tag(child).orElseThrow().parents());
      assertEquals(List.of(into), t.get(p, t.ids.get(0)));
      assertEquals(List.of(child), t.get(p, t.ids.get(1)), "who bears a tag below does not bear the tag itself");
      assertEquals(List.of(into), t.get(p, t.ids.get(2)));

      assertEquals(0, t.project.undo(TestProject.ANNA).conflictCount());
      assertEquals(before, t.state().tags(p), "names, parents and colours");
      assertEquals(List.of(from), t.get(p, t.ids.get(0)));
      assertEquals(List.of(child), t.get(p, t.ids.get(1)));
      assertEquals(third, t.get(p, t.ids.get(2)));
    }
  }

  @Test
  void anEditOnTheBearersOfATagOfAnotherPropertyIsRefused() {
    int tags = t.property("tags", PropertyType.MULTI_TAGS, PropertyMode.INSTANCE);
    int tag = t.tag(tags, "a");
    var c = new Commit();
    c.edits().add(new Edit(text, Edit.Verb.SET, "x", new Edit.Bearers(tag)));
    RefusedException refused = assertThrows(RefusedException.class, () -> t.commit(c));
    assertEquals("edits[0].on: the tag " + tag + " belongs to another property than \"text\"", refused.getMessage());
  }

  @Test
  void aNameTakenSinceKeepsAPropertyFromComingBack() {
    var c = new Commit();
    t.commit(c.with(c.emptyProperties(), text));
    t.property("text", PropertyType.NUMBER, PropertyMode.IMAGE);
    long deletion = t.state().sequence() - 1;
    Committed reverted = t.project.revert(deletion, TestProject.BELA);
    assertEquals(1, reverted.conflictCount());
    assertTrue(t.state().property(text).isEmpty());
  }

  @Test
  void aSingleTagThatWasReplacedSinceDoesNotComeBackBesideTheNewOne() {
    int p = t.property("kind", PropertyType.TAG, PropertyMode.INSTANCE);
    int a = t.tag(p, "a");
    int b = t.tag(p, "b");
    int c = t.tag(p, "c");
    int id = t.ids.get(0);
    t.set(TestProject.ANNA, p, List.of(a), id);
    t.set(TestProject.ANNA, p, List.of(b), id);
    t.set(TestProject.BELA, p, List.of(c), id);
    assertEquals(1, t.project.undo(TestProject.ANNA).conflictCount());
    assertEquals(List.of(c), t.get(p, id));
  }

  @Test
  void aDeletedFolderComesBackWithAllBelowIt() {
    var c = new Commit();
    t.commit(c.with(c.emptyFolders(), t.folder));
    assertEquals(0, t.state().instances().count());
    assertEquals(0, t.state().images().count());
    assertTrue(t.state().folders().isEmpty());
    assertTrue(t.state().roots().isEmpty());
    t.project.undo(TestProject.ANNA);
    assertEquals(10, t.state().instances().count());
    assertEquals(9, t.state().images().count());
    assertEquals(2, t.state().folders().size());
  }

  @Test
  void anInstanceDoesNotComeBackIntoAFolderDeletedSince() {
    var c = new Commit();
    Committed first = t.commit(c.with(c.emptyInstances(), t.ids.get(1)));
    c = new Commit();
    t.commit(c.with(c.emptyFolders(), t.below), TestProject.BELA);
    assertEquals(1, t.project.revert(first.sequence(), TestProject.ANNA).conflictCount());
    assertFalse(t.state().instances().contains(1));
  }

  @Test
  void anImportIsRevertedAsAWholeButNeverByUndo() {
    var e = assertThrows(RefusedException.class, () -> t.project.undo(TestProject.BELA));
    assertEquals(ErrorCode.NOTHING, e.code());
    assertEquals(0, t.project.revert(1, TestProject.BELA).conflictCount());
    assertEquals(0, t.state().instances().count());
    t.project.undo(TestProject.BELA);
    assertEquals(10, t.state().instances().count());
  }

  @Test
  void aPropertyThatOthersHaveFilledSinceStays() {
    t.set(TestProject.BELA, text, "theirs", t.ids.get(0));
    assertEquals(1, t.project.undo(TestProject.ANNA).conflictCount()); // Anna's last step made the property
    assertEquals("theirs", t.get(text, t.ids.get(0)));
  }

  @Test
  void aDeletedGroupLetsGoOfItsPropertiesUntilItIsBack() {
    var c = new Commit();
    int group = t.commit(c.with(c.propertyGroups(), new Commit.GroupChange(-1, "box", null, null))).propertyGroups().getFirst().id();
    c = new Commit();
    t.commit(c.with(c.properties(), new Commit.PropertyChange(text, null, null, null, group, null, null)));
    c = new Commit();
    t.commit(c.with(c.emptyPropertyGroups(), group));
    assertEquals(0, t.state().property(text).orElseThrow().groupId());
    t.project.undo(TestProject.ANNA);
    assertEquals(group, t.state().property(text).orElseThrow().groupId());
  }
}
