package panoptic.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import panoptic.ingest.RootReach;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.Tag;
import panoptic.project.ProjectState;

/// A project's catalog: all that is not by the picture, with counts. Its size is that of the properties, tags and folders.
final class CatalogJson {
  private CatalogJson() {}

  /// The parts that hang on the state alone, as text: many browsers ask for them after each commit.
  record OfState(JsonText.Written folders, JsonText.Written groups, JsonText.Written properties, JsonText.Written tags,
      JsonText.Written people) {
    static OfState of(ProjectState state, CatalogCounts counts) {
      var properties = new ArrayList<Property>(state.properties());
      properties.addAll(Computed.ALL);
      var groups = state.propertyGroups().stream()
          .map(g -> Exchange.document("id", g.id(), "name", g.name(), "order", g.order(), "description", g.description())).toList();
      var tags = state.properties().stream().filter(p -> p.type().isTags())
          .flatMap(p -> state.tags(p.id()).stream().map(t -> tag(state, p, t, counts))).toList();
      return new OfState(JsonText.Written.of(CatalogJson.folders(state, counts)), JsonText.Written.of(groups),
          JsonText.Written.of(properties.stream().map(p -> property(state, p, counts)).toList()), JsonText.Written.of(tags),
          JsonText.Written.of(state.people().stream().map(LiveJson::person).toList()));
    }
  }

  static Map<String, Object> of(ServedProject project, List<RootReach> roots) {
    ProjectState state = project.state();
    OfState parts = project.catalog(state);
    var out = Exchange.document("id", project.id(), "name", project.open().name(), "path", project.open().folder().toString(), "sequence",
        state.sequence(), "images", state.images().count(), "instances", state.instances().count(), "missing", state.missing().count(),
        "roots", roots.stream().map(CatalogJson::root).toList(), "folders", parts.folders(), "propertyGroups", parts.groups(), "properties",
        parts.properties(), "tags", parts.tags(), "people", parts.people(), "settings", project.open().settings().all(), "thumbnailSet",
        project.open().thumbnailSet());
    project.project().damage().ifPresent(d -> {
      out.put("readOnly", true);
      out.put("damage", d);
    });
    return out;
  }

  private static Map<String, Object> root(RootReach reach) {
    return Exchange.document("id", reach.root().id(), "path", reach.root().path(), "there", reach.isReachable(), "reason",
        reach.isReachable() ? null : reach.trouble());
  }

  private static List<Map<String, Object>> folders(ProjectState state, CatalogCounts counts) {
    Map<Integer, Integer> below = counts.belowFolders(state);
    return state.folders().stream()
        .map(f -> Exchange.document("id", f.id(), "rootId", f.rootId(), "parentId", f.parentId(), "name", f.name(),
            "instances", below.getOrDefault(f.id(), 0)))
        .toList();
  }

  private static Map<String, Object> property(ProjectState state, Property p, CatalogCounts counts) {
    return Exchange.document("id", p.id(), "name", p.name(), "type", p.type().json(), "mode", p.mode().json(), "propertyGroupId",
        p.groupId(),
        "order", p.order(), "description", p.description(), "values", counts.values(state, p));
  }

  private static Map<String, Object> tag(ProjectState state, Property p, Tag t, CatalogCounts counts) {
    return Exchange.document("id", t.id(), "propertyId", t.propertyId(), "value", t.name(), "parents", t.parents(), "color", t.color(),
        "order", t.order(), "description", t.description(), "count", counts.bearers(state, p, t));
  }
}
