package panoptic.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Conflict;
import panoptic.model.Edit;
import panoptic.model.ErrorCode;
import panoptic.model.Folder;
import panoptic.model.Json;
import panoptic.model.LogEntry;
import panoptic.model.Property;
import panoptic.model.PropertyGroup;
import panoptic.model.PropertyMode;
import panoptic.model.PropertyType;
import panoptic.model.Root;
import panoptic.model.Sha1;
import panoptic.model.Tag;
import panoptic.project.spi.SelectedRows;
import panoptic.project.spi.ViewRows;

/// Commits and their answers as JSON trees: `docs/formats/commit.md`.
///
/// Keys that nobody knows are refused, and every refusal names its place.
public final class CommitJson {
  private static final Set<String> FIELDS = Set.of("emptyFolders", "emptyInstances", "emptyPropertyGroups", "emptyProperties", "emptyTags",
      "emptyInstanceValues", "emptyImageValues", "folders", "roots", "instances", "propertyGroups", "properties", "tags", "instanceValues",
      "imageValues",
      "edits", "timestamp", "readAt");

  private CommitJson() {}

  /// Reads a commit. Names of properties are looked up in `state`; views are answered by `views` in the state that `at` gives for a sequence.
  public static Commit parse(Json json, Project project, ViewRows views) {
    return parse(json, project, views, selection -> {
      throw selection.refuse(ErrorCode.UNKNOWN, "only a server keeps selections");
    });
  }

  /// Reads a commit whose edits may be on selections.
  public static Commit parse(Json json, Project project, ViewRows views, SelectedRows selections) {
    Json c = json.only(FIELDS);
    var out = new Commit();
    out.emptyFolders().addAll(c.get("emptyFolders").list(Json::integer));
    out.emptyInstances().addAll(c.get("emptyInstances").list(Json::integer));
    out.emptyPropertyGroups().addAll(c.get("emptyPropertyGroups").list(Json::integer));
    out.emptyProperties().addAll(c.get("emptyProperties").list(Json::integer));
    out.emptyTags().addAll(c.get("emptyTags").list(Json::integer));
    c.get("folders").list(CommitJson::folder).forEach(out.folders()::add);
    c.get("roots").list(r -> new Root(r.only(Set.of("id", "path")).get("id").integer(), r.get("path").string())).forEach(out.roots()::add);
    c.get("instances").list(CommitJson::instance).forEach(out.instances()::add);
    c.get("propertyGroups").list(CommitJson::group).forEach(out.propertyGroups()::add);
    c.get("properties").list(CommitJson::property).forEach(out.properties()::add);
    c.get("tags").list(CommitJson::tag).forEach(out.tags()::add);
    for (Json v : c.get("instanceValues").list()) {
      out.instanceValues()
          .add(new Commit.InstanceValue(v.get("propertyId").integer(), v.get("instanceId").integer(), v.get("value").value()));
    }
    for (Json v : c.get("imageValues").list()) {
      out.imageValues().add(new Commit.ImageValue(v.get("propertyId").integer(), sha1(v.get("sha1")), v.get("value").value()));
    }
    for (Json v : c.get("emptyInstanceValues").list()) {
      out.instanceValues().add(new Commit.InstanceValue(v.get("propertyId").integer(), v.get("instanceId").integer(), null));
    }
    for (Json v : c.get("emptyImageValues").list()) {
      out.imageValues().add(new Commit.ImageValue(v.get("propertyId").integer(), sha1(v.get("sha1")), null));
    }
    c.get("edits").list(e -> edit(e, project, views, selections)).forEach(out.edits()::add);
    return out.readAt(c.get("readAt").isNull() ? 0 : readAt(c.get("readAt"), project));
  }

  private static long readAt(Json at, Project project) {
    long n = at.longInteger();
    if (n < 0 || n > project.state().sequence()) {
      throw at.refuse("there is no commit " + n + "; the last one is " + project.state().sequence());
    }
    return n;
  }

