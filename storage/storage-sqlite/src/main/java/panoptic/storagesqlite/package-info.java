/// One project on disk: its log in SQLite, its checkpoints in files, its lock. Start at [ProjectFolder].
///
/// Not here: what a commit or a page means (`project`), thumbnails and vectors (`media`), the list of projects (`app`).
@NullMarked
package panoptic.storagesqlite;

import org.jspecify.annotations.NullMarked;
