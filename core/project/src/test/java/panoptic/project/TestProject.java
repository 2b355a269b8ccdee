package panoptic.project;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Sha1;
import panoptic.model.Signature;
import panoptic.model.Value;
import panoptic.model.ValueFormat;

/// A project in memory with a few made-up pictures in `/pictures` and `/pictures/below`, and short ways to say things to it.
final class TestProject implements AutoCloseable {
  static final Person ANNA = new Person(0, "anna-key", "Anna", 1);
  static final Person BELA = new Person(0, "bela-key", "Béla", 2);

  final MemoryLog log = new MemoryLog();
  final MemoryCheckpoints checkpoints = new MemoryCheckpoints();
  final Project project = Project.open(log, checkpoints, InstantSource.system());
  final List<Integer> ids = new ArrayList<>();
  final int folder;
  final int below;

  /// Pictures 0, 2, 4 … lie in the root, the others below; each has its own content, but the last is a copy of the first.
  TestProject(int pictures) {
    var commit = new Commit();
    commit.folders().add(new Commit.FolderChange(-1, 0, -1, "pictures"));
    commit.folders().add(new Commit.FolderChange(-2, -1, 0, "below"));
    var files = new ArrayList<AdmittedFile>();
    for (int i = 0; i < pictures; i++) {
      files.add(file(-1 - i, i % 2 == 0 ? -1 : -2, i, i == pictures - 1 ? 0 : i));
    }
    Committed c = project.commit(commit, new Admission(List.of(new AdmittedRoot(-1, "/pictures")), files, List.of(), List.of()),
        new Signature(ANNA, Signature.IMPORT, "", 0));
    ids.addAll(c.instances());
    folder = c.folders().get(0).id();
    below = c.folders().get(1).id();
  }

  static Sha1 sha1(int content) {
    return new Sha1(content * 0x9E3779B97F4A7C15L, content, content);
  }

  static AdmittedFile file(int id, int folder, int number, int content) {
    return new AdmittedFile(id, folder, "q" + number + ".png", sha1(content), 1_000L * number, number,
        new ImageFacts(100 + content, 16, 12, 0x112233, content, "png", null, null, Double.NaN, Double.NaN));
  }

  Committed commit(Commit commit) {
    return commit(commit, ANNA);
  }

  Committed commit(Commit commit, Person by) {
    return project.commit(commit, Signature.of(by, "test"));
  }

  int property(String name, PropertyType type, PropertyMode mode) {
    var c = new Commit();
    return commit(c.with(c.properties(), new Commit.PropertyChange(-1, name, type, mode, null, null, null))).properties().getFirst().id();
  }

  int tag(int property, String name, Integer... parents) {
    var c = new Commit();
    return commit(c.with(c.tags(), new Commit.TagChange(-1, property, name, List.of(parents), null, null, null))).tags().getFirst().id();
  }

  Committed set(Person by, int property, @org.jspecify.annotations.Nullable Object value, Integer... instances) {
    var c = new Commit();
    for (int i : instances) {
      c.instanceValues().add(new Commit.InstanceValue(property, i, value));
    }
    return commit(c, by);
  }

  @org.jspecify.annotations.Nullable Object get(int property, int instance) {
    ProjectState s = project.state();
    Property p = s.property(property).orElseThrow();
    Value v = s.value(p, s.rowOf(p, s.instanceRow(instance)));
    return v == null ? null : ValueFormat.json(v);
  }

  ProjectState state() {
    return Objects.requireNonNull(project.state());
  }

  /// Ends the test: the log must replay to the same state, and every invariant must hold.
  @Override
  public void close() {
    List<String> problems = project.check();
    project.close();
    if (!problems.isEmpty()) {
      throw new AssertionError(problems);
    }
    Project again = Project.open(log, checkpoints, InstantSource.system());
    List<String> differences = Invariants.differences(again.state(), project.state());
    again.close();
    if (!differences.isEmpty()) {
      throw new AssertionError("from the checkpoint: " + differences);
    }
  }
}
