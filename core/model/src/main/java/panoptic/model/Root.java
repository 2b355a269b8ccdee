package panoptic.model;

/// A directory that was imported, by its absolute path; everything below it is stored relative to it.
public record Root(int id, String path) {
}
