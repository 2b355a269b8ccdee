package panoptic.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Edit;
import panoptic.model.Json;
import panoptic.model.PartialDate;
import panoptic.model.Person;
import panoptic.model.Property;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Sha1;
import panoptic.model.Signature;
import panoptic.project.Admission;
import panoptic.project.AdmittedFile;
import panoptic.project.AdmittedRoot;
import panoptic.project.ImageFacts;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.MemoryLog;
import panoptic.project.Project;
import panoptic.project.ProjectState;
import tools.jackson.databind.ObjectMapper;

/// A project in memory, made by real commits, that is asked views in JSON with single quotes. Its clock advances a second a commit.
final class SmallProject implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final Person ADA = new Person(0, "ada-key", "Ada", 1);
  static final Person BEN = new Person(0, "ben-key", "Ben", 2);

  private final AtomicLong ticks = new AtomicLong();
  private final Project project = Project.open(new MemoryLog(), new MemoryCheckpoints(), () -> NOW.plusSeconds(ticks.incrementAndGet()));
  private Person author = ADA;

  Project project() {
    return project;
  }

  SmallProject by(Person person) {
    author = person;
    return this;
  }

  Committed commit(Commit commit) {
    return project.commit(commit, Signature.of(author, "test"));
  }

  /// Makes a root with its own folder and returns the folder's id.
  int root(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    Commit c = new Commit();
    c.with(c.folders(), new Commit.FolderChange(-1, 0, -1, name));
    return project
        .commit(c, new Admission(List.of(new AdmittedRoot(-1, path)), List.of(), List.of(), List.of()), Signature.of(author, "root"))
        .folders()
        .getFirst().id();
  }

  int folder(int parent, String name) {
    Commit c = new Commit();
    return commit(c.with(c.folders(), new Commit.FolderChange(-1, parent, 0, name))).folders().getFirst().id();
  }

  /// Imports a picture whose content is told apart by a number, and returns its instance's id.
  int picture(int folder, String name, int content) {
    return picture(folder, name, content,
        new ImageFacts(1000L * content, 100 + content, 50, 0, content, "JPEG", null, null, Double.NaN, Double.NaN));
  }

  int picture(int folder, String name, int content, ImageFacts facts) {
    var file = new AdmittedFile(-1, folder, name, sha1(content), NOW.toEpochMilli() - 86_400_000L * content, content, facts);
    return project.commit(new Commit(), new Admission(List.of(), List.of(file), List.of(), List.of()), Signature.of(author, "import"))
        .instances().getFirst();
  }

  /// Facts of a picture; what is written in it in words is taken from the camera's name.
  static ImageFacts facts(int width, long bytes, @Nullable String taken, @Nullable String camera, double latitude) {
    var words = camera == null
        ? ImageFacts.Words.NONE
        : new ImageFacts.Words("by " + camera, null, camera, null, width % 2 == 0 ? camera : null);
    return new ImageFacts(bytes, width, 50, 0, 0xabcL, "JPEG", taken == null ? null : PartialDate.parse(taken), camera, latitude, -latitude,
        words);
  }

  static Sha1 sha1(int content) {
    return new Sha1(content * 0x9E3779B97F4A7C15L, content, content);
  }

  int property(String name, PropertyType type) {
    return property(name, type, PropertyMode.INSTANCE);
  }

  int property(String name, PropertyType type, PropertyMode mode) {
    Commit c = new Commit();
    return commit(c.with(c.properties(), new Commit.PropertyChange(-1, name, type, mode, null, null, null))).properties().getFirst().id();
  }

  int tag(int property, String name, Integer... parents) {
    Commit c = new Commit();
    return commit(c.with(c.tags(), new Commit.TagChange(-1, property, name, Arrays.asList(parents), -1, null, null))).tags().getFirst()
        .id();
  }

  void deleteTag(int tag) {
    Commit c = new Commit();
    commit(c.with(c.emptyTags(), tag));
  }

  /// Sets a value, or clears it with null; tags by a list of ids.
  void set(int property, @Nullable Object value, Integer... instances) {
    Commit c = new Commit();
    commit(c.with(c.edits(),
        new Edit(property, value == null ? Edit.Verb.CLEAR : Edit.Verb.SET, value, new Edit.Instances(Arrays.asList(instances)))));
  }

  Property property(int id) {
    return project.state().property(id).orElseThrow();
  }

  static Json json(String text) {
    return Json.of(new ObjectMapper().readValue(text.replace('\'', '"'), Object.class));
  }

  View view(String text) {
    return ViewJson.parse(project.state(), json(text));
  }

  Answer answer(String view) {
    return Views.answer(project.state(), view(view), () -> NOW);
  }

  /// Returns the ids of a view's rows in order.
  List<Integer> ids(String view) {
    return ids(answer(view).order());
  }

  List<Integer> ids(int[] rows) {
    return Arrays.stream(rows).mapToObj(project.state()::instanceId).toList();
  }

  /// Returns the ids that a filter lets pass.
  List<Integer> filtered(String filter) {
    return ids("{'filter': " + filter + "}");
  }

  /// Returns groups as text: `name=ids[groups within]`.
  String groups(String view) {
    Answer answer = answer(view);
    return groups(answer, answer.groups());
  }

  private String groups(Answer answer, List<Group> groups) {
    var out = new ArrayList<String>();
    for (Group g : groups) {
      String ids = String.join(",", ids(rows(answer, g)).stream().map(String::valueOf).toList());
      out.add(g.name() + "=" + ids + (g.groups().isEmpty() ? "" : "[" + groups(answer, g.groups()) + "]"));
    }
    return String.join(" ", out);
  }

  /// Returns the rows of a group and of those within, in the order of the view; where copies pile up, one an image.
  private int[] rows(Answer answer, Group group) {
    var rows = new HashSet<Integer>();
    gather(group, rows);
    ProjectState state = project.state();
    List<Integer> images = IntStream.of(answer.order()).map(state::imageOf).boxed().toList();
    IntStream ordered = rows.stream()
        .sorted(Comparator.comparingInt((Integer row) -> images.indexOf(state.imageOf(row))).thenComparing(row -> row))
        .mapToInt(row -> row);
    boolean piled = Arrays.stream(answer.order()).map(state::imageOf).distinct().count() == answer.order().length;
    var seen = new HashSet<Integer>();
    IntStream bySort = piled ? ordered : IntStream.of(answer.order()).filter(rows::contains);
    return bySort.filter(row -> !piled || seen.add(state.imageOf(row))).toArray();
  }

  private static void gather(Group group, Set<Integer> into) {
    IntStream.of(group.own()).forEach(into::add);
    group.groups().forEach(g -> gather(g, into));
  }

  @Override
  public void close() {
    project.close();
  }
}
