package panoptic.project;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.Commit;
import panoptic.model.ErrorCode;
import panoptic.model.Folder;
import panoptic.model.Property;
import panoptic.model.PropertyGroup;
import panoptic.model.RefusedException;
import panoptic.model.Tag;

/// Turns what somebody asks for into changes, or refuses it naming the element: `tags[2]: …`.
///
/// The order within a commit: groups, properties, roots and folders, instances, tags, values, edits; then deletions. Here are the catalog and the
/// deletions; files are in [FilePlanner], values in [ValuePlanner].
final class CommitPlanner {
  private final Plan plan;
  private final Map<Kind, Map<Integer, Integer>> real = new EnumMap<>(Kind.class);
  private final Map<Kind, List<Integer>> touched = new EnumMap<>(Kind.class);

  CommitPlanner(Plan plan) {
    this.plan = plan;
    for (Kind k : Kind.values()) {
      real.put(k, new HashMap<>());
      touched.put(k, new ArrayList<>());
    }
  }

  /// Plans the whole commit; returns the ids of the admission's files, in their order.
  List<Integer> plan(Commit commit, Admission admission) {
    if (admission.files().isEmpty() && !commit.instances().isEmpty() || admission.roots().isEmpty() && !commit.roots().isEmpty()) {
      throw new IllegalArgumentException("instances and roots come with an admission");
    }
    groups(commit.propertyGroups());
    properties(commit.properties());
    var files = new FilePlanner(plan, this);
    files.roots(admission.roots());
    files.folders(commit.folders());
    files.files(admission);
    tags(commit.tags());
    var values = new ValuePlanner(plan, this, files, commit.readAt());
    values.instanceValues(commit.instanceValues());
    values.imageValues(commit.imageValues());
    values.edits(commit.edits());
    deletions(commit, files);
    return files.instanceIds();
  }

  /// Plans what plugins add; `rows` are the images of its vectors.
  void additions(Additions additions, AdditionPlanner.Rows rows) {
    new AdditionPlanner(plan, this).plan(additions, rows);
  }

  /// Returns the ids of the things of a kind that the commit sent, in their order.
  List<Integer> touched(Kind kind) {
    return of(touched, kind);
  }

  /// Returns the id of a thing that is there, or that this commit makes; refuses another.
  int id(Kind kind, int id, String what, String place) {
    Integer mapped = id < 0 ? of(real, kind).get(id) : Integer.valueOf(id);
    Entry e = mapped == null ? null : plan.state().entry(kind, mapped);
    if (mapped == null || e == null || !e.isVisible()) {
      throw refuse(ErrorCode.UNKNOWN, place, "there is no " + what + " " + id);
    }
    return mapped;
  }

  /// Returns the property of an id; refuses computed ones, which nobody edits.
  Property property(int id, String place) {
    if (id < 0 && !of(real, Kind.PROPERTY).containsKey(id)) {
      Optional<Property> computed = plan.state().property(id);
      if (computed.isPresent()) {
        throw refuse(ErrorCode.INVALID, place, "the property \"" + computed.get().name() + "\" is computed and cannot be edited");
      }
    }
    return (Property) thing(Kind.PROPERTY, id(Kind.PROPERTY, id, "property", place));
  }

  /// Notes that a thing sent under an id is the thing `realId`.
  void map(Kind kind, int sent, int realId) {
    if (sent < 0) {
      of(real, kind).put(sent, realId);
    }
    of(touched, kind).add(realId);
  }

  Object thing(Kind kind, int id) {
    return java.util.Objects.requireNonNull(plan.state().entry(kind, id)).thing();
  }

  static RefusedException refuse(ErrorCode code, String place, String why) {
    return new RefusedException(code, place + ": " + why);
  }

  /// Runs a check of one element, so that its refusal names the element.
  static <T> T at(String place, java.util.function.Supplier<T> check) {
    try {
      return check.get();
    } catch (RefusedException e) {
      throw new RefusedException(e.code(), place + ": " + e.getMessage(), e);
    }
  }

