package panoptic.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import panoptic.model.Commit;
import panoptic.model.Committed;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Sha1;
import panoptic.project.ProjectState;

/// Writes the values of rows in commits so small that none holds the project's writer for long. While one is written the next is read.
final class ValueCommits {
  private static final int ROWS = 500;
  private static final int CELLS = 4_000;

  /// A value for an instance; null clears it.
  private record Said(ValueColumn column, int instance, @Nullable Object value) {
  }

  private final StepOfCommits steps;
  private final List<ValueColumn> columns;
  private final boolean clear;
  private List<Said> waiting = new ArrayList<>();
  private int rows;
  private int count;
  private @Nullable CompletableFuture<Committed> writing;
  private List<Said> written = List.of();

  ValueCommits(StepOfCommits steps, List<ValueColumn> columns, boolean clear) {
    this.steps = steps;
    this.columns = columns;
    this.clear = clear;
  }

  /// Returns how many cells were taken over.
  int count() {
    return count;
  }

  /// Adds what a record says of an instance.
  void add(int instance, CsvReader csv) {
    for (ValueColumn column : columns) {
      try {
        Object value = column.read(csv.text(column.place()));
        if (value != null || clear) {
          waiting.add(new Said(column, instance, value));
          count++;
        }
      } catch (RefusedException e) {
        // It was told when the file was checked, and is left alone.
      }
    }
    if (++rows >= ROWS || waiting.size() >= CELLS) {
      flush();
    }
  }

  /// Writes what waits, durably.
  void end() {
    flush();
    finish();
  }

  private void flush() {
    finish();
    rows = 0;
    if (!waiting.isEmpty()) {
      written = waiting;
      waiting = new ArrayList<>();
      writing = steps.submit(commit(written));
      if (steps.first() == 0) {
        finish();
      }
    }
  }

  private void finish() {
    CompletableFuture<Committed> answer = writing;
    writing = null;
    if (answer != null) {
      try {
        steps.wait(answer);
      } catch (RefusedException e) {
        if (e.code() != ErrorCode.UNKNOWN) {
          throw e;
        }
        steps.commit(commit(written)); // somebody deleted a picture meanwhile: the others get their values
      }
    }
  }

  private Commit commit(List<Said> all) {
    ProjectState state = steps.state();
    var commit = new Commit();
    for (Said s : all) {
      int row = state.instanceRow(s.instance());
      if (!state.instances().contains(row)) {
        count--;
      } else if (s.column().isOfImages()) {
        Sha1 sha1 = state.sha1(state.imageOf(row));
        commit.imageValues().add(new Commit.ImageValue(s.column().property().id(), sha1, s.value()));
      } else {
        commit.instanceValues().add(new Commit.InstanceValue(s.column().property().id(), s.instance(), s.value()));
      }
    }
    return commit;
  }
}
