package panoptic.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;

/// A folder of the user's own.
record FolderCorpus(Path folder) implements Corpus {

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public boolean isThere() {
    return Files.isDirectory(folder);
  }

  @Override
  public void fetch(LongConsumer progress) {
    throw new RefusedException(ErrorCode.UNKNOWN, "there is no corpus and no folder \"" + folder + "\" (corpora: stamps, openmoji)");
  }
}
