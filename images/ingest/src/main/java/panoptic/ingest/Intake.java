package panoptic.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import panoptic.imaging.Examination.Picture;
import panoptic.imaging.Thumbnail;
import panoptic.media.ThumbnailStore;
import panoptic.project.Project;

/// What imports and commits with instances of one project share.
///
/// One import runs at a time (`importing`). Between looking whether a file is known and the commit of its instance, `admitting` is held, so that no
/// file becomes two instances.
record Intake(Project project, Examiner examiner, ThumbnailStore thumbnails, ImportsFile imports, Predicate<Path> isOurs,
    InstantSource clock,
    Uploads uploads, ReentrantLock importing, ReentrantLock admitting) {

  /// Keeps the thumbnails of a picture; durable after [#syncThumbnails].
  void keep(Picture picture) {
    try {
      for (Thumbnail t : picture.thumbnails()) {
        thumbnails.put(picture.sha1(), t.edge(), t.format(), t.bytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("thumbnails cannot be kept", e);
    }
  }

  void syncThumbnails() {
    try {
      thumbnails.sync();
    } catch (IOException e) {
      throw new UncheckedIOException("thumbnails cannot be kept", e);
    }
  }
}
