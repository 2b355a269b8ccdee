package panoptic.app;

import java.nio.file.Path;
import java.util.function.LongConsumer;

/// Pictures to try Panoptic with. In their folder, a text file beside a picture (same name, ending `.txt`) holds its title in the first line.
interface Corpus {

  /// Returns what the demo calls these pictures.
  String name();

  /// Returns where the pictures lie once they are there.
  Path folder();

  /// Tells whether they are there.
  boolean isThere();

  /// Brings them there, whole or not at all; refuses with a sentence where that cannot be done here. `progress` is told how many bytes came so far.
  void fetch(LongConsumer progress) throws InterruptedException;
}
