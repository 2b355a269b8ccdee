/// Where bytes that Panoptic makes lie: the local disk behind the port [panoptic.model.spi.Disk], and packs of thumbnails.
/// Start at [Thumbnails].
///
/// Not here: decoding or drawing a picture (`imaging`), which image needs which thumbnail (`ingest`), SQLite's file
/// (`storage-sqlite`).
@NullMarked
package panoptic.media;

import org.jspecify.annotations.NullMarked;
