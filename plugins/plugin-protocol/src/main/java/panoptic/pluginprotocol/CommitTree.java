package panoptic.pluginprotocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import panoptic.plugin.DbCommit;
import panoptic.plugin.Edit;
import panoptic.plugin.ImagePropertyKey;
import panoptic.plugin.InstancePropertyKey;

/// A [DbCommit] as a JSON tree, in the words of the commits of `design.md`; and what was stored of it, back.
public final class CommitTree {
  private CommitTree() {
  }

  public static Map<String, @Nullable Object> tree(DbCommit c) {
    return Fields.of("emptyInstances", c.emptyInstances).and("emptyPropertyGroups", c.emptyPropertyGroups)
        .and("emptyProperties", c.emptyProperties).and("emptyTags", c.emptyTags).and("emptyFolders", c.emptyFolders)
        .and("emptyInstanceValues", c.emptyInstanceValues.stream()
            .map(k -> Fields.of("propertyId", k.propertyId()).and("instanceId", k.instanceId()).tree()).toList())
        .and("emptyImageValues", c.emptyImageValues.stream()
            .map(k -> Fields.of("propertyId", k.propertyId()).and("sha1", k.sha1()).tree()).toList())
        .and("folders", c.folders.stream().map(DataJson::tree).toList()).and("instances", c.instances.stream().map(DataJson::tree).toList())
        .and("propertyGroups", c.propertyGroups.stream().map(DataJson::tree).toList())
        .and("properties", c.properties.stream().map(DataJson::tree).toList()).and("tags", c.tags.stream().map(DataJson::tree).toList())
        .and("instanceValues", c.instanceValues.stream().map(DataJson::tree).toList())
        .and("imageValues", c.imageValues.stream().map(DataJson::tree).toList())
        .and("edits", c.edits.stream().map(CommitTree::edit).toList())
        .tree();
  }

  private static Map<String, @Nullable Object> edit(Edit e) {
    Fields on = e.ids() != null
        ? Fields.of("ids", e.ids())
        : e.sha1s() != null
            ? Fields.of("sha1s", e.sha1s())
            : Fields.of("view", e.view()).and("sequence", e.sequence() == 0 ? null : e.sequence());
    return Fields.of("property", e.propertyId())
        .and(e.kind().name().toLowerCase(java.util.Locale.ROOT), e.kind() == Edit.Kind.CLEAR ? (Object) true : e.value())
        .and("on", on.tree()).tree();
  }

  /// Reads a commit as it was stored. `ids` tells what became of each negative id.
  public static DbCommit stored(Tree t) {
    var c = new DbCommit();
    t.get("commit").get("emptyInstances").list().forEach(e -> c.emptyInstances.add(e.id()));
    Tree commit = t.get("commit");
    addIds(commit.get("emptyPropertyGroups"), c.emptyPropertyGroups);
    addIds(commit.get("emptyProperties"), c.emptyProperties);
    addIds(commit.get("emptyTags"), c.emptyTags);
    addIds(commit.get("emptyFolders"), c.emptyFolders);
    commit.get("emptyInstanceValues").list()
        .forEach(k -> c.emptyInstanceValues.add(new InstancePropertyKey(k.get("propertyId").id(), k.get("instanceId").id())));
    commit.get("emptyImageValues").list()
        .forEach(k -> c.emptyImageValues.add(new ImagePropertyKey(k.get("propertyId").id(), k.get("sha1").text())));
    commit.get("folders").list().forEach(f -> c.folders.add(DataJson.folder(f)));
    commit.get("instances").list().forEach(i -> c.instances.add(DataJson.instance(i)));
    commit.get("propertyGroups").list().forEach(g -> c.propertyGroups.add(DataJson.propertyGroup(g)));
    commit.get("properties").list().forEach(p -> c.properties.add(DataJson.property(p)));
    commit.get("tags").list().forEach(g -> c.tags.add(DataJson.tag(g)));
    commit.get("instanceValues").list().forEach(v -> c.instanceValues.add(DataJson.instanceProperty(v)));
    commit.get("imageValues").list().forEach(v -> c.imageValues.add(DataJson.imageProperty(v)));
    t.get("ids").list().forEach(pair -> c.stored((int) pair.get("negative").whole(), pair.get("real").id()));
    c.stored(t.get("sequence").whole(0));
    return c;
  }

  private static void addIds(Tree from, List<Integer> to) {
    from.list().forEach(e -> to.add(e.id()));
  }
}
