package panoptic.model;

/// A directory of a root. The folder of the root itself has `parentId` 0 and its last path element as name.
public record Folder(int id, int rootId, int parentId, String name) {
}
