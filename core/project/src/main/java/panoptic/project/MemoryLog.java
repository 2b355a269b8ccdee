package panoptic.project;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import panoptic.project.spi.CommitLog;
import panoptic.project.spi.LogRecord;

/// A log that lies in memory alone: for tests, and for projects that nobody keeps. It outlives its closing, so that it can be opened again.
public final class MemoryLog implements CommitLog {
  private final List<LogRecord> records = new ArrayList<>();

  @Override
  public synchronized long last() {
    return records.size();
  }

  @Override
  public synchronized void append(List<LogRecord> more) {
    long next = records.size();
    for (LogRecord r : more) {
      if (r.sequence() != ++next) {
        throw new IllegalStateException("commit " + r.sequence() + " does not follow " + (next - 1));
      }
    }
    records.addAll(more);
  }

  @Override
  public void read(long from, Predicate<LogRecord> reader) {
    for (LogRecord r : from(from)) {
      if (!reader.test(r)) {
        return;
      }
    }
  }

  private synchronized List<LogRecord> from(long sequence) {
    return List.copyOf(records.subList(Math.toIntExact(Math.min(records.size(), sequence - 1)), records.size()));
  }

  @Override
  public void headers(long from, Predicate<LogRecord> reader) {
    read(from, reader);
  }

  @Override
  public List<LogRecord> step(long step) {
    return from(step).stream().filter(r -> r.step() == step).toList();
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
