package panoptic.testkit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import panoptic.model.Commit;
import panoptic.model.DatePrecision;
import panoptic.model.Edit;
import panoptic.model.ErrorCode;
import panoptic.model.Folder;
import panoptic.model.PartialDate;
import panoptic.model.Property;
import panoptic.model.PropertyGroup;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Root;
import panoptic.model.Sha1;
import panoptic.model.Tag;
import panoptic.project.Admission;
import panoptic.project.AdmittedFile;
import panoptic.project.AdmittedRoot;
import panoptic.project.ImageFacts;
import panoptic.project.ProjectState;

/// A commit in the making, of random parts that fit a state: everything a commit can carry comes up.
///
/// [#admission] is what goes with it. Each part is counted by its name, so that a test can tell that none was left out.
final class RandomCommit {
  private static final List<PropertyType> TYPES = List.of(PropertyType.values()).stream().filter(PropertyType::isMade).toList();

  /// Noted once an edit names a tag by its name, which then must stay.
  private static final String NAMED = "named";
  /// Noted once something is said of an image, which then must stay in sight.
  private static final String IMAGES = "images";

  final Commit commit = new Commit();
  private final RandomGenerator random;
  private final ProjectState state;
  private final Map<String, Integer> counts;
  private final List<AdmittedRoot> roots = new ArrayList<>();
  private final List<AdmittedFile> files = new ArrayList<>();
  private final List<Integer> missing = new ArrayList<>();
  private final List<Integer> found = new ArrayList<>();
  private final Set<Object> used = new HashSet<>();
  private final List<Integer> instances;
  private final List<Property> properties;
  private Map<String, Integer> refusals = Map.of();
  private int fresh;

  RandomCommit(RandomGenerator random, ProjectState state, Map<String, Integer> counts) {
    this.random = random;
    this.state = state;
    this.counts = counts;
    instances = state.instances().rows().stream().map(state::instanceId).boxed().toList();
    properties = new ArrayList<>(state.properties());
  }

  Admission admission() {
    return new Admission(roots, files, missing, found);
  }

