/// Values out of a project and back in: exports as CSV, JSON lines or a zip with the pictures, and the reading of CSV. Start at [Export] and [Reading].
///
/// Not here: which rows a view shows (`query`), where files are served from (`http`), the import of pictures (`ingest`).
@NullMarked
package panoptic.transfer;

import org.jspecify.annotations.NullMarked;
