package panoptic.transfer;

import java.io.IOException;
import java.util.List;
import panoptic.project.ProjectState;

/// Rows as a typed table in a format of columns: gathered until there are enough of them, then written column by column.
///
/// What is gathered is bounded: [#CELLS] cells, and [#TEXT_BYTES] of texts besides the last row's.
final class TableWriter implements RowWriter {
  private static final int CELLS = 1 << 21;
  private static final int MOST_ROWS = 1 << 17;
  private static final long TEXT_BYTES = 32L << 20;

  /// How a format of columns is written.
  interface Form {
    void begin(List<TableColumn> columns, ByteSink out) throws IOException;

    /// Writes the rows that are gathered: at least one, as many in each column.
    void rows(List<TableColumn> columns, ByteSink out) throws IOException;

    void end(List<TableColumn> columns, ByteSink out) throws IOException;
  }

  private final Form form;
  private final List<TableColumn> columns;
  private final int mostRows;
  private int gathered;

  TableWriter(ProjectState state, ExportSpec spec, Form form) {
    this.form = form;
    columns = TableColumns.of(state, spec);
    mostRows = Math.clamp(CELLS / columns.size() & -8, 8, MOST_ROWS);
  }

  @Override
  public void begin(ByteSink out) throws IOException {
    form.begin(columns, out);
  }

  @Override
  public void row(int instance, ByteSink out) throws IOException {
    long bytes = 0;
    for (TableColumn c : columns) {
      c.add(instance);
      bytes += c.length();
    }
    if (++gathered == mostRows || bytes >= TEXT_BYTES) {
      flush(out);
    }
  }

  private void flush(ByteSink out) throws IOException {
    form.rows(columns, out);
    columns.forEach(TableColumn::clear);
    gathered = 0;
  }

  @Override
  public void end(ByteSink out) throws IOException {
    if (gathered > 0) {
      flush(out);
    }
    form.end(columns, out);
  }
}
