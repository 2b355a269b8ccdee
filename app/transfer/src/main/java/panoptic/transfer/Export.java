package panoptic.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import panoptic.model.spi.Disk;
import panoptic.project.ProjectState;
import panoptic.tasks.TaskProgress;

/// Takes values out of a state into a file, row by row; the file has its name once it is whole.
public final class Export {
  private static final int ROWS_AT_ONCE = 4096;

  private final ProjectState state;
  private final int[] rows;
  private final ExportSpec spec;
  private final PictureFiles pictures;

  /// `rows`: instances in the order they are written.
  public Export(ProjectState state, int[] rows, ExportSpec spec, PictureFiles pictures) {
    this.state = state;
    this.rows = rows.clone();
    this.spec = spec;
    this.pictures = pictures;
  }

  /// Writes the file. A cancelled one leaves nothing behind.
  public Exported to(Disk disk, Path file, TaskProgress progress) throws IOException {
    boolean zip = spec.format() == ExportFormat.ZIP;
    progress.total(zip ? 2L * rows.length : rows.length);
    try (ByteSink out = ByteSink.create(disk, file)) {
      if (zip) {
        return new ZipExport(state, rows, spec, pictures).to(disk, file, out, progress);
      }
      write(state, rows, spec, out, progress);
      out.complete();
      return new Exported(file, rows.length, columns(spec), out.count(), List.of(), 0);
    }
  }

  static int columns(ExportSpec spec) {
    return spec.properties().size() + 1;
  }

  static void write(ProjectState state, int[] rows, ExportSpec spec, ByteSink out, TaskProgress progress) throws IOException {
    RowWriter writer = switch (spec.format()) {
      case CSV, ZIP -> new CsvWriter(state, spec);
      case JSONL -> new JsonLinesWriter(state, spec);
      case PARQUET -> new TableWriter(state, spec, new ParquetForm());
      case ARROW -> new TableWriter(state, spec, new ArrowForm());
    };
    writer.begin(out);
    for (int i = 0; i < rows.length; i++) {
      if (i % ROWS_AT_ONCE == 0) {
        progress.checkCancelled();
        progress.done(i == 0 ? 0 : ROWS_AT_ONCE);
      }
      writer.row(rows[i], out);
    }
    writer.end(out);
    progress.done(rows.length - (rows.length == 0 ? 0 : (rows.length - 1) / ROWS_AT_ONCE * ROWS_AT_ONCE));
  }
}
