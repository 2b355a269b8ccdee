package panoptic.pluginhost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import panoptic.model.Committed;
import panoptic.model.Json;
import panoptic.pluginprotocol.Fields;
import panoptic.pluginprotocol.JsonText;
import panoptic.pluginprotocol.ProtocolException;
import panoptic.pluginprotocol.Tree;
import panoptic.project.ProjectState;

/// A commit of a plugin: where it makes what is there already, that is meant; and what comes back is the same commit with real ids.
///
/// A new property with the name, type and mode of one that exists is that one; with another type or mode it is made as `name (2)`. A new tag with
/// the name of one of its property is that tag.
final class PluginCommit {
  private final Map<String, Object> asked;
  private final Map<String, Map<Integer, Integer>> known = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  private PluginCommit(Map<String, Object> asked) {
    this.asked = asked;
  }

  /// Reads a commit as the plugin sent it, on the state of now.
  static PluginCommit of(Tree commit, ProjectState state) {
    var out = new PluginCommit(new LinkedHashMap<>(commit.object()));
    out.meetProperties(state);
    out.meetTags(state);
    out.readViews();
    return out;
  }

  /// Returns what the project is asked for.
  Json json() {
    return Json.of(substituted(known));
  }

  /// Returns what the plugin should hear of: names that it did not get.
  List<String> warnings() {
    return warnings;
  }

  private void meetProperties(ProjectState state) {
    var left = new ArrayList<Object>();
    for (Map<String, Object> p : objects("properties")) {
      int id = Tree.of(p.get("id")).id();
      String name = Tree.of(p.get("name")).text("");
      Optional<panoptic.model.Property> there = id < 0 ? state.property(name).filter(q -> q.id() > 0) : Optional.empty();
      if (there.isPresent() && there.get().type().json().equals(p.get("type")) && there.get().mode().json().equals(p.get("mode"))) {
        meet("properties", id, there.get().id());
      } else {
        if (there.isPresent()) {
          String free = name;
          for (int n = 2; state.property(free).filter(q -> q.id() > 0).isPresent(); n++) {
            free = name + " (" + n + ")";
          }
          warnings.add("there is a property \"" + name + "\" of another kind already; the new one is called \"" + free + "\"");
          p.put("name", free);
        }
        left.add(p);
      }
    }
    asked.put("properties", left);
  }

  private void meetTags(ProjectState state) {
    var left = new ArrayList<Object>();
    for (Map<String, Object> t : objects("tags")) {
      int id = Tree.of(t.get("id")).id();
      int property = real("properties", t.get("propertyId") == null ? 0 : Tree.of(t.get("propertyId")).id());
      Optional<panoptic.model.Tag> there = id < 0 && property > 0
          ? state.tag(property, java.text.Normalizer.normalize(Tree.of(t.get("value")).text("").strip(), java.text.Normalizer.Form.NFC))
          : Optional.empty();
      if (there.isPresent()) {
        meet("tags", id, there.get().id());
      } else {
        left.add(t);
      }
    }
    asked.put("tags", left);
  }

