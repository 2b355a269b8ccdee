package panoptic.ingest;

import java.time.Duration;
import java.util.List;

/// What an import did, by the number of files per outcome. `step` is the step of its commits, 0 where it changed nothing.
///
/// `unreachable` lists the roots that were not there (a disk unplugged, a share away): nothing is said of their files.
/// An import that goes on after a crash tells what this run did: what the first one had committed is known.
public record ImportSummary(long imported, long known, long changed, long moved, long missing, long returned, long unreadable, long skipped,
    Duration took, long step, List<RootReach> unreachable) {
  public ImportSummary {
    unreachable = List.copyOf(unreachable);
  }

  /// Returns how many files and folders have an outcome.
  public long total() {
    return imported + known + changed + moved + missing + returned + unreadable + skipped;
  }
}