  private static Commit.FolderChange folder(Json f) {
    f.only(Set.of("id", "name", "parent", "parentId", "rootId", "path"));
    Json parent = f.get("parentId").isNull() ? f.get("parent") : f.get("parentId");
    return new Commit.FolderChange(f.get("id").integer(), parent.isNull() ? 0 : parent.integer(),
        f.get("rootId").isNull() ? 0 : f.get("rootId").integer(),
        f.get("name").string());
  }

  private static Commit.InstanceClaim instance(Json i) {
    i.only(Set.of("id", "folderId", "name", "extension", "sha1", "url", "width", "height", "ahash"));
    return new Commit.InstanceClaim(i.get("id").integer(), i.get("folderId").isNull() ? 0 : i.get("folderId").integer(), text(i, "name"),
        text(i, "url"),
        i.get("sha1").isNull() || "".equals(i.get("sha1").value()) ? null : sha1(i.get("sha1")));
  }

  private static Commit.GroupChange group(Json g) {
    g.only(Set.of("id", "name", "order", "description"));
    return new Commit.GroupChange(g.get("id").integer(), text(g, "name"), integer(g, "order"), text(g, "description"));
  }

  private static Commit.PropertyChange property(Json p) {
    p.only(Set.of("id", "name", "type", "mode", "propertyGroupId", "order", "description", "computed"));
    String type = text(p, "type");
    String mode = text(p, "mode");
    return new Commit.PropertyChange(p.get("id").integer(), text(p, "name"),
        type == null ? null : CommitPlanner.at(p.place() + ".type", () -> PropertyType.parse(type)),
        mode == null ? null : CommitPlanner.at(p.place() + ".mode", () -> PropertyMode.parse(mode)),
        p.get("propertyGroupId").isNull() && p.has("propertyGroupId") ? Integer.valueOf(0) : integer(p, "propertyGroupId"),
        integer(p, "order"),
        text(p, "description"));
  }

  private static Commit.TagChange tag(Json t) {
    t.only(Set.of("id", "propertyId", "value", "name", "parents", "color", "order", "description"));
    String name = text(t, "value");
    return new Commit.TagChange(t.get("id").integer(), integer(t, "propertyId"), name == null ? text(t, "name") : name,
        t.get("parents").isNull() ? null : t.get("parents").list(Json::integer), integer(t, "color"), integer(t, "order"),
        text(t, "description"));
  }

  private static Edit edit(Json e, Project project, ViewRows views, SelectedRows selections) {
    e.only(Set.of("property", "set", "add", "remove", "clear", "on"));
    Json named = e.get("property");
    int property = named.value() instanceof String name
        ? project.state().property(name).map(Property::id)
            .orElseThrow(() -> named.refuse(ErrorCode.UNKNOWN, "there is no property \"" + name + "\""))
        : named.integer();
    Edit.Verb verb = null;
    for (Edit.Verb v : Edit.Verb.values()) {
      if (e.has(key(v))) {
        if (verb != null) {
          throw e.refuse("an edit has one of set, add, remove and clear");
        }
        verb = v;
      }
    }
    if (verb == null) {
      throw e.refuse("an edit has one of set, add, remove and clear");
    }
    return new Edit(property, verb, e.get(key(verb)).value(), target(e.get("on"), project, views, selections));
  }

