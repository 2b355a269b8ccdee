/// From a file to what Panoptic knows of a picture: facts, thumbnails, metadata. Start at [Decoders].
///
/// Not here: calls of libvips (`vips`, in worker processes only), where thumbnails lie (`media`), which files are looked at (`ingest`).
@NullMarked
package panoptic.imaging;

import org.jspecify.annotations.NullMarked;
