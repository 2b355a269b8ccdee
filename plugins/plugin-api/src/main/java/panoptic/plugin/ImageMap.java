package panoptic.plugin;

/// A map: 2-D positions of images.
///
/// `source` is the plugin that made it, `key` its own word for it. Image `i` is `sha1s[i]` and lies at `xy[2 * i]`, `xy[2 * i + 1]`; both are
/// empty where maps are only listed, and not copied. `id` is negative for one that is not stored yet.
public record ImageMap(int id, String source, String name, String key, int count, String[] sha1s, float[] xy) {
}
