package panoptic.transfer;

import java.io.IOException;
import java.util.List;
import panoptic.project.ProjectState;

/// Rows as CSV: UTF-8 with a byte order mark, a header, lines that end in one line feed. docs/formats/values-csv.md.
final class CsvWriter implements RowWriter {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final CsvForm form = new CsvForm();
  private final ExportSpec spec;
  private final KeyWriter key;
  private final List<CellSource> sources;
  private final CellWriter[] cells;

  CsvWriter(ProjectState state, ExportSpec spec) {
    this.spec = spec;
    key = new KeyWriter(state, spec.key());
    sources = spec.properties().stream().map(p -> new CellSource(state, p)).toList();
    cells = sources.stream().map(s -> new CellWriter(s, form)).toArray(CellWriter[]::new);
  }

  @Override
  public void begin(ByteSink out) throws IOException {
    out.write(MARK);
    out.write(form.text(spec.key().header()));
    for (CellSource s : sources) {
      out.write(spec.separator());
      out.write(form.text(s.property().name() + "[" + s.typeName() + "]"));
    }
    out.write('\n');
  }

  @Override
  public void row(int instance, ByteSink out) throws IOException {
    key.write(instance, form, out);
    for (CellWriter cell : cells) {
      out.write(spec.separator());
      cell.write(instance, out);
    }
    out.write('\n');
  }

  @Override
  public void end(ByteSink out) {
    // The last line ended itself.
  }
}
