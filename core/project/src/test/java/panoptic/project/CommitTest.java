package panoptic.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Computed;
import panoptic.model.Edit;
import panoptic.model.ErrorCode;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.RefusedException;
import panoptic.model.Tag;

class CommitTest {
  private final TestProject t = new TestProject(10);

  @AfterEach
  void isSound() {
    t.close();
  }

  private void refuses(Commit commit, ErrorCode code, String place) {
    long before = t.state().sequence();
    var e = assertThrows(RefusedException.class, () -> t.commit(commit));
    assertEquals(code, e.code(), e.getMessage());
    assertTrue(e.getMessage().startsWith(place), e.getMessage());
    assertEquals(before, t.state().sequence());
  }

  @Test
  void negativeIdsReferToEachOtherAcrossAllFields() {
    var c = new Commit();
    c.instanceValues().add(new Commit.InstanceValue(-7, t.ids.get(0), List.of(-3)));
    c.tags().add(new Commit.TagChange(-3, -7, "child", List.of(-4), 5, null, null));
    c.tags().add(new Commit.TagChange(-4, -7, "parent", List.of(), -1, null, null));
    c.properties().add(new Commit.PropertyChange(-7, "  subject ", PropertyType.MULTI_TAGS, PropertyMode.INSTANCE, -9, null, null));
    c.propertyGroups().add(new Commit.GroupChange(-9, "box", null, "what is in it"));
    Committed done = t.commit(c);
    int property = done.properties().getFirst().id();
    assertEquals("subject", done.properties().getFirst().name());
    assertEquals(done.propertyGroups().getFirst().id(), done.properties().getFirst().groupId());
    assertEquals(List.of(done.tags().get(0).id()), t.get(property, t.ids.get(0)));
    assertEquals(List.of(done.tags().get(1).id()), done.tags().get(0).parents());
  }

  @Test
  void copiesShareWhatIsAskedOfImages() {
    int p = t.property("year", PropertyType.NUMBER, PropertyMode.IMAGE);
    var c = new Commit();
    t.commit(c.with(c.imageValues(), new Commit.ImageValue(p, TestProject.sha1(0), 1968)));
    assertEquals(1968L, t.get(p, t.ids.getFirst()));
    assertEquals(1968L, t.get(p, t.ids.getLast()));
    assertEquals(9, t.state().images().count());
    assertEquals(10, t.state().instances().count());
  }

  @Test
  void nothingEmptyIsAValueAndZeroAndFalseAre() {
    int text = t.property("text", PropertyType.TEXT, PropertyMode.INSTANCE);
    int number = t.property("number", PropertyType.NUMBER, PropertyMode.INSTANCE);
    int box = t.property("box", PropertyType.CHECKBOX, PropertyMode.INSTANCE);
    int id = t.ids.getFirst();
    t.set(TestProject.ANNA, text, "x", id);
    t.set(TestProject.ANNA, text, "", id);
    t.set(TestProject.ANNA, number, 0, id);
    t.set(TestProject.ANNA, box, false, id);
    assertNull(t.get(text, id));
    assertEquals(0L, t.get(number, id));
    assertEquals(false, t.get(box, id));
    assertEquals(1, t.state().valued(t.state().property(box).orElseThrow()).getCardinality());
  }

  @Test
  void ofTwoValuesForOneCellTheLaterWins() {
    int p = t.property("text", PropertyType.TEXT, PropertyMode.INSTANCE);
    var c = new Commit();
    c.instanceValues().add(new Commit.InstanceValue(p, t.ids.get(3), "first"));
    c.instanceValues().add(new Commit.InstanceValue(p, t.ids.get(1), "other"));
    c.instanceValues().add(new Commit.InstanceValue(p, t.ids.get(3), "second"));
    t.commit(c);
    assertEquals("second", t.get(p, t.ids.get(3)));
  }

  @Test
  void whatChangesNothingIsNoCommit() {
    int p = t.property("text", PropertyType.TEXT, PropertyMode.INSTANCE);
    long sequence = t.set(TestProject.ANNA, p, "x", t.ids.get(0)).sequence();
    assertEquals(sequence, t.set(TestProject.ANNA, p, "x", t.ids.get(0)).sequence());
    assertEquals(sequence, t.state().sequence());
  }

