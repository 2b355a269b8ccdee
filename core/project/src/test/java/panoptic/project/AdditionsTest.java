package panoptic.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import panoptic.model.Committed;
import panoptic.model.ErrorCode;
import panoptic.model.ImageMap;
import panoptic.model.RefusedException;
import panoptic.model.Result;
import panoptic.model.Sha1;
import panoptic.model.Sha1s;
import panoptic.model.Signature;
import panoptic.model.VectorType;

/// What plugins add: vector types, vectors, maps and results.
class AdditionsTest {
  private static final String CONTENT = "00112233445566778899aabbccddeeff";
  private final TestProject p = new TestProject(8);

  @AfterEach
  void replaysToTheSame() {
    p.close();
  }

  private static Signature run(long step) {
    return new Signature(TestProject.ANNA, "hue:vectors", "Hue", step);
  }

  private static List<Sha1> images(int... contents) {
    return java.util.Arrays.stream(contents).mapToObj(TestProject::sha1).toList();
  }

  private Committed add(Additions a) {
    return p.project.add(a, run(0));
  }

  private int type() {
    return add(Additions.type(new VectorType(-1, "hue", "{\"model\":\"hue\"}"))).vectorTypes().getFirst().id();
  }

  @Test
  void vectorsMayReferToATypeThatIsNewWithThem() {
    var a = new Additions(List.of(new VectorType(-7, "hue", "{}")), List.of(Additions.Vectors.of(-7, images(0, 3))), List.of(), List.of(),
        List.of(), List.of(), List.of(), List.of());
    int id = add(a).vectorTypes().getFirst().id();
    assertTrue(id > 0);
    assertEquals(2, p.state().vectorCount(id));
    assertTrue(p.state().vectors(id).contains(p.state().imageRow(TestProject.sha1(3))));
  }

  @Test
  void whatIsThereAlreadyIsNoCommit() {
    int id = type();
    assertTrue(add(Additions.vectors(id, images(1, 2))).changed());
    long last = p.state().sequence();
    assertFalse(add(Additions.vectors(id, images(2, 1, 1))).changed());
    assertEquals(last, p.state().sequence());
  }

  @Test
  void aRefusalNamesTheElementAndChangesNothing() {
    int id = type();
    long last = p.state().sequence();
    var unknown = assertThrows(RefusedException.class, () -> add(Additions.vectors(99, images(1))));
    assertEquals("vectors[0]: there is no vector type 99", unknown.getMessage());
    Sha1 nowhere = new Sha1(1, 2, 3);
    var image = assertThrows(RefusedException.class, () -> add(Additions.vectors(id, List.of(TestProject.sha1(0), nowhere))));
    assertEquals("vectors[0]: there is no image " + nowhere, image.getMessage());
    assertEquals(ErrorCode.UNKNOWN, image.code());
    var map = assertThrows(RefusedException.class, () -> add(Additions.map(new ImageMap(-1, "hue", "m", "k", 1, "../x"))));
    assertEquals("maps[0]: \"../x\" is not the name of a kept file", map.getMessage());
    assertEquals(last, p.state().sequence());
  }

  @Test
  void aRunIsOneStepAndRevertedWhole() {
    Committed first = add(Additions.type(new VectorType(-1, "hue", "{}")));
    int id = first.vectorTypes().getFirst().id();
    p.project.add(Additions.vectors(id, images(0, 1)), run(first.sequence()));
    p.project.add(Additions.vectors(id, images(2)), run(first.sequence()));
    p.project.add(Additions.map(new ImageMap(-1, "hue", "plane", "", 3, CONTENT)), run(first.sequence()));
    p.project.revert(first.sequence(), TestProject.ANNA);
    assertTrue(p.state().vectorType(id).isEmpty());
    assertEquals(0, p.state().vectors(id).count());
    assertEquals(List.of(), p.state().maps());
    assertTrue(p.state().contents().contains(CONTENT), "undo may bring it back");
    p.project.undo(TestProject.ANNA);
    assertEquals(3, p.state().vectorCount(id));
    assertEquals(1, p.state().maps().size());
    PastStep step = p.project.steps(first.sequence() + 1, 1).getFirst();
    assertEquals(
        List.of(new Deed(Deed.Kind.VECTOR_TYPE_MADE, 1, 0, 0, "hue", "", -1), new Deed(Deed.Kind.VECTORS_ADDED, 3, 0, 0, "hue", "", -1),
            new Deed(Deed.Kind.MAP_STORED, 1, 0, 0, "plane", "", -1)),
        step.what());
    assertFalse(step.preview().isEmpty());
  }

  @Test
  void aDeletedTypeComesBackWithItsVectors() {
    int id = type();
    add(Additions.vectors(id, images(0, 1, 2)));
    Committed gone = p.project.add(Additions.deletion(List.of(id), List.of(), List.of()), Signature.of(TestProject.ANNA, ""));
    assertTrue(p.state().vectorType(id).isEmpty());
    assertEquals(Map.of("vectorTypes", 1L), p.project.entry(gone.sequence()).counts());
    p.project.undo(TestProject.ANNA);
    assertEquals(3, p.state().vectorCount(id));
  }

  @Test
  void aTypeThatOthersHaveUsedSinceStays() {
    Committed made = add(Additions.type(new VectorType(-1, "hue", "{}")));
    int id = made.vectorTypes().getFirst().id();
    p.project.add(Additions.vectors(id, images(4)), new Signature(TestProject.BELA, "hue:vectors", "", 0));
    Committed undone = p.project.revert(made.sequence(), TestProject.ANNA);
    assertEquals(List.of("vectorTypes"), undone.conflicts().stream().map(panoptic.model.Conflict::kind).toList());
    assertTrue(p.state().vectorType(id).isPresent());
  }

  @Test
  void aResultKnowsItsCommit() {
    Committed c = add(Additions.result(new Result(-1, "hue.groups", "Hues", "{\"n\":4}", 4, 8, CONTENT, 0)));
    Result r = p.state().result(c.results().getFirst().id()).orElseThrow();
    assertEquals(c.sequence(), r.sequence());
    assertEquals("{\"n\":4}", r.inputs());
  }

  @Test
  void followersHearWhatCame() {
    int id = type();
    long before = p.state().sequence();
    add(Additions.vectors(id, images(0)));
    add(Additions.result(new Result(-1, "hue.groups", "", "{}", 0, 0, CONTENT, 0)));
    List<Applied> told = p.project.after(before).orElseThrow();
    Touched vectors = told.get(0).touched(p.state());
    assertEquals(java.util.Set.of(id), vectors.vectors());
    assertFalse(vectors.catalog());
    assertTrue(vectors.values().isEmpty() && vectors.tags().isEmpty());
    assertTrue(told.get(1).touched(p.state()).results());
  }

  @Test
  void changesOfTheOldVersionAreStillRead() {
    List<Change> changes = List.of(new Change.SetEntry(Kind.ROOT, 1, null, new Entry(new panoptic.model.Root(1, "/p"), 0)));
    assertEquals(changes, ChangeCodec.read(1, ChangeCodec.write(changes)));
    assertThrows(IllegalArgumentException.class, () -> ChangeCodec.read(3, ChangeCodec.write(changes)));
  }

  @Test
  void packedSha1sAreTheSameList() {
    List<Sha1> some = images(3, 1, 2);
    var bytes = ByteBuffer.allocate(60);
    some.forEach(s -> bytes.put(s.bytes()));
    assertEquals(some, Sha1s.of(bytes.array()));
    assertEquals(some, Sha1s.copyOf(some));
    assertThrows(RefusedException.class, () -> Sha1s.of(new byte[21]));
  }
}
