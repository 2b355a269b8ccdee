package panoptic.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Edit;
import panoptic.model.Person;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Sha1;
import panoptic.model.Signature;

/// What History tells of steps, and what those hear who follow.
class PastStepsTest {
  private static final Person ADA = new Person(0, "ada", "Ada", 1);
  private static final Person BEN = new Person(0, "ben", "Ben", 2);

  private final Project project = Project.open(new MemoryLog(), new MemoryCheckpoints(), () -> Instant.parse("2026-11-22T10:00:00Z"));
  private int mood;
  private int marks;
  private int good;

  @BeforeEach
  void fill() {
    var c = new Commit();
    c.folders().add(new Commit.FolderChange(-1, 0, -1, "pictures"));
    List<AdmittedFile> files = java.util.stream.IntStream.range(1, 8)
        .mapToObj(i -> new AdmittedFile(-i, -1, i + ".png", new Sha1(i, i, i), i, i,
            new ImageFacts(i, 10, 10, 0, i, "PNG", null, null, Double.NaN, Double.NaN)))
        .toList();
    project.commit(c, new Admission(List.of(new AdmittedRoot(-1, "/pictures")), files, List.of(), List.of()),
        new Signature(ADA, Signature.IMPORT, "/pictures", 0));
    var made = new Commit();
    made.properties().add(new Commit.PropertyChange(-1, "mood", PropertyType.TEXT, PropertyMode.INSTANCE, null, null, null));
    made.properties().add(new Commit.PropertyChange(-2, "marks", PropertyType.MULTI_TAGS, PropertyMode.IMAGE, null, null, null));
    made.tags().add(new Commit.TagChange(-1, -2, "good", List.of(), 3, null, null));
    Committed done = project.commit(made, Signature.of(ADA, ""));
    mood = done.properties().get(0).id();
    marks = done.properties().get(1).id();
    good = done.tags().getFirst().id();
  }

  @AfterEach
  void close() {
    project.close();
  }

  private long edit(Person by, int property, Edit.Verb verb, Object value, Integer... ids) {
    var c = new Commit();
    c.edits().add(new Edit(property, verb, value, new Edit.Instances(List.of(ids))));
    return project.commit(c, Signature.of(by, "")).sequence();
  }

  private PastStep step(long sequence) {
    return project.steps(sequence + 1, 1).getFirst();
  }

  @Test
  void tellsWhatStepsDid() {
    PastStep imported = step(1);
    assertEquals(List.of(new Deed(Deed.Kind.IMPORTED, 7, 0, 0, "", "", -1)), imported.what(), "folders come with their pictures");
    assertEquals(5, imported.preview().size());
    assertEquals("Ada", imported.author().name());
    assertEquals(List.of(Deed.Kind.PROPERTY_MADE, Deed.Kind.TAG_MADE), step(2).what().stream().map(Deed::kind).toList());
    assertEquals(2, step(2).what().getFirst().count());

    PastStep tagged = step(edit(BEN, marks, Edit.Verb.ADD, List.of(good), 2, 3));
    assertEquals(List.of(new Deed(Deed.Kind.TAGGED, 2, marks, good, "good", "", 3)), tagged.what());
    assertEquals(List.of(new Sha1(2, 2, 2), new Sha1(3, 3, 3)), tagged.preview());
    assertEquals(List.of(new Deed(Deed.Kind.SET, 3, mood, 0, "mood", "calm", -1)),
        step(edit(ADA, mood, Edit.Verb.SET, "calm", 1, 2, 3)).what());
    assertEquals(List.of(new Deed(Deed.Kind.CLEARED, 1, mood, 0, "mood", "", -1)), step(edit(ADA, mood, Edit.Verb.CLEAR, "", 1)).what());
    var gone = new Commit();
    gone.emptyFolders().add(1);
    assertEquals(List.of(Deed.Kind.REMOVED, Deed.Kind.FOLDER_DELETED),
        step(project.commit(gone, Signature.of(ADA, "")).sequence()).what().stream().map(Deed::kind).sorted().toList());
  }

  @Test
  void tellsWhetherAStepStandsUndone() {
    long set = edit(ADA, mood, Edit.Verb.SET, "calm", 1);
    assertFalse(step(set).undone());
    long undo = project.undo(ADA).sequence();
    assertTrue(step(set).undone());
    assertEquals(set, step(undo).inverseOf());
    assertEquals(step(set).what(), step(undo).what(), "what was undone");
    long redo = project.redo(ADA).sequence();
    assertFalse(step(set).undone());
    long again = project.undo(ADA).sequence();
    assertTrue(step(set).undone());
    assertTrue(step(redo).undone());
    project.redo(ADA);
    assertFalse(step(set).undone());
    long reverted = project.revert(set, BEN).sequence();
    assertTrue(step(set).undone());
    assertEquals("revert of " + set, step(reverted).origin());
    project.undo(BEN);
    assertFalse(step(set).undone());
    assertTrue(again < reverted);
    assertEquals(List.of("mood", "mood"), List.of(step(redo).what().getFirst().name(), step(again).what().getFirst().name()));
  }

  @Test
  void tellsOnePageAfterTheOther() {
    for (int i = 0; i < 10; i++) {
      edit(ADA, mood, Edit.Verb.SET, "m" + i, 1 + i % 7);
    }
    List<PastStep> first = project.steps(Long.MAX_VALUE, 5);
    assertEquals(List.of(12L, 11L, 10L, 9L, 8L), first.stream().map(PastStep::step).toList());
    assertEquals(List.of(7L, 6L), project.steps(8, 2).stream().map(PastStep::step).toList());
    assertEquals(List.of(), project.steps(1, 5));
  }

  @Test
  void joinsTheCommitsOfAStep() {
    long first = edit(ADA, mood, Edit.Verb.SET, "one", 1);
    edit(BEN, mood, Edit.Verb.SET, "two", 2);
    var c = new Commit();
    c.edits().add(new Edit(mood, Edit.Verb.SET, "one", new Edit.Instances(List.of(3, 4))));
    long last = project.commit(c, Signature.of(ADA, "").in(first)).sequence();
    PastStep step = step(first);
    assertEquals(2, step.commits());
    assertEquals(last, step.last());
    assertEquals(List.of(new Deed(Deed.Kind.SET, 3, mood, 0, "mood", "one", -1)), step.what());
  }

  @Test
  void tellsFollowersWhatWasTouched() throws InterruptedException {
    long before = project.state().sequence();
    assertEquals(List.of(), project.after(before).orElseThrow());
    long set = edit(BEN, marks, Edit.Verb.ADD, List.of(good), 2, 3);
    assertTrue(project.await(before, Duration.ofSeconds(10)));
    Applied applied = project.after(before).orElseThrow().getFirst();
    assertEquals(set, applied.sequence());
    Touched touched = applied.touched(project.state());
    assertEquals(java.util.Set.of(marks), touched.values().keySet());
    assertEquals(2, touched.values().values().iterator().next().getCardinality());
    assertEquals(java.util.Set.of(good), touched.tags());
    assertTrue(touched.instances().isEmpty());
    assertTrue(touched.catalog(), "Ben is new here");
    var gone = new Commit();
    gone.emptyInstances().add(4);
    project.commit(gone, Signature.of(BEN, ""));
    Touched after = project.after(set).orElseThrow().getFirst().touched(project.state());
    assertEquals(1, after.instances().getCardinality());
    assertFalse(after.catalog());
    project.close();
    assertFalse(project.await(project.state().sequence(), Duration.ofSeconds(10)), "followers end");
  }
}
