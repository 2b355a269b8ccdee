package panoptic.model;

/// A typed question asked of every instance or every image.
///
/// `groupId` is 0 outside any group; `order` places it among the others, smaller first.
public record Property(int id, String name, PropertyType type, PropertyMode mode, int groupId, int order, String description) {
}
