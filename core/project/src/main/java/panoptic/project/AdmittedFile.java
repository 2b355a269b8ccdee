package panoptic.project;

import panoptic.model.Sha1;

/// A picture file that the import has read itself: the only way for an instance into a project.
///
/// Made by `ingest` alone (and by the test kit for made-up projects); a rule of the house holds that. `id` is negative for a new instance, else the
/// instance whose file was found elsewhere, changed, or again. `folderId` may be negative: new in the same commit. `fileTimeMillis` counts from
/// 1970; `fileId` is the file system's own number of the file, or 0.
public record AdmittedFile(int id, int folderId, String name, Sha1 sha1, long fileTimeMillis, long fileId, ImageFacts facts) {
}