  @Test
  void refusesWrongValuesNamingTheElement() {
    int number = t.property("number", PropertyType.NUMBER, PropertyMode.INSTANCE);
    int color = t.property("color", PropertyType.COLOR, PropertyMode.INSTANCE);
    var c = new Commit();
    c.instanceValues().add(new Commit.InstanceValue(number, t.ids.get(0), 1));
    c.instanceValues().add(new Commit.InstanceValue(number, t.ids.get(1), "one"));
    refuses(c, ErrorCode.INVALID, "instanceValues[1]: a property of type number takes a number, not \"one\"");
    c = new Commit();
    refuses(c.with(c.instanceValues(), new Commit.InstanceValue(color, t.ids.get(0), 12)), ErrorCode.INVALID, "instanceValues[0]");
    c = new Commit();
    refuses(c.with(c.instanceValues(), new Commit.InstanceValue(number, 4711, 1)), ErrorCode.UNKNOWN,
        "instanceValues[0]: there is no instance 4711");
    c = new Commit();
    refuses(c.with(c.imageValues(), new Commit.ImageValue(number, TestProject.sha1(0), 1)), ErrorCode.INVALID, "imageValues[0]");
    c = new Commit();
    refuses(c.with(c.instanceValues(), new Commit.InstanceValue(Computed.WIDTH, t.ids.get(0), 1)), ErrorCode.INVALID, "instanceValues[0]");
    c = new Commit();
    refuses(c.with(c.instanceValues(), new Commit.InstanceValue(99, t.ids.get(0), 1)), ErrorCode.UNKNOWN,
        "instanceValues[0]: there is no property 99");
  }

  @Test
  void refusesTakenNamesCyclesAndColours() {
    t.property("a", PropertyType.TEXT, PropertyMode.INSTANCE);
    var c = new Commit();
    refuses(c.with(c.properties(), new Commit.PropertyChange(-1, " a", PropertyType.DATE, PropertyMode.IMAGE, null, null, null)),
        ErrorCode.NAME_TAKEN,
        "properties[0]");
    int p = t.property("tags", PropertyType.MULTI_TAGS, PropertyMode.INSTANCE);
    int top = t.tag(p, "top");
    int middle = t.tag(p, "middle", top);
    int low = t.tag(p, "low", middle);
    c = new Commit();
    refuses(c.with(c.tags(), new Commit.TagChange(top, null, null, List.of(low), null, null, null)), ErrorCode.CYCLE,
        "tags[0]: the tag would be its own ancestor: top → low → middle → top");
    c = new Commit();
    refuses(c.with(c.tags(), new Commit.TagChange(-1, p, "new", List.of(), 12, null, null)), ErrorCode.INVALID,
        "tags[0]: a colour is 0 to 11");
    c = new Commit();
    refuses(c.with(c.tags(), new Commit.TagChange(-1, p, "low", null, null, null, null)), ErrorCode.NAME_TAKEN, "tags[0]");
  }

  @Test
  void aWholeCommitIsRefusedForOneElement() {
    var c = new Commit();
    c.properties().add(new Commit.PropertyChange(-1, "new", PropertyType.TEXT, PropertyMode.INSTANCE, null, null, null));
    c.instanceValues().add(new Commit.InstanceValue(-1, 4711, "x"));
    refuses(c, ErrorCode.UNKNOWN, "instanceValues[0]");
    assertTrue(t.state().property("new").isEmpty());
    t.property("new", PropertyType.TEXT, PropertyMode.INSTANCE);
  }

  @Test
  void choosesTheColourLeastUsed() {
    int p = t.property("tags", PropertyType.TAG, PropertyMode.INSTANCE);
    var seen = new ArrayList<Integer>();
    for (int i = 0; i < Tag.COLORS; i++) {
      int tag = t.tag(p, "t" + i);
      seen.add(t.state().tag(tag).orElseThrow().color());
    }
    assertEquals(Tag.COLORS, seen.stream().distinct().count());
  }

