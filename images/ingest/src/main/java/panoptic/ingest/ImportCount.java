package panoptic.ingest;

import java.time.Duration;
import java.util.List;

/// Counts the outcomes of an import.
final class ImportCount {
  private long imported;
  private long known;
  private long changed;
  private long moved;
  private long missing;
  private long returned;
  private long unreadable;
  private long skipped;

  void add(ImportOutcome outcome) {
    switch (outcome) {
      case ImportOutcome.Imported _ -> imported++;
      case ImportOutcome.Known _ -> known++;
      case ImportOutcome.Changed _ -> changed++;
      case ImportOutcome.Moved _ -> moved++;
      case ImportOutcome.Missing _ -> missing++;
      case ImportOutcome.Returned _ -> returned++;
      case ImportOutcome.Unreadable _ -> unreadable++;
      case ImportOutcome.Skipped _ -> skipped++;
    }
  }

  ImportSummary summary(Duration took, long step, List<RootReach> unreachable) {
    return new ImportSummary(imported, known, changed, moved, missing, returned, unreadable, skipped, took, step, unreachable);
  }
}
