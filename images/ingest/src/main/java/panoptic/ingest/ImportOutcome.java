package panoptic.ingest;

import panoptic.model.Sha1;

/// What became of one file of an import, told once it is durable. One bad file is an outcome, not an exception.
///
/// `path` is the file's [text][FileNames].
public sealed interface ImportOutcome {
  String path();

  /// The outcomes about an instance, whose id they tell.
  sealed interface OfInstance extends ImportOutcome {
    int instance();

    Sha1 sha1();
  }

  /// A new instance.
  record Imported(String path, int instance, Sha1 sha1) implements OfInstance {}

  /// A file that was there before, with the same bytes.
  record Known(String path, int instance, Sha1 sha1) implements OfInstance {}

  /// Other bytes at the same place: the instance keeps its id and values.
  record Changed(String path, int instance, Sha1 sha1, Sha1 before) implements OfInstance {}

  /// The file of an instance at another place than before.
  record Moved(String path, int instance, Sha1 sha1, String from) implements OfInstance {}

  /// An instance whose file is gone; it keeps its values and its thumbnail.
  record Missing(String path, int instance, Sha1 sha1) implements OfInstance {}

  /// A file that was missing is there again, or one whose instance had been deleted (an import undone, say) was imported again.
  record Returned(String path, int instance, Sha1 sha1) implements OfInstance {}

  /// A picture, by its name or first bytes, that could not be read, or a folder; why.
  record Unreadable(String path, String reason) implements ImportOutcome {}

  /// Something that is not imported by rule: no picture, a hidden file, a link elsewhere; why.
  record Skipped(String path, String reason) implements ImportOutcome {}
}
