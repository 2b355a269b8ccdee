package panoptic.project;

/// A directory that the owner allowed, as `ingest` alone makes it: new with a negative id, else the new place of a root. The path is absolute.
public record AdmittedRoot(int id, String path) {
}
