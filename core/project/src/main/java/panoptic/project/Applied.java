package panoptic.project;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;
import panoptic.model.LogEntry;
import panoptic.model.Person;
import panoptic.project.spi.LogRecord;

/// A commit as those see it who follow a project: what stands in the log, and what it touched. Immutable.
public final class Applied {
  private final LogRecord record;
  private final List<Change> changes;

  /// `record` without its bytes, which `changes` are.
  Applied(LogRecord record, List<Change> changes) {
    this.record = record;
    this.changes = changes;
  }

  public long sequence() {
    return record.sequence();
  }

  /// Returns the commit as a line of History, with its author as known in a state at or after it.
  public LogEntry entry(ProjectState state) {
    return entry(state, record);
  }

  static LogEntry entry(ProjectState state, LogRecord r) {
    Person author = state.person(r.author()).orElseGet(() -> new Person(r.author(), "", "", 0));
    return new LogEntry(r.sequence(), Instant.EPOCH.plus(r.timeMicros(), ChronoUnit.MICROS), author, r.step(), r.origin(), r.label(),
        Drafter.counts(r.counts()));
  }

  /// Returns what the commit touched; `state` is one at or after it.
  public Touched touched(ProjectState state) {
    return Touched.of(state, changes);
  }

  /// Returns the rows of instances that came into sight: new ones, and those whose deletion was undone.
  public RoaringBitmap arrived() {
    return visible(Change.SetBits::added);
  }

  /// Returns the rows of instances that went out of sight.
  public RoaringBitmap left() {
    return visible(Change.SetBits::removed);
  }

  private RoaringBitmap visible(Function<Change.SetBits, RoaringBitmap> which) {
    var out = new RoaringBitmap();
    for (Change change : changes) {
      if (change instanceof Change.SetBits b && b.key() == Change.VISIBLE) {
        out.or(which.apply(b));
      }
    }
    return out;
  }

  /// Returns the ids of the folders that were deleted.
  public List<Integer> deletedFolders() {
    var out = new ArrayList<Integer>();
    for (Change change : changes) {
      if (change instanceof Change.SetEntry e && e.kind() == Kind.FOLDER && !e.after().isVisible() && e.before() != null
          && e.before().isVisible()) {
        out.add(e.id());
      }
    }
    return out;
  }

  /// Returns the step that this commit undid, redid or reverted, or 0.
  public long target() {
    return record.target();
  }

  List<Change> changes() {
    return changes;
  }
}
