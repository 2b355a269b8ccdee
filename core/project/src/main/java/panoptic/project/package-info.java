/// One project: its state, the rules of its commits, undo and history. Start at [Project].
///
/// Not here: SQL (`storage-sqlite`), filters and groups (`query`), files and pixels (`ingest`, `imaging`), JSON text (the edges parse it).
@NullMarked
package panoptic.project;

import org.jspecify.annotations.NullMarked;
