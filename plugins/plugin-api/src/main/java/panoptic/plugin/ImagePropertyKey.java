package panoptic.plugin;

/// A value's place: a property of mode `SHA1` and an image.
public record ImagePropertyKey(int propertyId, String sha1) {
}
