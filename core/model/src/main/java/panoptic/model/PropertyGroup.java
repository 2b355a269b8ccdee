package panoptic.model;

/// A named box of properties.
public record PropertyGroup(int id, String name, int order, String description) {
}