  static <T> T needed(@Nullable T value, String place, String what) {
    if (value == null) {
      throw refuse(ErrorCode.INVALID, place, "a new one needs " + what);
    }
    return value;
  }

  /// Returns the id for an element: a new one for a negative id, else the one there is.
  int claim(Kind kind, int sent, String what, String place) {
    if (sent > 0) {
      return id(kind, sent, what, place);
    }
    if (sent == 0 || of(real, kind).containsKey(sent)) {
      throw refuse(ErrorCode.INVALID, place, sent == 0 ? "an id is not 0" : "the new id " + sent + " is given twice");
    }
    return plan.newId(kind);
  }

  private void groups(List<Commit.GroupChange> changes) {
    for (int i = 0; i < changes.size(); i++) {
      Commit.GroupChange c = changes.get(i);
      String place = "propertyGroups[" + i + "]";
      int id = claim(Kind.PROPERTY_GROUP, c.id(), "property group", place);
      PropertyGroup old = c.id() < 0 ? null : (PropertyGroup) thing(Kind.PROPERTY_GROUP, id);
      String name = old != null && c.name() == null ? old.name() : at(place, () -> Names.clean(needed(c.name(), place, "a name")));
      plan.put(Kind.PROPERTY_GROUP, id, new PropertyGroup(id, name, order(c.order(), old == null ? id : old.order()),
          description(c.description(), old == null ? "" : old.description())));
      map(Kind.PROPERTY_GROUP, c.id(), id);
    }
    unique(Kind.PROPERTY_GROUP, "propertyGroups", "property group");
  }

  private void properties(List<Commit.PropertyChange> changes) {
    for (int i = 0; i < changes.size(); i++) {
      Commit.PropertyChange c = changes.get(i);
      String place = "properties[" + i + "]";
      int id = claim(Kind.PROPERTY, c.id(), "property", place);
      Property old = c.id() < 0 ? null : (Property) thing(Kind.PROPERTY, id);
      String name = old != null && c.name() == null ? old.name() : at(place, () -> Names.clean(needed(c.name(), place, "a name")));
      if (old != null && (c.type() != null && c.type() != old.type() || c.mode() != null && c.mode() != old.mode())) {
        throw refuse(ErrorCode.INVALID, place,
            "the property \"" + old.name() + "\" is of type " + old.type().json() + " and mode " + old.mode().json()
                + "; neither can be changed");
      }
      int groupId = c.groupId() == null
          ? old == null ? 0 : old.groupId()
          : c.groupId() == 0 ? 0 : id(Kind.PROPERTY_GROUP, c.groupId(), "property group", place);
      plan.put(Kind.PROPERTY, id,
          new Property(id, name, old != null ? old.type() : needed(c.type(), place, "a type"),
              old != null ? old.mode() : needed(c.mode(), place, "a mode"),
              groupId, order(c.order(), old == null ? id : old.order()),
              description(c.description(), old == null ? "" : old.description())));
      map(Kind.PROPERTY, c.id(), id);
    }
    unique(Kind.PROPERTY, "properties", "property");
  }

