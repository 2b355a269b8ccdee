package panoptic.plugin;

import org.jspecify.annotations.Nullable;

/// What a property says of an image. What `value` is, is told by [Values].
public record ImageProperty(int propertyId, String sha1, @Nullable Object value) {
}
