package panoptic.plugin;

/// A directory of an imported root. `path` is absolute; `parent` is the id of the folder above, 0 for a root's own.
public record Folder(int id, String path, String name, int parent) {
}