  private void tags(List<Commit.TagChange> changes) {
    var ids = new ArrayList<Integer>();
    for (int i = 0; i < changes.size(); i++) {
      Commit.TagChange c = changes.get(i);
      String place = "tags[" + i + "]";
      int id = claim(Kind.TAG, c.id(), "tag", place);
      Tag old = c.id() < 0 ? null : (Tag) thing(Kind.TAG, id);
      int propertyId = old != null && c.propertyId() == null
          ? old.propertyId()
          : property(needed(c.propertyId(), place, "a propertyId"), place).id();
      Property property = property(propertyId, place);
      if (!property.type().isTags()) {
        throw refuse(ErrorCode.INVALID, place,
            "the property \"" + property.name() + "\" is of type " + property.type().json() + " and has no tags");
      }
      if (old != null && old.propertyId() != propertyId) {
        throw refuse(ErrorCode.INVALID, place, "the tag \"" + old.name() + "\" cannot move to another property");
      }
      String name = old != null && c.name() == null ? old.name() : at(place, () -> Names.clean(needed(c.name(), place, "a name")));
      int color = color(c.color(), old, propertyId, place);
      plan.put(Kind.TAG, id,
          new Tag(id, propertyId, name, old == null ? List.of() : old.parents(), color, order(c.order(), old == null ? id : old.order()),
              description(c.description(), old == null ? "" : old.description())));
      map(Kind.TAG, c.id(), id);
      ids.add(id);
    }
    for (int i = 0; i < changes.size(); i++) {
      List<Integer> wanted = changes.get(i).parents();
      if (wanted != null) {
        parents(ids.get(i), wanted, "tags[" + i + "]");
      }
    }
    for (int i = 0; i < ids.size(); i++) {
      List<Tag> cycle = cycle(plan.state(), ids.get(i));
      if (!cycle.isEmpty()) {
        throw refuse(ErrorCode.CYCLE, "tags[" + i + "]",
            "the tag would be its own ancestor: " + String.join(" → ", cycle.stream().map(Tag::name).toList()));
      }
    }
    unique(Kind.TAG, "tags", "tag");
  }

  private void parents(int id, List<Integer> wanted, String place) {
    Tag tag = (Tag) thing(Kind.TAG, id);
    var parents = new LinkedHashSet<Integer>();
    for (int p : wanted) {
      int parent = id(Kind.TAG, p, "tag", place + ".parents");
      if (((Tag) thing(Kind.TAG, parent)).propertyId() != tag.propertyId()) {
        throw refuse(ErrorCode.INVALID, place + ".parents", "the tag " + p + " belongs to another property");
      }
      parents.add(parent);
    }
    plan.put(Kind.TAG, id, new Tag(id, tag.propertyId(), tag.name(), List.copyOf(parents), tag.color(), tag.order(), tag.description()));
  }

  /// Returns the way from a tag over visible parents back to itself, or nothing.
  static List<Tag> cycle(ProjectState state, int id) {
    var childOf = new HashMap<Integer, Integer>();
    var open = new java.util.ArrayDeque<Integer>(List.of(id));
    while (!open.isEmpty()) {
      int child = open.remove();
      for (int p : state.tag(child).map(Tag::parents).orElse(List.of())) {
        if (state.tag(p).isPresent() && childOf.putIfAbsent(p, child) == null) {
          open.add(p);
        }
        if (p == id && childOf.containsKey(id)) {
          var way = new ArrayList<Tag>(List.of(state.tag(id).orElseThrow()));
          for (int at = child; at != id; at = java.util.Objects.requireNonNull(childOf.get(at))) {
            way.addFirst(state.tag(at).orElseThrow());
          }
          way.addFirst(state.tag(id).orElseThrow());
          return way;
        }
      }
    }
    return List.of();
  }

  private int color(@Nullable Integer wanted, @Nullable Tag old, int propertyId, String place) {
    if (wanted == null && old != null) {
      return old.color();
    }
    int color = wanted == null ? -1 : wanted;
    if (color < -1 || color >= Tag.COLORS) {
      throw refuse(ErrorCode.INVALID, place, "a colour is 0 to " + (Tag.COLORS - 1) + ", or -1 to have one chosen, not " + color);
    }
    if (color >= 0) {
      return color;
    }
    var uses = new int[Tag.COLORS];
    for (Tag t : plan.state().tags(propertyId)) {
      uses[t.color()]++;
    }
    int least = 0;
    for (int k = 1; k < uses.length; k++) {
      least = uses[k] < uses[least] ? k : least;
    }
    return least;
  }

  private void unique(Kind kind, String field, String what) {
    List<Integer> ids = of(touched, kind);
    for (int i = 0; i < ids.size(); i++) {
      int taken = homonym(plan.state(), kind, ids.get(i));
      if (taken != 0) {
        throw refuse(ErrorCode.NAME_TAKEN, field + "[" + i + "]",
            "there is a " + what + " \"" + name(thing(kind, taken)) + "\" already (id " + taken + ")");
      }
    }
  }