  private static String key(Edit.Verb verb) {
    return verb.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static Edit.Target target(Json on, Project project, ViewRows views, SelectedRows selections) {
    on.only(Set.of("ids", "sha1s", "tag", "view", "selection", "sequence"));
    if (Stream.of("ids", "sha1s", "tag", "view", "selection").filter(on::has).count() != 1) {
      throw on.refuse("an edit is on one of ids, sha1s, tag, view and selection");
    }
    if (on.has("selection")) {
      long read = on.get("sequence").isNull() ? project.state().sequence() : readAt(on.get("sequence"), project);
      return new Edit.Rows(selections.rows(on.get("selection")), read);
    }
    if (on.has("ids")) {
      return new Edit.Instances(on.get("ids").list(Json::integer));
    }
    if (on.has("tag")) {
      return new Edit.Bearers(on.get("tag").integer());
    }
    if (on.has("sha1s")) {
      return new Edit.Images(on.get("sha1s").list(CommitJson::sha1));
    }
    ProjectState state = on.get("sequence").isNull() ? project.state() : project.stateAt(on.get("sequence").longInteger());
    return new Edit.Rows(views.rows(state, on.get("view")), state.sequence());
  }

  private static Sha1 sha1(Json s) {
    return CommitPlanner.at(s.place(), () -> Sha1.parse(s.string()));
  }

  private static @Nullable String text(Json object, String key) {
    return object.get(key).isNull() ? null : object.get(key).string();
  }

  private static @Nullable Integer integer(Json object, String key) {
    return object.get(key).isNull() ? null : Integer.valueOf(object.get(key).integer());
  }

  // ---- writing

  /// Returns the answer to a commit: its sequence, what it made or changed with real ids, and conflicts.
  public static Map<String, Object> tree(Committed c) {
    var commit = new LinkedHashMap<String, Object>();
    commit.put("propertyGroups", c.propertyGroups().stream().map(CommitJson::tree).toList());
    commit.put("properties", c.properties().stream().map(CommitJson::tree).toList());
    commit.put("tags", c.tags().stream().map(CommitJson::tree).toList());
    commit.put("folders", c.folders().stream().map(CommitJson::tree).toList());
    commit.put("roots", c.roots().stream().map(r -> Map.of("id", r.id(), "path", r.path())).toList());
    commit.put("instances", c.instances().stream().map(id -> Map.of("id", id)).toList());
    commit.put("vectorTypes", c.vectorTypes().stream().map(t -> ordered("id", t.id(), "source", t.source())).toList());
    commit.put("maps", c.maps().stream().map(m -> ordered("id", m.id(), "name", m.name())).toList());
    commit.put("results", c.results().stream().map(r -> ordered("id", r.id(), "label", r.label())).toList());
    commit.values().removeIf(v -> v instanceof List<?> l && l.isEmpty());
    var out = new LinkedHashMap<String, Object>();
    out.put("sequence", c.sequence());
    out.put("commit", commit);
    out.put("conflicts", c.conflicts().stream().map(CommitJson::tree).toList());
    if (c.conflictCount() > c.conflicts().size()) {
      out.put("conflictCount", c.conflictCount());
    }
    return out;
  }

  public static Map<String, Object> tree(PropertyGroup g) {
    return ordered("id", g.id(), "name", g.name(), "order", g.order(), "description", g.description());
  }

  public static Map<String, Object> tree(Property p) {
    return ordered("id", p.id(), "name", p.name(), "type", p.type().json(), "mode", p.mode().json(), "propertyGroupId", p.groupId(),
        "order", p.order(),
        "description", p.description());
  }

  public static Map<String, Object> tree(Tag t) {
    return ordered("id", t.id(), "propertyId", t.propertyId(), "value", t.name(), "parents", t.parents(), "color", t.color(), "order",
        t.order(),
        "description", t.description());
  }

  public static Map<String, Object> tree(Folder f) {
    return ordered("id", f.id(), "rootId", f.rootId(), "parentId", f.parentId(), "name", f.name());
  }

  /// Returns a line of History.
  public static Map<String, Object> tree(LogEntry e) {
    return ordered("sequence", e.sequence(), "time", e.time().toString(), "author", e.author().name(), "step", e.step(), "origin",
        e.origin(), "label",
        e.label(), "counts", e.counts());
  }

  private static Map<String, Object> tree(Conflict c) {
    Map<String, Object> out = ordered("kind", c.kind(), "owner", c.owner(), "propertyId", c.propertyId(), "tagId", c.tagId());
    out.put("current", c.current() == null ? "" : c.current());
    out.put("wanted", c.wanted() == null ? "" : c.wanted());
    return out;
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    var out = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      out.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return out;
  }
}