  /// Adds one to four parts.
  RandomCommit parts() {
    if (properties.size() < 4) {
      makeProperty();
      makeProperty();
    }
    if (instances.size() < 20) {
      importFiles();
    }
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int dice = random.nextInt(100);
      if (dice < 18) {
        instanceValues();
      } else if (dice < 30) {
        imageValues();
      } else if (dice < 55) {
        edit();
      } else {
        thing(random.nextInt(20));
      }
    }
    if (random.nextInt(5) == 0 && state.sequence() > 3) {
      commit.readAt(state.sequence() - random.nextInt(4));
      count("readAt");
    }
    return this;
  }

  private void thing(int which) {
    switch (which) {
      case 0 -> group();
      case 1 -> makeProperty();
      case 2 -> changeProperty();
      case 3, 4, 5 -> makeTag();
      case 6, 7 -> changeTag();
      case 8, 9, 10 -> importFiles();
      case 11, 12 -> changeFile();
      case 13 -> scan();
      case 14 -> moveRoot();
      case 15 -> delete("emptyTags", commit.emptyTags(), tags().stream().map(Tag::id).toList());
      case 16 -> {
        if (properties.size() > 8) {
          delete("emptyProperties", commit.emptyProperties(), state.properties().stream().map(Property::id).toList());
        }
      }
      case 17 ->
        delete("emptyPropertyGroups", commit.emptyPropertyGroups(), state.propertyGroups().stream().map(PropertyGroup::id).toList());
      case 18 -> {
        if (instances.size() > 40 && random.nextInt(3) == 0) {
          delete("emptyFolders", commit.emptyFolders(), state.folders().stream().map(Folder::id).toList());
        }
      }
      default -> {
        for (int n = random.nextInt(3); n >= 0; n--) {
          delete("emptyInstances", commit.emptyInstances(), instances);
        }
      }
    }
  }

  private void count(String part) {
    counts.merge(part, 1, Integer::sum);
  }

  private <T> @Nullable T pick(List<T> list) {
    return list.isEmpty() ? null : list.get(random.nextInt(list.size()));
  }

  private int pickOrNew(List<Integer> there, List<Integer> made) {
    return !made.isEmpty() && (there.isEmpty() || random.nextInt(3) == 0)
        ? made.get(random.nextInt(made.size()))
        : there.get(random.nextInt(there.size()));
  }

  private List<Tag> tags() {
    return state.properties().stream().flatMap(p -> state.tags(p.id()).stream()).toList();
  }

  private void delete(String what, List<Integer> into, List<Integer> among) {
    Integer id = pick(among);
    if (id != null && !used.contains(NAMED) && used.add(what + id)) {
      into.add(id);
      count(what);
    }
  }

  private String name(String kind, java.util.function.Predicate<String> isTaken) {
    for (int n = 30;; n++) {
      String name = kind + " " + random.nextInt(n);
      if (!isTaken.test(name) && used.add(List.of("name", kind, name))) {
        return name;
      }
    }
  }

  // ---- the catalog

  private void group() {
    PropertyGroup old = random.nextBoolean() ? pick(state.propertyGroups()) : null;
    String name = name("group", n -> state.propertyGroups().stream().anyMatch(g -> g.name().equals(n)));
    if (old == null) {
      commit.with(commit.propertyGroups(), new Commit.GroupChange(--fresh, name, random.nextInt(10), "made"));
      count("group made");
    } else {
      commit.with(commit.propertyGroups(), new Commit.GroupChange(old.id(), random.nextBoolean() ? name : null, random.nextInt(10), null));
      count("group changed");
    }
  }

  private @Nullable Integer groupId() {
    List<Integer> made = commit.propertyGroups().stream().map(Commit.GroupChange::id).toList();
    List<Integer> there = state.propertyGroups().stream().map(PropertyGroup::id).toList();
    return made.isEmpty() && there.isEmpty() ? Integer.valueOf(0) : (Integer) pickOrNew(there, made);
  }

  private void makeProperty() {
    PropertyType type = TYPES.get(random.nextInt(TYPES.size()));
    PropertyMode mode = PropertyMode.values()[random.nextInt(2)];
    String name = name("property", n -> state.property(n).isPresent());
    commit.with(commit.properties(),
        new Commit.PropertyChange(--fresh, name, type, mode, groupId(), null, random.nextBoolean() ? "asks" : null));
    properties.add(new Property(fresh, name, type, mode, 0, 0, ""));
    count("property made " + type.json() + " " + mode.json());
  }

  private void changeProperty() {
    Property p = pick(state.properties());
    if (p != null) {
      String name = random.nextBoolean() ? name("property", n -> state.property(n).isPresent()) : null;
      commit.with(commit.properties(), new Commit.PropertyChange(p.id(), name, null, null, groupId(), random.nextInt(20), "changed"));
      count("property changed");
    }
  }

  private @Nullable Property tagProperty() {
    return pick(properties.stream().filter(p -> p.type().isTags()).toList());
  }

  private void makeTag() {
    Property p = tagProperty();
    if (p == null) {
      return;
    }
    var parents = new ArrayList<Integer>();
    for (int n = random.nextInt(3); n > 0; n--) {
      List<Integer> there = tagIds(p);
      if (!there.isEmpty()) {
        parents.add(there.get(random.nextInt(there.size())));
      }
    }
    String name = name("tag of " + p.id(), n -> state.tag(p.id(), n).isPresent());
    commit.with(commit.tags(), new Commit.TagChange(--fresh, p.id(), name, parents, random.nextInt(-1, Tag.COLORS), null, null));
    count(parents.isEmpty() ? "tag made" : "tag made below others");
  }

  /// Tags of a property, those made in this commit included.
  private List<Integer> tagIds(Property p) {
    var out = new ArrayList<Integer>();
    state.tags(p.id()).forEach(t -> out.add(t.id()));
    commit.tags().stream().filter(t -> t.id() < 0 && t.propertyId() != null && t.propertyId() == p.id()).forEach(t -> out.add(t.id()));
    return out;
  }

  private void changeTag() {
    Tag t = pick(tags());
    if (t == null || used.contains(NAMED)) {
      return;
    }
    List<Integer> parents = null;
    if (random.nextBoolean() && used.add("parents")) { // one a commit, so that a look at the state tells whether it closes a cycle
      parents = state.tags(t.propertyId()).stream().filter(o -> random.nextInt(5) == 0 && !ancestors(o).contains(t.id())).map(Tag::id)
          .toList();
    }
    String name = random.nextInt(3) == 0 ? name("tag of " + t.propertyId(), n -> state.tag(t.propertyId(), n).isPresent()) : null;
    commit.with(commit.tags(), new Commit.TagChange(t.id(), null, name, parents, random.nextBoolean() ? random.nextInt(Tag.COLORS) : null,
        random.nextInt(20), null));
    count(parents == null ? "tag changed" : "tag put below others");
  }

  /// A tag and all above it that are in sight.
  private Set<Integer> ancestors(Tag tag) {
    var out = new HashSet<Integer>();
    var open = new ArrayList<>(List.of(tag));
    while (!open.isEmpty()) {
      Tag t = open.removeLast();
      if (out.add(t.id())) {
        t.parents().forEach(p -> state.tag(p).ifPresent(open::add));
      }
    }
    return out;
  }

  // ---- files

  private AdmittedFile file(int id, int folder) {
    long content = random.nextInt(400);
    var of = new SplittableRandom(content);
    var facts = new ImageFacts(1000 + content, of.nextInt(1, 4000), of.nextInt(1, 4000), of.nextInt(1 << 24), of.nextLong(),
        of.nextBoolean() ? "jpeg" : "png",
        of.nextBoolean() ? date(of) : null, of.nextInt(3) == 0 ? "camera " + of.nextInt(4) : null,
        of.nextBoolean() ? Double.NaN : of.nextInt(90), of.nextInt(-180, 180));
    return new AdmittedFile(id, folder, "file " + random.nextInt(1000) + ".jpg", sha1(content),
        1_700_000_000_000L + random.nextInt(1_000_000), random.nextInt(1, 1_000_000), facts);
  }

  private static Sha1 sha1(long content) {
    var of = new SplittableRandom(~content);
    return new Sha1(of.nextLong(), of.nextLong(), of.nextInt());
  }

  private int folder() {
    List<Integer> there = state.folders().stream().map(Folder::id).toList();
    if (there.isEmpty() && commit.folders().isEmpty() || random.nextInt(8) == 0) {
      Folder above = random.nextInt(3) == 0 || there.size() > 25 ? null : pick(state.folders());
      if (above != null) {
        commit.with(commit.folders(), new Commit.FolderChange(--fresh, above.id(), above.rootId(), "sub " + random.nextInt(5)));
        count("folder made");
      } else {
        roots.add(new AdmittedRoot(--fresh, "/pictures/root " + random.nextInt(4)));
        commit.with(commit.folders(), new Commit.FolderChange(--fresh, 0, fresh + 1, "root"));
        count("root made");
      }
    }
    return pickOrNew(there, commit.folders().stream().map(Commit.FolderChange::id).toList());
  }

  private void importFiles() {
    for (int n = instances.size() > 200 ? 1 : 1 + random.nextInt(8); n > 0; n--) {
      files.add(file(--fresh, folder()));
      count("instance made");
    }
  }

  private void changeFile() {
    int id = random.nextInt(6) == 0 && state.instanceRows() > 0 ? state.instanceId(random.nextInt(state.instanceRows())) : 0;
    Integer known = id != 0 ? Integer.valueOf(id) : pick(instances);
    if (known == null || used.contains(IMAGES) || !used.add("file" + known)) {
      return;
    }
    int row = state.instanceRow(known);
    boolean stays = random.nextBoolean() && state.folder(state.folderOf(row)).isPresent();
    AdmittedFile now = file(known, stays ? state.folderOf(row) : folder());
    boolean same = random.nextBoolean();
    Sha1 sha1 = same ? state.sha1(state.imageOf(row)) : now.sha1();
    files.add(new AdmittedFile(known, now.folderId(), stays ? state.fileName(row) : now.name(), sha1, now.fileTimeMillis(), now.fileId(),
        now.facts()));
    count(state.instances().contains(row) ? same ? "file moved" : "file changed" : "file of a deleted instance");
  }

  private void scan() {
    for (int id : instances) {
      boolean gone = state.missing().contains(state.instanceRow(id));
      if (random.nextInt(gone ? 3 : 15) == 0 && used.add("file" + id)) {
        (gone ? found : missing).add(id);
        count(gone ? "file returned" : "file missing");
      }
    }
  }

  private void moveRoot() {
    Root r = pick(state.roots());
    if (r != null && used.add("root")) {
      roots.add(new AdmittedRoot(r.id(), "/elsewhere/" + r.id() + "/" + random.nextInt(1000)));
      count("root moved");
    }
  }

  // ---- values

  private List<Integer> newInstances() {
    return files.stream().map(AdmittedFile::id).filter(id -> id < 0).toList();
  }

  private @Nullable Property property(@Nullable PropertyMode mode) {
    return pick(properties.stream().filter(p -> mode == null || p.mode() == mode).toList());
  }

  private void instanceValues() {
    Property p = property(PropertyMode.INSTANCE);
    for (int n = random.nextInt(6); n >= 0 && p != null && !(instances.isEmpty() && newInstances().isEmpty()); n--) {
      int owner = pickOrNew(instances, newInstances());
      commit.with(commit.instanceValues(), new Commit.InstanceValue(p.id(), owner, value(p, false)));
      count("instanceValues " + p.type().json());
      if (p.id() < 0 || owner < 0) {
        count("value of something new");
      }
    }
  }

  private void imageValues() {
    Property p = property(PropertyMode.IMAGE);
    List<Sha1> images = images();
    for (int n = random.nextInt(6); n >= 0 && p != null && !images.isEmpty(); n--) {
      commit.with(commit.imageValues(), new Commit.ImageValue(p.id(), images.get(random.nextInt(images.size())), value(p, false)));
      count("imageValues " + p.type().json());
    }
  }

  private List<Sha1> images() {
    used.add(IMAGES);
    var moved = new HashSet<>(files.stream().map(AdmittedFile::id).toList());
    var out = new ArrayList<Sha1>();
    for (int id : instances) {
      if (!moved.contains(id)) { // the image of a file that changes may go out of sight
        out.add(state.sha1(state.imageOf(state.instanceRow(id))));
      }
    }
    files.forEach(f -> out.add(f.sha1()));
    return out;
  }

  private void edit() {
    Property p = property(null);
    if (p == null || instances.isEmpty()) {
      return;
    }
    List<Edit.Verb> verbs = p.type().isTags() ? List.of(Edit.Verb.values()) : List.of(Edit.Verb.SET, Edit.Verb.CLEAR);
    Edit.Verb verb = verbs.get(random.nextInt(verbs.size()));
    Object value = verb == Edit.Verb.CLEAR ? null : value(p, true);
    List<Tag> borne = tags().stream().filter(t -> t.propertyId() == p.id()).toList();
    Edit.Target on = borne.isEmpty() || random.nextInt(4) > 0 ? target() : new Edit.Bearers(borne.get(random.nextInt(borne.size())).id());
    commit.with(commit.edits(), new Edit(p.id(), verb, value, on));
    count("edit " + verb);
    count("edit on " + on.getClass().getSimpleName());
    count("edit of " + p.type().json());
  }

  private Edit.Target target() {
    return switch (random.nextInt(3)) {
      case 0 -> {
        var ids = new ArrayList<Integer>();
        for (int n = random.nextInt(12); n >= 0; n--) {
          ids.add(pickOrNew(instances, newInstances()));
        }
        yield new Edit.Instances(ids);
      }
      case 1 -> {
        var sha1s = new ArrayList<Sha1>();
        List<Sha1> images = images();
        for (int n = random.nextInt(6); n >= 0 && !images.isEmpty(); n--) {
          sha1s.add(images.get(random.nextInt(images.size())));
        }
        yield new Edit.Images(sha1s);
      }
      default -> {
        var rows = new BitSet();
        int step = 1 + random.nextInt(5);
        for (int row = random.nextInt(5); row < state.instanceRows(); row += step) {
          rows.set(row);
        }
        yield new Edit.Rows(rows, Math.max(1, state.sequence() - random.nextInt(3)));
      }
    };
  }

  private @Nullable Object value(Property p, boolean named) {
    if (random.nextInt(6) == 0) {
      count("no value");
      return p.type().isTags() ? List.of() : p.type().isText() ? "" : null;
    }
    return switch (p.type()) {
      case TEXT -> "text " + random.nextInt(40) + (random.nextInt(4) == 0 ? " é\u0301 😀" : "");
      case URL -> "https://example.org/" + random.nextInt(40);
      case PATH -> "/a/b " + random.nextInt(40);
      case IMAGE_LINK -> sha1(random.nextInt(400)).toString();
      case NUMBER -> random.nextInt(3) == 0 ? (Object) random.nextInt(10) : (Object) (random.nextInt(-1000, 1000) / 8.0);
      case DATE -> date(random).toString();
      case COLOR -> random.nextInt(Tag.COLORS);
      case CHECKBOX -> random.nextBoolean();
      case TAG, MULTI_TAGS -> tagValue(p, named);
      case ID, HASH, FOLDER, SIZE -> throw new IllegalStateException("nobody makes such a property");
    };
  }

  private Object tagValue(Property p, boolean named) {
    List<Integer> ids = tagIds(p);
    if (ids.isEmpty()) {
      return List.of();
    }
    var out = new ArrayList<Object>();
    for (int n = p.type() == PropertyType.TAG ? 1 : 1 + random.nextInt(3); n > 0; n--) {
      int id = ids.get(random.nextInt(ids.size()));
      boolean isChanged = id < 0 || commit.tags().stream().anyMatch(t -> t.id() == id) || !commit.emptyTags().isEmpty()
          || !commit.emptyProperties().isEmpty();
      if (named && !isChanged && random.nextInt(3) == 0) {
        used.add(NAMED);
        out.add(state.tag(id).orElseThrow().name());
        count("tag by name");
      } else {
        out.add(id);
      }
    }
    return out;
  }

  private static PartialDate date(RandomGenerator random) {
    DatePrecision precision = DatePrecision.values()[random.nextInt(6)];
    String text = String.format(java.util.Locale.ROOT, "%s%04d-%02d-%02dT%02d:%02d:%02d", random.nextInt(6) == 0 ? "-" : "",
        random.nextInt(1, 2100), random.nextInt(1, 13),
        random.nextInt(1, 29), random.nextInt(24), random.nextInt(60), random.nextInt(60));
    int length = text.length() - new int[] {15, 12, 9, 6, 3, 0}[precision.ordinal()];
    boolean zone = precision.compareTo(DatePrecision.HOUR) >= 0 && random.nextBoolean();
    return PartialDate.parse(text.substring(0, length) + (zone ? random.nextBoolean() ? "Z" : "+05:30" : ""));
  }

  // ---- what must be refused

  /// Adds one part that must be refused; returns the code it must be refused with, or null where the state has nothing to break.
  @Nullable ErrorCode wrong(Map<String, Integer> kinds) {
    refusals = kinds;
    Property tagged = pick(state.properties().stream().filter(p -> p.type().isTags()).toList());
    Integer instance = pick(instances);
    return switch (random.nextInt(14)) {
      case 0 -> refused("unknown instance", ErrorCode.UNKNOWN, properties(PropertyMode.INSTANCE),
          p -> commit.with(commit.instanceValues(), new Commit.InstanceValue(p.id(), 1_000_000, null)));
      case 1 -> refused("unknown property", ErrorCode.UNKNOWN, properties(null), p -> commit.with(commit.emptyProperties(), 100_000));
      case 2 -> refused("unknown image", ErrorCode.UNKNOWN, properties(PropertyMode.IMAGE),
          p -> commit.with(commit.imageValues(), new Commit.ImageValue(p.id(), sha1(1_000_000), null)));
      case 3 -> refused("value of the wrong type", ErrorCode.INVALID,
          instance == null
              ? List.of()
              : properties(PropertyMode.INSTANCE).stream().filter(p -> !p.type().isText() && !p.type().isTags()).toList(),
          p -> commit.with(commit.instanceValues(),
              new Commit.InstanceValue(p.id(), java.util.Objects.requireNonNull(instance), "no " + p.type())));
      case 4 -> refused("taken name of a property", ErrorCode.NAME_TAKEN, properties(null),
          p -> commit.with(commit.properties(),
              new Commit.PropertyChange(--fresh, untouched(p), PropertyType.TEXT, PropertyMode.IMAGE, null, null, null)));
      case 5 -> refused("colour out of range", ErrorCode.INVALID, tagged,
          p -> commit.with(commit.tags(),
              new Commit.TagChange(--fresh, p.id(), "new " + fresh, null, random.nextBoolean() ? 12 : -2, null, null)));
      case 6 -> refused("cycle", ErrorCode.CYCLE, tagged, p -> {
        commit.with(commit.tags(), new Commit.TagChange(--fresh, p.id(), "round " + fresh, List.of(fresh - 1), null, null, null));
        commit.with(commit.tags(), new Commit.TagChange(--fresh, p.id(), "round " + fresh, List.of(fresh + 1), null, null, null));
      });
      case 7 -> refused("unknown new id", ErrorCode.UNKNOWN, tagged,
          p -> commit.with(commit.tags(), new Commit.TagChange(--fresh, p.id(), "lost " + fresh, List.of(-1_000_000), null, null, null)));
      case 8 -> refused("other mode", ErrorCode.INVALID, instance == null ? List.of() : properties(PropertyMode.IMAGE),
          p -> commit.with(commit.instanceValues(), new Commit.InstanceValue(p.id(), java.util.Objects.requireNonNull(instance), null)));
      case 9 -> refused("computed property", ErrorCode.INVALID, properties(null),
          p -> commit.with(commit.edits(), new Edit(computed(), Edit.Verb.CLEAR, null, new Edit.Instances(List.of()))));
      case 10 -> refused("add to what has no tags", ErrorCode.INVALID, properties(null).stream().filter(p -> !p.type().isTags()).toList(),
          p -> commit.with(commit.edits(), new Edit(p.id(), Edit.Verb.ADD, 1, new Edit.Instances(List.of()))));
      case 11 -> refused("change of type", ErrorCode.INVALID, properties(null),
          p -> commit.with(commit.properties(), new Commit.PropertyChange(p.id(), null,
              p.type() == PropertyType.TEXT ? PropertyType.URL : PropertyType.TEXT, null, null, null, null)));
      case 12 -> refused("a new id twice", ErrorCode.INVALID, properties(null), p -> {
        commit.with(commit.propertyGroups(), new Commit.GroupChange(--fresh, "twice " + fresh, null, null));
        commit.with(commit.propertyGroups(), new Commit.GroupChange(fresh, "twice again " + fresh, null, null));
      });
      default -> refused("unknown folder", ErrorCode.UNKNOWN, properties(null), p -> files.add(file(--fresh, 100_000)));
    };
  }

  /// Returns the id of a computed property that no new one of this commit goes by.
  private int computed() {
    int id = -1;
    while (isNew(id)) {
      id--;
    }
    return id;
  }

  private boolean isNew(int id) {
    return commit.properties().stream().anyMatch(c -> c.id() == id);
  }

  private List<Property> properties(@Nullable PropertyMode mode) {
    return state.properties().stream().filter(p -> mode == null || p.mode() == mode).toList();
  }

  /// Returns the property's name, and sees to it that this commit does not free it.
  private String untouched(Property p) {
    commit.properties().removeIf(c -> c.id() == p.id());
    return p.name();
  }

  private @Nullable ErrorCode refused(String what, ErrorCode code, @Nullable Property of, Consumer<Property> add) {
    return refused(what, code, of == null ? List.of() : List.of(of), add);
  }

  private @Nullable ErrorCode refused(String what, ErrorCode code, List<Property> among, Consumer<Property> add) {
    Property p = pick(among);
    if (p == null) {
      return null;
    }
    add.accept(p);
    refusals.merge("refused: " + what, 1, Integer::sum);
    return code;
  }
}