  /// A view in an edit comes as text.
  private void readViews() {
    for (Map<String, Object> e : objects("edits")) {
      if (e.get("on") instanceof Map<?, ?> on && on.get("view") instanceof String text) {
        var read = new LinkedHashMap<Object, @Nullable Object>(on);
        try {
          read.put("view", JsonText.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)).value());
        } catch (ProtocolException bad) {
          throw new IllegalArgumentException("the view of an edit: " + bad.getMessage(), bad);
        }
        e.put("on", read);
      }
    }
  }

  private void meet(String kind, int negative, int real) {
    known.computeIfAbsent(kind, k -> new HashMap<>()).put(negative, real);
  }

  private int real(String kind, int id) {
    return known.getOrDefault(kind, Map.of()).getOrDefault(id, id);
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> objects(String list) {
    var out = new ArrayList<Map<String, Object>>();
    if (asked.get(list) instanceof List<?> all) {
      for (Object o : all) {
        if (o instanceof Map<?, ?>) {
          out.add((Map<String, Object>) o);
        }
      }
    }
    return out;
  }

  /// Returns the commit as it was stored, and what became of its negative ids.
  Map<String, @Nullable Object> stored(Map<String, Object> sent, Committed done) {
    var real = new HashMap<String, Map<Integer, Integer>>();
    known.forEach((kind, ids) -> real.put(kind, new HashMap<>(ids)));
    pair(real, "properties", done.properties().stream().map(panoptic.model.Property::id).toList());
    pair(real, "propertyGroups", done.propertyGroups().stream().map(panoptic.model.PropertyGroup::id).toList());
    pair(real, "tags", done.tags().stream().map(panoptic.model.Tag::id).toList());
    pair(real, "folders", done.folders().stream().map(panoptic.model.Folder::id).toList());
    pair(real, "instances", done.instances());
    var all = new ArrayList<Object>();
    real.values().forEach(ids -> ids.forEach((negative, id) -> all.add(Map.of("negative", negative, "real", id))));
    return Fields.of("commit", new Substitution(real).of(sent)).and("ids", all).and("sequence", done.sequence()).and("warnings", warnings)
        .tree();
  }

  private void pair(Map<String, Map<Integer, Integer>> real, String kind, List<Integer> ids) {
    List<Map<String, Object>> sent = objects(kind);
    for (int i = 0; i < Math.min(sent.size(), ids.size()); i++) {
      int id = Tree.of(sent.get(i).get("id")).id();
      if (id < 0) {
        real.computeIfAbsent(kind, k -> new HashMap<>()).put(id, ids.get(i));
      }
    }
  }

  private Map<String, @Nullable Object> substituted(Map<String, Map<Integer, Integer>> ids) {
    return new Substitution(ids).of(asked);
  }

  /// Puts ids in the place of others, wherever a commit names them.
  private record Substitution(Map<String, Map<Integer, Integer>> ids) {
    private static final Map<String, String> KEYS = Map.of("propertyId", "properties", "property", "properties", "instanceId", "instances",
        "folderId", "folders", "parent", "folders", "propertyGroupId", "propertyGroups");
    private static final Map<String, String> LISTS = Map.of("emptyProperties", "properties", "emptyTags", "tags", "emptyInstances",
        "instances",
        "emptyFolders", "folders", "emptyPropertyGroups", "propertyGroups");

    Map<String, @Nullable Object> of(Map<String, ?> commit) {
      var out = new LinkedHashMap<String, @Nullable Object>();
      commit.forEach((list, value) -> out.put(list, value instanceof List<?> l ? list(list, l) : value));
      return out;
    }

    private List<@Nullable Object> list(String name, List<?> list) {
      var out = new ArrayList<@Nullable Object>(list.size());
      for (Object o : list) {
        out.add(o instanceof Map<?, ?> m ? object(name, m) : id(LISTS.getOrDefault(name, ""), o));
      }
      return out;
    }

    private Map<String, @Nullable Object> object(String list, Map<?, ?> object) {
      var out = new LinkedHashMap<String, @Nullable Object>();
      object.forEach((k, v) -> {
        String key = String.valueOf(k);
        out.put(key, switch (key) {
          case "id" -> id(list, v);
          case "parents" -> v instanceof List<?> l ? l.stream().map(t -> id("tags", t)).toList() : v;
          // Ids of tags stand in values, and no other negative numbers in lists.
          case "value", "set", "add", "remove" -> v instanceof List<?> l ? l.stream().map(t -> id("tags", t)).toList() : v;
          case "on" -> v instanceof Map<?, ?> on && on.get("ids") instanceof List<?> l ? on(on, l) : v;
          default -> KEYS.containsKey(key) ? id(KEYS.get(key), v) : v;
        });
      });
      return out;
    }

    private Map<String, @Nullable Object> on(Map<?, ?> on, List<?> owners) {
      var out = new LinkedHashMap<String, @Nullable Object>();
      on.forEach((k, v) -> out.put(String.valueOf(k), v));
      out.put("ids", owners.stream().map(i -> id("instances", i)).toList());
      return out;
    }

    private @Nullable Object id(String kind, @Nullable Object id) {
      return id instanceof Number n && n.longValue() < 0
          ? (Object) ids.getOrDefault(kind, Map.of()).getOrDefault(n.intValue(), n.intValue())
          : id;
    }
  }
}
