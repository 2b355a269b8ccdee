package panoptic.plugin;

/// The vector of one image: float32, as long as all others of its type. `data` is not copied.
public record Vector(int typeId, String sha1, float[] data) {
}
