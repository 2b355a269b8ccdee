package panoptic.plugin;

/// A named box of properties. `id` is negative for one that is new in a [DbCommit].
public record PropertyGroup(int id, String name) {
}
