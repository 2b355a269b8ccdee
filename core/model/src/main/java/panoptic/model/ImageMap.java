package panoptic.model;

/// The 2-D positions of some images, made by the plugin `source`.
///
/// `key` is the plugin's own word for what the map is of; `count` tells how many images have a position. `content` names the file of the positions, which
/// `media` keeps.
public record ImageMap(int id, String source, String name, String key, int count, String content) {
}
