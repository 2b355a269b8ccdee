package panoptic.pluginprotocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import panoptic.plugin.CommitApplied;
import panoptic.plugin.DeleteFolderConfirm;
import panoptic.plugin.Folder;
import panoptic.plugin.ImageMap;
import panoptic.plugin.ImageProperty;
import panoptic.plugin.Instance;
import panoptic.plugin.InstanceProperty;
import panoptic.plugin.Property;
import panoptic.plugin.PropertyGroup;
import panoptic.plugin.PropertyMode;
import panoptic.plugin.PropertyType;
import panoptic.plugin.Tag;
import panoptic.plugin.VectorType;

/// What a project consists of, as JSON trees and back. Keys are the names of the records' components.
public final class DataJson {
  private DataJson() {
  }

  public static Map<String, @Nullable Object> tree(Folder f) {
    return Fields.of("id", f.id()).and("path", f.path()).and("name", f.name()).and("parent", f.parent()).tree();
  }

  public static Folder folder(Tree t) {
    return new Folder(t.get("id").id(), t.get("path").text(""), t.get("name").text(""), (int) t.get("parent").whole(0));
  }

  public static Map<String, @Nullable Object> tree(Instance i) {
    return Fields.of("id", i.id()).and("folderId", i.folderId()).and("name", i.name()).and("extension", i.extension()).and("sha1", i.sha1())
        .and("url", i.url()).and("height", i.height()).and("width", i.width()).and("ahash", i.ahash()).tree();
  }

  public static Instance instance(Tree t) {
    return new Instance(t.get("id").id(), (int) t.get("folderId").whole(0), t.get("name").text(""), t.get("extension").text(""),
        t.get("sha1").text(""), t.get("url").text(""), (int) t.get("height").whole(0), (int) t.get("width").whole(0),
        t.get("ahash").text(""));
  }

  public static Map<String, @Nullable Object> tree(Property p) {
    return Fields.of("id", p.id()).and("name", p.name()).and("type", p.type().json()).and("mode", p.mode().json())
        .and("propertyGroupId", p.propertyGroupId()).and("computed", p.computed()).tree();
  }

  public static Property property(Tree t) {
    return new Property(t.get("id").id(), t.get("name").text(), PropertyType.parse(t.get("type").text()),
        PropertyMode.parse(t.get("mode").text()),
        (int) t.get("propertyGroupId").whole(0), t.get("computed").flag());
  }

  public static Map<String, @Nullable Object> tree(PropertyGroup g) {
    return Fields.of("id", g.id()).and("name", g.name()).tree();
  }

  public static PropertyGroup propertyGroup(Tree t) {
    return new PropertyGroup(t.get("id").id(), t.get("name").text());
  }

  public static Map<String, @Nullable Object> tree(Tag t) {
    return Fields.of("id", t.id()).and("propertyId", t.propertyId()).and("value", t.value()).and("parents", t.parents())
        .and("color", t.color())
        .tree();
  }

  public static Tag tag(Tree t) {
    return new Tag(t.get("id").id(), t.get("propertyId").id(), t.get("value").text(),
        t.get("parents").list().stream().map(Tree::id).toList(),
        (int) t.get("color").whole(-1));
  }

  public static Map<String, @Nullable Object> tree(InstanceProperty v) {
    return Fields.of("propertyId", v.propertyId()).and("instanceId", v.instanceId()).and("value", v.value()).tree();
  }

  public static InstanceProperty instanceProperty(Tree t) {
    return new InstanceProperty(t.get("propertyId").id(), t.get("instanceId").id(), value(t.get("value").value()));
  }

  public static Map<String, @Nullable Object> tree(ImageProperty v) {
    return Fields.of("propertyId", v.propertyId()).and("sha1", v.sha1()).and("value", v.value()).tree();
  }

  public static ImageProperty imageProperty(Tree t) {
    return new ImageProperty(t.get("propertyId").id(), t.get("sha1").text(), value(t.get("value").value()));
  }

  /// Returns a value as plugins see it: ids of tags as Integer, not Long.
  static @Nullable Object value(@Nullable Object read) {
    return read instanceof List<?> l ? l.stream().map(e -> e instanceof Long n ? (Object) n.intValue() : e).toList() : read;
  }

  public static Map<String, @Nullable Object> tree(VectorType v) {
    return Fields.of("id", v.id()).and("source", v.source()).and("params", v.params()).tree();
  }

  public static VectorType vectorType(Tree t) {
    return new VectorType(t.get("id").id(), t.get("source").text(""), t.get("params").object());
  }

  /// Returns a map with its positions, where it has any.
  public static Map<String, @Nullable Object> tree(ImageMap m) {
    Fields out = Fields.of("id", m.id()).and("source", m.source()).and("name", m.name()).and("key", m.key()).and("count", m.count());
    return (m.sha1s().length == 0 ? out : out.and("sha1s", Sha1s.bytes(List.of(m.sha1s()))).and("xy", m.xy())).tree();
  }

  public static ImageMap imageMap(Tree t) {
    return new ImageMap(t.get("id").id(), t.get("source").text(""), t.get("name").text(""), t.get("key").text(""),
        (int) t.get("count").whole(0),
        Sha1s.read(t.get("sha1s")).toArray(String[]::new), t.get("xy").isNull() ? new float[0] : t.get("xy").floats());
  }

  public static Map<String, @Nullable Object> tree(DeleteFolderConfirm d) {
    return Fields.of("deletedFolders", d.deletedFolders()).and("deletedInstances", d.deletedInstances())
        .and("deletedSha1s", Sha1s.bytes(d.deletedSha1s())).tree();
  }

  public static DeleteFolderConfirm deletedFolder(Tree t) {
    return new DeleteFolderConfirm(t.get("deletedFolders").list().stream().map(Tree::id).toList(),
        t.get("deletedInstances").list().stream().map(Tree::id).toList(), Sha1s.read(t.get("deletedSha1s")));
  }

  public static Map<String, @Nullable Object> tree(CommitApplied c) {
    return Fields.of("sequence", c.sequence()).and("author", c.author()).and("origin", c.origin()).and("label", c.label()).tree();
  }

  public static CommitApplied commitApplied(Tree t) {
    return new CommitApplied(t.get("sequence").whole(), t.get("author").text(""), t.get("origin").text(""), t.get("label").text(""));
  }
}
