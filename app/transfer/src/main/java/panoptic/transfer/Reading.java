package panoptic.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import panoptic.model.ErrorCode;
import panoptic.model.RefusedException;
import panoptic.model.Signature;
import panoptic.model.spi.Disk;
import panoptic.project.Project;
import panoptic.project.ProjectState;
import panoptic.tasks.TaskProgress;

/// Reads a file of values into a project: all cells are checked, then those that are sound are written, as one step. docs/formats/values-csv.md.
///
/// The file is read twice: to check it and note whom each row is about, then, in the order of the pictures, to write. So memory holds 12 bytes a row, and each commit
/// touches few places of each column.
public final class Reading {
  /// The longest file that is read.
  public static final int MOST_BYTES = 1 << 30;
  private static final int ROWS_AT_ONCE = 4096;

  private final Project project;
  private final Signature by;
  private final boolean clear;
  private final ValuesReport.Draft report = new ValuesReport.Draft();
  private long[] starts = new long[1 << 10];
  private long[] order = new long[1 << 10];
  private int rows;

  /// `clear`: an empty cell of a row that names a picture clears the value, else it leaves it alone.
  public Reading(Project project, Signature by, boolean clear) {
    this.project = project;
    this.by = by;
    this.clear = clear;
  }

  /// Reads the file. One that is cancelled, or fails, leaves the project as it was.
  public ValuesReport of(Disk disk, Path file, TaskProgress progress) throws IOException {
    try (CsvReader csv = CsvReader.open(disk, file)) {
      if (csv.size() > MOST_BYTES) {
        throw new RefusedException(ErrorCode.INVALID, "a file of values has at most " + MOST_BYTES + " bytes, not " + csv.size());
      }
      if (!csv.next()) {
        throw new RefusedException(ErrorCode.INVALID, "the file is empty");
      }
      ProjectState state = project.state();
      ValueHeader header = ValueHeader.read(csv, state, report);
      progress.total(csv.size());
      check(csv, header, new InstanceKeys(state, header.byPath()), progress);
      if (report.matched > 0) {
        write(csv, header, progress);
      }
      return report.done();
    }
  }

  private void check(CsvReader csv, ValueHeader header, InstanceKeys keys, TaskProgress progress) throws IOException {
    long told = 0;
    while (csv.next()) {
      if (csv.row() % ROWS_AT_ONCE == 0) {
        progress.checkCancelled();
        progress.done((csv.start() - told) / 2);
        told = csv.start();
      }
      boolean blank = csv.cells() == 1 && csv.isEmpty(0);
      int row = blank ? InstanceKeys.NONE : instance(csv, header, keys);
      if (row != InstanceKeys.NONE) {
        report.matched++;
        if (checkCells(csv, header)) {
          note(row, csv.start());
        }
      }
    }
    progress.done((csv.size() - told) / 2);
  }

  /// Finds whom a row is about; tells where that is nobody.
  private int instance(CsvReader csv, ValueHeader header, InstanceKeys keys) {
    String key = csv.text(0);
    try {
      for (int i = header.width(); i < csv.cells(); i++) {
        if (!csv.isEmpty(i)) {
          throw new RefusedException(ErrorCode.INVALID, "the row has " + csv.cells() + " cells, the header " + header.width());
        }
      }
      int row = keys.find(FormulaGuard.take(key));
      if (row == InstanceKeys.NONE) {
        report.miss(csv.row());
      }
      return row;
    } catch (RefusedException e) {
      report.refuse(csv.row(), header.key(), e.getMessage());
      return InstanceKeys.NONE;
    }
  }

  /// Checks the cells of a row; returns whether it says anything.
  private boolean checkCells(CsvReader csv, ValueHeader header) {
    boolean says = clear;
    for (ValueColumn column : header.columns()) {
      String cell = csv.text(column.place());
      try {
        says |= column.read(cell) != null;
      } catch (RefusedException e) {
        report.refuse(csv.row(), column.header(), e.getMessage());
      }
    }
    return says;
  }

  private void note(int row, long start) {
    if (rows == starts.length) {
      starts = Arrays.copyOf(starts, 2 * rows);
      order = Arrays.copyOf(order, 2 * rows);
    }
    order[rows] = (long) row << 32 | rows;
    starts[rows++] = start;
  }

  private void write(CsvReader csv, ValueHeader header, TaskProgress progress) throws IOException {
    var steps = new StepOfCommits(project, by);
    try {
      new ValueCatalog(steps, report).make(header.columns());
      Arrays.sort(order, 0, rows);
      var values = new ValueCommits(steps, header.columns(), clear);
      long size = csv.size() / 2;
      long told = 0;
      for (int i = 0; i < rows; i++) {
        csv.seek(starts[(int) order[i]]);
        if (!csv.next()) {
          throw new IOException("the file became shorter while it was read");
        }
        values.add(project.state().instanceId((int) (order[i] >>> 32)), csv);
        if (i % ROWS_AT_ONCE == 0) {
          progress.checkCancelled();
          progress.done(size * i / rows - told);
          told = size * i / rows;
        }
      }
      values.end();
      report.values = values.count();
      progress.done(size - told);
    } catch (IOException | RuntimeException e) {
      steps.takeBack();
      throw e;
    }
    report.step = steps.first();
  }
}
