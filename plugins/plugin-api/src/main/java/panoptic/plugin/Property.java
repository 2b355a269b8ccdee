package panoptic.plugin;

/// A typed question asked of every instance or image.
///
/// `id` is negative for one that is new in a [DbCommit], and for computed ones; `propertyGroupId` is 0 outside any group.
public record Property(int id, String name, PropertyType type, PropertyMode mode, int propertyGroupId, boolean computed) {
}
