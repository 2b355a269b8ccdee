package panoptic.bench;

import java.util.List;
import java.util.function.Predicate;
import panoptic.project.spi.CommitLog;
import panoptic.project.spi.LogRecord;

/// A log that keeps nothing but the number of its last commit, for projects of which the state alone is measured.
final class ForgottenLog implements CommitLog {
  private long last;

  @Override
  public synchronized long last() {
    return last;
  }

  @Override
  public synchronized void append(List<LogRecord> records) {
    last = records.getLast().sequence();
  }

  @Override
  public void read(long from, Predicate<LogRecord> reader) {
    if (from <= last()) {
      throw new IllegalStateException("commit " + from + " was not kept");
    }
  }

  @Override
  public void headers(long from, Predicate<LogRecord> reader) {
    read(from, reader);
  }

  @Override
  public List<LogRecord> step(long step) {
    throw new IllegalStateException("step " + step + " was not kept");
  }

  @Override
  public List<String> check() {
    return List.of();
  }

  @Override
  public void close() {
    // nothing is held
  }
}