  @Test
  void aTagPropertyTakesOneTagAndReplacesIt() {
    int p = t.property("kind", PropertyType.TAG, PropertyMode.INSTANCE);
    int a = t.tag(p, "a");
    int b = t.tag(p, "b");
    t.set(TestProject.ANNA, p, List.of(a), t.ids.get(0));
    t.set(TestProject.ANNA, p, List.of(b), t.ids.get(0));
    assertEquals(List.of(b), t.get(p, t.ids.get(0)));
    var c = new Commit();
    refuses(c.with(c.instanceValues(), new Commit.InstanceValue(p, t.ids.get(0), List.of(a, b))), ErrorCode.INVALID, "instanceValues[0]");
    c = new Commit();
    t.commit(c.with(c.edits(), new Edit(p, Edit.Verb.ADD, List.of("a"), new Edit.Instances(List.of(t.ids.get(0))))));
    assertEquals(List.of(a), t.get(p, t.ids.get(0)));
  }

  @Test
  void twoPeopleWhoAddDifferentTagsBothKeepTheirs() {
    int p = t.property("tags", PropertyType.MULTI_TAGS, PropertyMode.INSTANCE);
    int a = t.tag(p, "a");
    int b = t.tag(p, "b");
    int old = t.tag(p, "old");
    int id = t.ids.getFirst();
    t.set(TestProject.ANNA, p, List.of(old), id);
    long read = t.state().sequence();
    t.set(TestProject.ANNA, p, List.of(old, a), id);
    var c = new Commit().readAt(read);
    t.commit(c.with(c.instanceValues(), new Commit.InstanceValue(p, id, List.of(b))), TestProject.BELA); // takes `old` off, puts `b` on
    assertEquals(List.of(a, b), t.get(p, id));
  }

  @Test
  void anEditIsAboutInstancesImagesOrRows() {
    int perImage = t.property("per image", PropertyType.TEXT, PropertyMode.IMAGE);
    int perInstance = t.property("per instance", PropertyType.TEXT, PropertyMode.INSTANCE);
    var c = new Commit();
    c.edits().add(new Edit(perImage, Edit.Verb.SET, "x", new Edit.Instances(List.of(t.ids.getLast()))));
    c.edits().add(new Edit(perInstance, Edit.Verb.SET, "y", new Edit.Images(List.of(TestProject.sha1(0)))));
    t.commit(c);
    assertEquals("x", t.get(perImage, t.ids.getFirst()), "the copy shares it");
    assertEquals("y", t.get(perInstance, t.ids.getFirst()));
    assertEquals("y", t.get(perInstance, t.ids.getLast()));
    assertNull(t.get(perInstance, t.ids.get(1)));
    var rows = new BitSet();
    rows.set(0, 10);
    c = new Commit();
    t.commit(c.with(c.edits(), new Edit(perInstance, Edit.Verb.CLEAR, true, new Edit.Rows(rows, t.state().sequence()))));
    assertEquals(0, t.state().valued(t.state().property(perInstance).orElseThrow()).getCardinality());
  }

  @Test
  void aChangedFileKeepsItsInstanceAndWhatItsImageWasSaid() {
    int year = t.property("year", PropertyType.NUMBER, PropertyMode.IMAGE);
    int tags = t.property("tags", PropertyType.MULTI_TAGS, PropertyMode.IMAGE);
    int tag = t.tag(tags, "a");
    var c = new Commit();
    c.imageValues().add(new Commit.ImageValue(year, TestProject.sha1(2), 1968));
    c.imageValues().add(new Commit.ImageValue(tags, TestProject.sha1(2), List.of(tag)));
    t.commit(c);
    var file = TestProject.file(t.ids.get(2), t.folder, 2, 77);
    t.project.commit(new Commit(), new Admission(List.of(), List.of(file), List.of(), List.of()),
        new panoptic.model.Signature(TestProject.ANNA, "import", "", 0));
    assertEquals(TestProject.sha1(77), t.state().sha1(t.state().imageOf(2)));
    assertEquals(1968L, t.get(year, t.ids.get(2)));
    assertEquals(List.of(tag), t.get(tags, t.ids.get(2)));
    long imported = t.state().sequence();
    t.project.revert(imported, TestProject.ANNA);
    assertEquals(TestProject.sha1(2), t.state().sha1(t.state().imageOf(2)));
    assertEquals(-1, t.state().imageRow(TestProject.sha1(78)));
  }
}
