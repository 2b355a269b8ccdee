package panoptic.project.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Where checkpoints lie: pages named by their content, and a manifest that names the pages of one state.
///
/// A checkpoint is there whole or not at all. Called by one thread at a time.
public interface CheckpointStore {

  /// Bytes read back: those of the manifest, and of each page by its number in the manifest's list. A page whose checksum is wrong or that is
  /// not there throws `RefusedException(DAMAGED)` when it is asked for; `pages` may be called from several threads at once.
  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  record Checkpoint(long sequence, byte[] manifest, List<String> names, IntFunction<byte[]> pages) {
  }

  /// Returns the newest checkpoint, or the newest before `before`; one whose manifest is damaged is passed over.
  Optional<Checkpoint> newest(long before);

  /// Keeps a page and returns its name, which depends on the content alone; one that is there already is not written again.
  String keep(byte[] page);

  /// Makes a checkpoint of pages kept before; durable when this returns. Pages that the last two checkpoints do not name may be removed.
  void complete(long sequence, byte[] manifest, List<String> names);

  /// Returns a sentence per damaged page or manifest.
  List<String> check();

  /// Returns how many bytes were written since this store was opened.
  long bytesWritten();
}
