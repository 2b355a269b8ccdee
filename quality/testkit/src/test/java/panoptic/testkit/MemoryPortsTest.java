package panoptic.testkit;

import org.junit.jupiter.api.Nested;
import panoptic.project.MemoryCheckpoints;
import panoptic.project.MemoryLog;
import panoptic.project.spi.CheckpointStore;
import panoptic.project.spi.CommitLog;

/// The ports of a project, in memory.
class MemoryPortsTest {
  @Nested
  class Log extends CommitLogContract {
    private final MemoryLog log = new MemoryLog();

    @Override
    protected CommitLog open() {
      return log;
    }
  }

  @Nested
  class Checkpoints extends CheckpointStoreContract {
    private final MemoryCheckpoints store = new MemoryCheckpoints();

    @Override
    protected CheckpointStore open() {
      return store;
    }
  }
}