  /// Returns another visible thing of the same kind and place that bears the same name, or 0.
  static int homonym(ProjectState state, Kind kind, int id) {
    Object thing = java.util.Objects.requireNonNull(state.entry(kind, id)).thing();
    int scope = thing instanceof Tag t ? t.propertyId() : thing instanceof Folder f ? f.parentId() : 0;
    String name = name(thing);
    return state.parts.lookup.find(kind, scope, name, other -> {
      Entry e = state.entry(kind, other);
      return other != id && e != null && e.isVisible() && name(e.thing()).equals(name)
          && (!(e.thing() instanceof Tag t) || t.propertyId() == scope)
          && (!(e.thing() instanceof Folder f) || f.parentId() == scope && scope != 0);
    });
  }

  static String name(Object thing) {
    return switch (thing) {
      case Property p -> p.name();
      case PropertyGroup g -> g.name();
      case Tag t -> t.name();
      case Folder f -> f.name();
      case panoptic.model.Root r -> r.path();
      case panoptic.model.Person p -> p.key();
      default -> throw new IllegalArgumentException("no thing of a catalog: " + thing);
    };
  }

  private void deletions(Commit commit, FilePlanner files) {
    each(commit.emptyTags(), "emptyTags", (id, place) -> {
      plan.hide(Kind.TAG, id(Kind.TAG, id, "tag", place));
    });
    each(commit.emptyProperties(), "emptyProperties", (id, place) -> {
      plan.hide(Kind.PROPERTY, property(id, place).id());
    });
    each(commit.emptyPropertyGroups(), "emptyPropertyGroups", (id, place) -> {
      plan.hide(Kind.PROPERTY_GROUP, id(Kind.PROPERTY_GROUP, id, "property group", place));
    });
    var gone = new RoaringBitmap();
    each(commit.emptyInstances(), "emptyInstances", (id, place) -> gone.add(files.instanceRow(id, place)));
    var folders = new RoaringBitmap();
    each(commit.emptyFolders(), "emptyFolders", (id, place) -> folders.add(id(Kind.FOLDER, id, "folder", place)));
    if (!folders.isEmpty()) {
      folder(folders, gone);
    }
    plan.setBits(Change.VISIBLE, new RoaringBitmap(), gone);
  }

  /// Hides folders with all below them, and notes their instances.
  private void folder(RoaringBitmap folders, RoaringBitmap gone) {
    ProjectState state = plan.state();
    for (Folder f : state.folders()) { // a folder comes after the one above it
      if (f.parentId() != 0 && folders.contains(f.parentId())) {
        folders.add(f.id());
      }
    }
    Column folderOf = state.fact(Fact.FOLDER);
    state.instances().rows().forEach((org.roaringbitmap.IntConsumer) row -> {
      if (folders.contains((int) folderOf.get(row))) {
        gone.add(row);
      }
    });
    folders.forEach((org.roaringbitmap.IntConsumer) id -> {
      Folder f = (Folder) thing(Kind.FOLDER, id);
      plan.hide(Kind.FOLDER, id);
      if (f.parentId() == 0) {
        plan.hide(Kind.ROOT, f.rootId());
      }
    });
  }

  private interface Deletion {
    void of(int id, String place);
  }

  private static void each(List<Integer> ids, String field, Deletion deletion) {
    for (int i = 0; i < ids.size(); i++) {
      deletion.of(ids.get(i), field + "[" + i + "]");
    }
  }

  private static int order(@Nullable Integer wanted, int otherwise) {
    return wanted == null ? otherwise : wanted;
  }

  private static String description(@Nullable String wanted, String otherwise) {
    return wanted == null ? otherwise : wanted;
  }

  private static <T> T of(Map<Kind, T> map, Kind kind) {
    return java.util.Objects.requireNonNull(map.get(kind));
  }
}
