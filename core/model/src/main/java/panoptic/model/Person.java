package panoptic.model;

/// Who works: a name and a colour (0..11). `key` is the same wherever the person's projects are opened; `id` is given by whoever
/// keeps the person, and 0 before.
public record Person(int id, String key, String name, int color) {
}
