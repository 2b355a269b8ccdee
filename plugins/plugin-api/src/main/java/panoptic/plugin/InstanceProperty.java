package panoptic.plugin;

import org.jspecify.annotations.Nullable;

/// What a property says of an instance. What `value` is, is told by [Values].
public record InstanceProperty(int propertyId, int instanceId, @Nullable Object value) {
}
