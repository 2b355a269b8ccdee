package panoptic.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import panoptic.model.Tag;
import panoptic.project.ProjectState;

/// The tags of a property, who stands under whom. A deleted tag is not in it, nor does it connect those above with those below.
final class TagTree {
  private final Map<Integer, Tag> tags = new HashMap<>();
  private final Map<Integer, List<Integer>> children = new HashMap<>();

  TagTree(ProjectState state, int propertyId) {
    for (Tag t : state.tags(propertyId)) {
      tags.put(t.id(), t);
    }
    for (Tag t : tags.values()) {
      for (int parent : parents(t.id())) {
        children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(t.id());
      }
    }
  }

  Collection<Tag> all() {
    return tags.values();
  }

  /// Returns a tag that is in the tree.
  Tag get(int id) {
    Tag t = tags.get(id);
    if (t == null) {
      throw new IllegalArgumentException("tag " + id + " is not in the tree");
    }
    return t;
  }

  /// Returns a tag and all below it; nothing for a tag that is not there.
  Set<Integer> withDescendants(int id) {
    return reach(id, t -> children.getOrDefault(t, List.of()));
  }

  /// Returns a tag and all above it.
  Set<Integer> withAncestors(int id) {
    return reach(id, this::parents);
  }

  /// Returns the tags above a tag, or itself, that stand under no other.
  List<Integer> tops(int id) {
    return withAncestors(id).stream().filter(t -> parents(t).isEmpty()).toList();
  }

  private List<Integer> parents(int id) {
    return get(id).parents().stream().filter(tags::containsKey).toList();
  }

  private Set<Integer> reach(int id, Function<Integer, List<Integer>> next) {
    var seen = new LinkedHashSet<Integer>();
    if (tags.containsKey(id)) {
      reach(id, next, seen);
    }
    return seen;
  }

  private static void reach(int id, Function<Integer, List<Integer>> next, Set<Integer> seen) {
    var open = new ArrayList<>(List.of(id));
    while (!open.isEmpty()) {
      int tag = open.removeLast();
      if (seen.add(tag)) {
        open.addAll(next.apply(tag));
      }
    }
  }
}
