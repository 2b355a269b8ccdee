package panoptic.pluginhost.spi;

import java.nio.file.Path;
import java.time.InstantSource;
import panoptic.media.KeptFiles;
import panoptic.media.VectorStore;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.Signature;
import panoptic.project.Project;

/// An open project as plugins need it. Any thread may use it.
public interface HostedProject {
  /// Returns the project's folder.
  Path folder();

  Project project();

  /// Applies a commit by the same way as everyone's: new instances are looked at by the import.
  Committed commit(Commit commit, Signature by);

  /// Returns where the bytes of vectors lie.
  VectorStore vectors();

  /// Returns where maps and results have what they hold.
  KeptFiles keptFiles();

  InstantSource clock();
}
