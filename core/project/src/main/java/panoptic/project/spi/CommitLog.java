package panoptic.project.spi;

import java.io.Closeable;
import java.util.List;
import java.util.function.Predicate;

/// The durable log of a project's commits: gap-free, append-only.
///
/// One thread appends; any may read. Trouble with the files is a `RefusedException`: DISK_FULL, READ_ONLY, or DAMAGED naming the sequence.
public interface CommitLog extends Closeable {

  /// Returns the sequence of the last commit, 0 when there is none.
  long last();

  /// Appends commits whose sequences follow the last one. When this returns they are durable, all of them; when it throws, none is there.
  void append(List<LogRecord> records);

  /// Hands commits with their changes to a reader, from one sequence on, in order, until it returns false or the log ends.
  void read(long from, Predicate<LogRecord> reader);

  /// Hands the headers of commits to a reader, without their changes, which are empty.
  void headers(long from, Predicate<LogRecord> reader);

  /// Returns the commits of a step, in order, with their changes.
  List<LogRecord> step(long step);

  /// Returns a sentence per damaged or missing commit; empty when the whole log is sound.
  List<String> check();

  @Override
  void close();
}
