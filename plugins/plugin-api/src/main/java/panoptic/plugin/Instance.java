package panoptic.plugin;

/// One occurrence of an image in a folder.
///
/// `url` is the absolute path of its file; `sha1` the hash of the file's bytes as 40 digits; `ahash` the average hash as 16. In a [DbCommit] `id`
/// is negative, and what Panoptic finds out by itself (`sha1`, `width`, `height`, `ahash`) may be empty or 0.
public record Instance(int id, int folderId, String name, String extension, String sha1, String url, int height, int width, String ahash) {
}
