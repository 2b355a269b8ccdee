/// Files in: folders scanned and scanned again, moved and missing files, instances that come by a commit. Start at [Ingest].
///
/// Nobody else makes what lets an instance into a project (`AdmittedFile`). Not here: pixels (`imaging`), where thumbnails lie (`media`), the
/// rules of commits (`project`).
@NullMarked
package panoptic.ingest;

import org.jspecify.annotations.NullMarked;
