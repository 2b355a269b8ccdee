/// Libvips, and the worker process that decodes with it. Start at [DecodeWorker] (what runs in the child process) and [DecodeRequest],
/// [DecodeReply] (what goes through the pipe; bytes in `docs/formats/decoder-protocol.md`).
///
/// Not here: starting, bounding and replacing workers, and reading EXIF (`imaging`). Nothing of libvips runs in the host's process.
@NullMarked
package panoptic.vips;

import org.jspecify.annotations.NullMarked;
