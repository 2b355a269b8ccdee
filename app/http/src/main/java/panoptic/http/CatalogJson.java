package panoptic.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;
import panoptic.ingest.RootReach;
import panoptic.model.Computed;
import panoptic.model.Property;
import panoptic.model.Tag;
import panoptic.project.ProjectState;

/// A project's catalog: all that is not by the picture, with counts. Its size is that of the properties, tags and folders.
final class CatalogJson {
  private CatalogJson() {}

  static Map<String, Object> of(ServedProject project, List<RootReach> roots) {
    ProjectState state = project.state();
    var properties = new ArrayList<Property>(state.properties());
    properties.addAll(Computed.ALL);
    var out = Exchange.document("id", project.id(), "name", project.open().name(), "path", project.open().folder().toString(), "sequence",
        state.sequence(), "images", state.images().count(), "instances", state.instances().count(), "missing", state.missing().count(),
        "roots", roots.stream().map(CatalogJson::root).toList(), "folders", folders(state, project.counts()), "propertyGroups",
        state.propertyGroups().stream()
            .map(g -> Exchange.document("id", g.id(), "name", g.name(), "order", g.order(), "description", g.description())).toList(),
        "properties", properties.stream().map(p -> property(state, p, project.counts())).toList(), "tags",
        state.properties().stream().filter(p -> p.type().isTags()).flatMap(p -> state.tags(p.id()).stream().map(t -> tag(state, p, t)))
            .toList(),
        "people", state.people().stream().map(LiveJson::person).toList(), "settings", project.open().settings().all());
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

  private static Map<String, Object> tag(ProjectState state, Property p, Tag t) {
    RoaringBitmap visible = p.mode() == panoptic.model.PropertyMode.IMAGE ? state.images().rows() : state.instances().rows();
    return Exchange.document("id", t.id(), "propertyId", t.propertyId(), "value", t.name(), "parents", t.parents(), "color", t.color(),
        "order",
        t.order(), "description", t.description(), "count", RoaringBitmap.andCardinality(state.uses(t.id()).rows(), visible));
  }
}
