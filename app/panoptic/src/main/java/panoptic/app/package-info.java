/// The program: `main`, the commands, the data folder, and the one place where parts are put together. Start at [Main] and [Wiring].
///
/// Not here: rules of commits (`project`), views (`query`), reading pictures (`imaging`, `ingest`), SQL (`storage-sqlite`).
@NullMarked
package panoptic.app;

import org.jspecify.annotations.NullMarked;
