package panoptic.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One batch of changes that somebody asks for, applied whole or not at all.
///
/// Ids of what exists are positive. What is new carries a negative id, unique per kind within the commit, and may be referred to by
/// it anywhere in the commit, in any order. In a change of something that exists, null leaves a component as it is.
/// Instances and roots are claims here: a project takes them only once the import has looked at the files and made an `Admission` of them.
///
/// `readAt` is the sequence of the state that its author had read, 0 for the newest: a whole list of tags stands for its
/// difference from that state. The lists may be read from any thread once built.
public final class Commit {
  /// Puts a property group into the project, or changes one.
  public record GroupChange(int id, @Nullable String name, @Nullable Integer order, @Nullable String description) {
  }

  /// Makes a property, or changes one; `groupId` 0 takes it out of its group.
  public record PropertyChange(int id, @Nullable String name, @Nullable PropertyType type, @Nullable PropertyMode mode,
      @Nullable Integer groupId,
      @Nullable Integer order, @Nullable String description) {
  }

  /// Makes a tag, or changes one; `color` -1 lets the project choose.
  public record TagChange(int id, @Nullable Integer propertyId, @Nullable String name, @Nullable List<Integer> parents,
      @Nullable Integer color,
      @Nullable Integer order, @Nullable String description) {
  }

  /// Makes a folder below another (which may be new) or, with `parentId` 0, a root's own.
  public record FolderChange(int id, int parentId, int rootId, String name) {
  }

  /// Claims that a picture lies in a folder (`folderId`, which may be new, and `name`) or at `url`, an absolute path. The rest is found out.
  /// `sha1`, where given, must be what the file's bytes say.
  public record InstanceClaim(int id, int folderId, @Nullable String name, @Nullable String url, @Nullable Sha1 sha1) {
  }

  /// What a property says of an instance, as it stands in JSON; null, `""` and `[]` clear it.
  public record InstanceValue(int propertyId, int instanceId, @Nullable Object value) {
  }

  /// What a property says of an image.
  public record ImageValue(int propertyId, Sha1 sha1, @Nullable Object value) {
  }

  private final List<Integer> emptyFolders = new ArrayList<>();
  private final List<Integer> emptyInstances = new ArrayList<>();
  private final List<Integer> emptyPropertyGroups = new ArrayList<>();
  private final List<Integer> emptyProperties = new ArrayList<>();
  private final List<Integer> emptyTags = new ArrayList<>();
  private final List<FolderChange> folders = new ArrayList<>();
  private final List<Root> roots = new ArrayList<>();
  private final List<InstanceClaim> instances = new ArrayList<>();
  private final List<GroupChange> propertyGroups = new ArrayList<>();
  private final List<PropertyChange> properties = new ArrayList<>();
  private final List<TagChange> tags = new ArrayList<>();
  private final List<InstanceValue> instanceValues = new ArrayList<>();
  private final List<ImageValue> imageValues = new ArrayList<>();
  private final List<Edit> edits = new ArrayList<>();
  private long readAt;

  /// Folders to delete, with all below them.
  public List<Integer> emptyFolders() {
    return emptyFolders;
  }

  public List<Integer> emptyInstances() {
    return emptyInstances;
  }

  public List<Integer> emptyPropertyGroups() {
    return emptyPropertyGroups;
  }

  public List<Integer> emptyProperties() {
    return emptyProperties;
  }

  public List<Integer> emptyTags() {
    return emptyTags;
  }

  public List<FolderChange> folders() {
    return folders;
  }

  /// Roots to add (negative id) or to move to a new place.
  public List<Root> roots() {
    return roots;
  }

  public List<InstanceClaim> instances() {
    return instances;
  }

  public List<GroupChange> propertyGroups() {
    return propertyGroups;
  }

  public List<PropertyChange> properties() {
    return properties;
  }

  public List<TagChange> tags() {
    return tags;
  }

  /// Values to set or clear, in order: of two for one owner and property the later wins.
  public List<InstanceValue> instanceValues() {
    return instanceValues;
  }

  public List<ImageValue> imageValues() {
    return imageValues;
  }

  public List<Edit> edits() {
    return edits;
  }

  public long readAt() {
    return readAt;
  }

  public Commit readAt(long sequence) {
    readAt = sequence;
    return this;
  }

  /// Adds an element and returns this, so that a commit can be written as one expression.
  public <T> Commit with(List<T> list, T element) {
    list.add(element);
    return this;
  }
}
