package panoptic.plugin;

/// A value's place: a property of mode `ID` and an instance.
public record InstancePropertyKey(int propertyId, int instanceId) {
}
